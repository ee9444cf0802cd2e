/** The code of a service in Service Quotas (`aws service-quotas list-services`). */
export type ServiceCode = 'cloudfront' | 'ec2' | 'elasticloadbalancing' | 'vpc';

/** A quota of AWS for an account and region, or for one resource. */
export interface Quota {
  readonly name: string;
  /** The code in Service Quotas. @default - no documented code, as for CloudFront */
  readonly code?: string;
  /** The service that has it in Service Quotas. @default - none, as the code */
  readonly service?: ServiceCode;
  /** The default of a new account. */
  readonly newAccount: number;
  /** The error code of AWS for an excess. */
  readonly error: string;
  readonly source: string;
}

const ec2 = 'EC2 user guide, "Amazon EC2 service quotas": 5 vCPUs in a new account';
const vpc = 'VPC user guide, "Amazon VPC quotas"';
const elb = 'Elastic Load Balancing user guide, "Quotas for your Application Load Balancers"';
const cloudFront = 'CloudFront developer guide, "Quotas"';

/** The quotas that the environments use together, as AWS documents them. Granted increases are in accounts.ts. */
export const quotas = {
  onDemandVcpus: {
    name: 'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances, in vCPUs',
    code: 'L-1216C47A',
    service: 'ec2',
    newAccount: 5,
    error: 'VcpuLimitExceeded',
    source: ec2,
  },
  spotVcpus: {
    name: 'All Standard (A, C, D, H, I, M, R, T, Z) Spot Instance Requests, in vCPUs',
    code: 'L-34B43A08',
    service: 'ec2',
    newAccount: 5,
    error: 'MaxSpotInstanceCountExceeded',
    source: ec2,
  },
  elasticAddresses: {
    name: 'EC2-VPC Elastic IPs',
    code: 'L-0263D0A3',
    service: 'ec2',
    newAccount: 5,
    error: 'AddressLimitExceeded',
    source: vpc,
  },
  vpcs: {
    name: 'VPCs per Region',
    code: 'L-F678F1CE',
    service: 'vpc',
    newAccount: 5,
    error: 'VpcLimitExceeded',
    source: vpc,
  },
  databaseRules: {
    name: 'Inbound rules of the security group of a database server',
    code: 'L-0EA8095F',
    service: 'vpc',
    newAccount: 60,
    error: 'RulesPerSecurityGroupLimitExceeded',
    source: vpc,
  },
  loadBalancerRules: {
    name: 'Outbound rules of the security group of a load balancer',
    code: 'L-0EA8095F',
    service: 'vpc',
    newAccount: 60,
    error: 'RulesPerSecurityGroupLimitExceeded',
    source: vpc,
  },
  listenerRules: {
    name: 'Rules per Application Load Balancer, without the default ones',
    newAccount: 100,
    error: 'TooManyRules',
    source: elb,
  },
  targetGroups: {
    name: 'Target groups per Application Load Balancer',
    newAccount: 100,
    error: 'TooManyUniqueTargetGroupsPerLoadBalancer',
    source: elb,
  },
  certificates: {
    name: 'Certificates per Application Load Balancer, without the default ones',
    code: 'L-9365A611',
    service: 'elasticloadbalancing',
    newAccount: 25,
    error: 'TooManyCertificates',
    source: elb,
  },
  originAccessControls: {
    name: 'Origin access controls per account',
    newAccount: 100,
    error: 'TooManyOriginAccessControls',
    source: cloudFront,
  },
  responseHeadersPolicies: {
    name: 'Custom response headers policies per account',
    code: 'L-CF0D4FC5',
    service: 'cloudfront',
    newAccount: 20,
    error: 'TooManyResponseHeadersPolicies',
    source: cloudFront,
  },
} as const satisfies Record<string, Quota>;

export type QuotaName = keyof typeof quotas;
export const quotaNames = Object.keys(quotas) as QuotaName[];

import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { LogKey, policyDocument, type PolicyStatement } from '@malinshopper/constructs';
import { resourceName, type ProtectionSettings } from '@malinshopper/stack';
import type { Environment, OwnNetwork } from '@malinshopper/environments';
import { Construct } from 'constructs';
import { FlowLog } from './flow-log';
import { NatAlarms } from './nat-alarms';
import { Subnets } from './subnets';

/** The properties of a network that other constructs use. */
export interface NetworkFacts {
  readonly vpcId: string;
  readonly publicSubnetIds: string[];
  readonly privateSubnetIds: string[];
  readonly databaseSubnetIds: string[];
  readonly s3PrefixListId: string;
  readonly logKeyArn: string;
}

export interface NetworkProps {
  readonly network: OwnNetwork;
  readonly environment: Environment;
  readonly protection: ProtectionSettings;
  readonly topicArn: string;
}

/**
 * A VPC with public, private and database subnets in every zone, NAT, a free gateway endpoint for S3, and a flow log.
 */
export class Network extends Construct implements NetworkFacts {
  readonly vpcId: string;
  readonly publicSubnetIds: string[];
  readonly privateSubnetIds: string[];
  readonly databaseSubnetIds: string[];
  readonly s3PrefixListId: string;
  readonly logKeyArn: string;

  constructor(scope: Construct, id: string, { network, environment, protection, topicArn }: NetworkProps) {
    super(scope, id);
    const vpc = new Vpc(this, 'vpc', {
      cidrBlock: network.cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
    });
    this.vpcId = vpc.id;
    // AWS uses this group for resources without another one: without rules, it allows no traffic (FSBP EC2.2).
    new DefaultSecurityGroup(this, 'default-security-group', { vpcId: vpc.id });
    const gateway = new InternetGateway(this, 'internet-gateway', { vpcId: vpc.id });
    const subnets = new Subnets(this, 'subnets', { network, vpcId: vpc.id, internetGatewayId: gateway.id });
    this.publicSubnetIds = subnets.publicIds;
    this.privateSubnetIds = subnets.privateIds;
    this.databaseSubnetIds = subnets.databaseIds;

    const s3 = new VpcEndpoint(this, 's3', {
      vpcId: vpc.id,
      serviceName: `com.amazonaws.${environment.region}.s3`,
      vpcEndpointType: 'Gateway',
      routeTableIds: subnets.privateRouteTableIds,
      policy: s3EndpointPolicy(environment),
    });
    this.s3PrefixListId = s3.prefixListId;

    const key = new LogKey(this, 'log-key', {
      description: `Log groups of ${environment.name}`,
      alias: resourceName('keyAlias', 'malinshopper', environment.name, 'logs'),
      protection,
      region: environment.region,
    });
    this.logKeyArn = key.arn;
    new FlowLog(this, 'flow-log', { vpcId: vpc.id, environment, encryptionKeyArn: key.arn });
    for (const [zone, natGatewayId] of subnets.nats) {
      new NatAlarms(this, `nat-alarms-${zone}`, { environment, zone, natGatewayId, topicArn });
    }
  }
}

/**
 * The policy of the S3 endpoint. It allows buckets of this account, the buckets of partners that the account names, and
 * AWS's own buckets with agents and packages for instances (Systems Manager user guide, "SSM Agent communications with
 * AWS managed S3 buckets"; CodeDeploy, "Resource kit"; CloudWatch user guide, "Installing the CloudWatch agent"; EMR
 * management guide, "Sample policies for private subnets that access Amazon S3"). The buckets for EMR are included
 * without a cluster too, so that a move to a cluster needs no change of the network.
 */
function s3EndpointPolicy({ account, region }: Environment): string {
  const { partnerBuckets: partners } = account;
  const feeds: PolicyStatement = {
    Sid: 'FeedsOfPartners',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: partners.map((bucket) => `arn:aws:s3:::${bucket}/*`),
  };
  const awsBuckets = [
    `aws-codedeploy-${region}`,
    `amazoncloudwatch-agent-${region}`,
    `aws-ssm-${region}`,
    `amazon-ssm-${region}`,
    `patch-baseline-snapshot-${region}`,
    `repo.${region}.emr.amazonaws.com`,
    `al2023-repos-${region}-de612dc2`,
  ];
  return policyDocument(
    {
      Sid: 'OwnBuckets',
      Principal: '*',
      Action: 's3:*',
      Resource: '*',
      Condition: { StringEquals: { 'aws:ResourceAccount': account.id } },
    },
    {
      Sid: 'AgentsAndPackagesOfAws',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: awsBuckets.map((bucket) => `arn:aws:s3:::${bucket}/*`),
    },
    {
      Sid: 'LogsForEmr',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::aws157-logs-prod-${region}/*`,
    },
    ...(partners.length === 0 ? [] : [feeds]),
  );
}

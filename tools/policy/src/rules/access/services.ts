import { writerRolesOf, type Environment } from '@malinshopper/environments';

/** An AWS service that a resource policy may allow: its actions, and its restriction to this account. */
export interface LetIn {
  /** As in `Principal.Service`; `*` stands for a region. */
  readonly service: string;
  /** Patterns: the actions of a statement are within them. */
  readonly actions: readonly string[];
  /**
   * Patterns of the resources of a statement, with ARNs in place of references. @default - any: the policy belongs to
   * one resource
   */
  readonly on?: readonly string[];
  /**
   * The restriction of such a request to this account where the service sends neither `aws:SourceAccount` nor
   * `aws:SourceArn`: the resources in `on`, another condition, or the behavior of AWS. @default - a condition on the
   * source
   */
  readonly boundBy?: {
    readonly condition?: readonly [operator: string, key: string, value: string];
    readonly why: string;
  };
}

/**
 * The resource of a policy: a bucket, a key, a topic, a queue, log groups, or the role of an app with its trust policy.
 */
export type Subject = 'bucket' | 'key' | 'topic' | 'queue' | 'log' | `role of ${string}`;

const encrypts = ['kms:Decrypt', 'kms:GenerateDataKey*'];
const assumes = (service: string, why?: string): LetIn => ({
  service,
  actions: ['sts:AssumeRole'],
  ...(why !== undefined && { boundBy: { why } }),
});

/** Services that write to buckets, each with the AWS page about its principal (see also `s3/log-writers.ts`). */
const intoBuckets = ({ account, name, ...environment }: Environment): readonly LetIn[] => [
  // S3 user guide, "Enabling Amazon S3 server access logging".
  {
    service: 'logging.s3.amazonaws.com',
    actions: ['s3:PutObject'],
    on: [`arn:aws:s3:::malinshopper-*-access-logs-*${account.id}/*`],
  },
  // CloudWatch Logs user guide, "Enable logging from AWS services".
  {
    service: 'delivery.logs.amazonaws.com',
    actions: ['s3:PutObject', 's3:GetBucketAcl'],
    on: [
      `arn:aws:s3:::malinshopper-*-access-logs-*${account.id}`,
      `arn:aws:s3:::malinshopper-*-access-logs-*${account.id}/*`,
    ],
  },
  // CloudTrail user guide, "Amazon S3 bucket policy for CloudTrail".
  {
    service: 'cloudtrail.amazonaws.com',
    actions: ['s3:PutObject', 's3:GetBucketAcl'],
    on: [
      `arn:aws:s3:::malinshopper-account-trail-${account.id}`,
      `arn:aws:s3:::malinshopper-account-trail-${account.id}/AWSLogs/${account.id}/*`,
    ],
  },
  // ELB user guide for application load balancers, "Enable access logs": the path contains the account.
  {
    service: 'logdelivery.elasticloadbalancing.amazonaws.com',
    actions: ['s3:PutObject'],
    on: [`arn:aws:s3:::malinshopper-${name}-load-balancer-logs-${account.id}/*AWSLogs/${account.id}/*`],
    boundBy: { why: 'the path contains the number of this account' },
  },
  // CloudFront developer guide, "Restrict access to an Amazon S3 origin".
  {
    service: 'cloudfront.amazonaws.com',
    actions: ['s3:GetObject'],
    on: writerRolesOf(environment).map(
      (role) => `arn:aws:s3:::malinshopper-${name}-content-${account.id}/${role}/public/*`,
    ),
  },
];

const toKeys: readonly LetIn[] = [
  // Amazon SNS developer guide, "Enable compatibility between event sources from AWS services and encrypted topics".
  ...['cloudwatch', 'events', 'events.rds'].map((service) => ({
    service: `${service}.amazonaws.com`,
    actions: encrypts,
  })),
  // CloudWatch Logs user guide, "Encrypt log data in CloudWatch Logs using AWS Key Management Service".
  {
    service: 'logs.*.amazonaws.com',
    actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
  },
  // CloudTrail user guide, "Configure AWS KMS key policies for CloudTrail".
  { service: 'cloudtrail.amazonaws.com', actions: [...encrypts, 'kms:DescribeKey'] },
  // CloudFront developer guide, "Restrict access to an Amazon S3 origin": SSE-KMS.
  { service: 'cloudfront.amazonaws.com', actions: ['kms:Decrypt'] },
  // Route 53 developer guide, "Working with customer managed keys for DNSSEC".
  { service: 'dnssec-route53.amazonaws.com', actions: ['kms:DescribeKey', 'kms:GetPublicKey', 'kms:Sign'] },
  {
    service: 'dnssec-route53.amazonaws.com',
    actions: ['kms:CreateGrant'],
    boundBy: {
      condition: ['Bool', 'kms:GrantIsForAWSResource', 'true'],
      why: 'the grant cannot exceed the permissions that another statement restricts to this account',
    },
  },
];

const toLogs = ({ account: { id } }: Environment): readonly LetIn[] => [
  // Route 53 developer guide, "Public DNS query logging".
  {
    service: 'route53.amazonaws.com',
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    on: [`arn:aws:logs:us-east-1:${id}:log-group:/aws/route53/*`],
  },
  // Provider documentation of `aws_cloudwatch_event_target`, "Log Group Usage"; CloudWatch Logs user guide, "Enable logging from AWS services".
  ...['events', 'delivery.logs'].map((service) => ({
    service: `${service}.amazonaws.com`,
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    on: ofGroups(id),
  })),
  ...['events', 'delivery.logs'].map((service) => ({
    service: `${service}.amazonaws.com`,
    actions: ['logs:CreateLogStream'],
    on: ofGroups(id),
    boundBy: {
      why: 'an empty stream does no harm: EventBridge creates it without a source, and another statement bounds writing',
    },
  })),
];

/** Matches log groups of this repository and log groups for WAF. WAF accepts only names of this form. */
const ofGroups = (id: string) =>
  ['/malinshopper/', '/aws/events/', 'aws-waf-logs-'].map((name) => `arn:aws:logs:*:${id}:log-group:${name}*`);

/** IAM user guide, "Roles terms and concepts": service roles. Each row cites the page that names its principal. */
const toRoles: Readonly<Record<string, readonly LetIn[]>> = {
  account: [
    assumes(
      'cloudtrail.amazonaws.com',
      'CloudTrail supports neither key (CloudTrail user guide, "Role policy document")',
    ),
  ],
  network: [assumes('vpc-flow-logs.amazonaws.com')],
  data: ['backup', 'monitoring.rds', 'lambda'].map((service) => assumes(`${service}.amazonaws.com`)),
  compute: [
    assumes(
      'ec2.amazonaws.com',
      'EC2 hands a role only to instances of its account (IAM user guide, "Granting a user permissions to pass a role")',
    ),
    assumes('elasticmapreduce.amazonaws.com'),
  ],
  delivery: [assumes('codedeploy.amazonaws.com')],
};

const sends = (service: string, action: string): LetIn => ({ service: `${service}.amazonaws.com`, actions: [action] });

/** The services that a policy may allow. Every other service counts as foreign until a row lists its actions. */
export function servicesFor(subject: Subject, environment: Environment): readonly LetIn[] {
  switch (subject) {
    case 'bucket':
      return intoBuckets(environment);
    case 'key':
      return toKeys;
    case 'topic':
      return ['cloudwatch', 'events', 'events.rds'].map((service) => sends(service, 'sns:Publish'));
    case 'queue':
      return [sends('events', 'sqs:SendMessage')];
    case 'log':
      return toLogs(environment);
    default:
      return toRoles[subject.replace('role of ', '')] ?? [];
  }
}

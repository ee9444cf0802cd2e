import { AwsFailure } from '../protocols/failure';
import { failureReply } from '../protocols/failure-reply';
import type { Reply } from './call';
import type { Asked } from './operation';

/** An open service: its use in this repository, and the moto backends that answer its calls. */
interface Open {
  readonly for: string;
  /** The names of moto's backends. @default - none: the gateway answers all calls of the service */
  readonly moto?: readonly string[];
}

/**
 * The services that can be called, by their signing names: these are the services that apps, tools and tests use. All
 * other services are closed, because many moto backends access the outside of their process: Batch and CodeBuild call
 * Docker, Firehose and API Gateway post to servers.
 */
const OPEN: Readonly<Record<string, Open>> = {
  'access-analyzer': { for: 'the analyzer of an account' },
  acm: { for: 'certificates of an environment', moto: ['acm'] },
  autoscaling: { for: 'groups of web servers and workers', moto: ['autoscaling'] },
  backup: { for: 'backup plans of the databases', moto: ['backup'] },
  budgets: { for: 'the budget of an account', moto: ['budgets'] },
  cloudfront: { for: 'the distribution of the content', moto: ['cloudfront'] },
  cloudtrail: { for: 'the trail of an account', moto: ['cloudtrail'] },
  codedeploy: { for: 'releases' },
  ec2: { for: 'networks, launch templates, instances', moto: ['ec2'] },
  elasticache: { for: 'sessions of the web servers' },
  elasticloadbalancing: { for: 'load balancers and target groups', moto: ['elb', 'elbv2'] },
  elasticmapreduce: { for: 'the Hadoop cluster', moto: ['emr'] },
  events: { for: 'rules that send events to queues and logs', moto: ['events'] },
  iam: { for: 'roles, policies, users', moto: ['iam'] },
  kms: { for: 'keys', moto: ['kms'] },
  lambda: { for: 'the job that makes users on a database server; moto is not called, it would call Docker' },
  logs: { for: 'log groups and their deliveries', moto: ['logs'] },
  monitoring: { for: 'alarms, metrics, dashboards', moto: ['cloudwatch'] },
  rds: { for: 'database servers', moto: ['rds'] },
  'resource-groups': { for: 'the test bed', moto: ['resourcegroups'] },
  route53: { for: 'hosted zones and records', moto: ['route53'] },
  s3: { for: 'states, content, packages; S3 Control signs as s3', moto: ['s3', 's3control'] },
  secretsmanager: { for: 'the passwords of the databases', moto: ['secretsmanager'] },
  servicequotas: { for: 'the quotas of an account; the gateway knows those that it enforces' },
  sns: { for: 'topics of alarms and releases', moto: ['sns'] },
  sqs: { for: 'queues', moto: ['sqs'] },
  ssm: { for: 'parameters and documents', moto: ['ssm'] },
  sts: { for: 'sessions of roles', moto: ['sts'] },
  tagging: { for: 'the inventory of an environment', moto: ['resourcegroupstaggingapi'] },
  wafv2: { for: 'web ACLs', moto: ['wafv2'] },
};

/** Operations of an open service that would reach out of the process. */
const CLOSED_OPERATIONS: Readonly<Record<string, string>> = {
  'events:CreateApiDestination': 'an API destination posts events to another server',
  'events:UpdateApiDestination': 'an API destination posts events to another server',
  'secretsmanager:RotateSecret': 'a rotation runs a function of Lambda',
};

export function isOpen(service: string): boolean {
  return Object.hasOwn(OPEN, service);
}

/** moto's backends that can be called. moto finds its backend by itself, so it gets the list too. */
export function motoBackends(): string[] {
  return Object.values(OPEN).flatMap(({ moto = [] }) => moto);
}

/**
 * Returns the refusal of a call that no open service accepts, or undefined. Clients do not retry it, as for an unknown
 * operation.
 */
export function closedCall(service: string, { protocol, name }: Asked): Reply | undefined {
  const operation = `${service}:${name}`;
  const refuse = (why: string) =>
    failureReply(
      protocol,
      new AwsFailure('NotImplementedByEmbeddedAws', `The embedded AWS does not know ${operation}: ${why}`),
    );
  if (!isOpen(service)) {
    return refuse(
      `the service is closed, because no app, tool or test of this repository uses it. To open it, add it with its use in ` +
        `tools/local-aws/src/gateway/open-services.ts.`,
    );
  }
  if (!Object.hasOwn(CLOSED_OPERATIONS, operation)) return undefined;
  return refuse(`${CLOSED_OPERATIONS[operation]}, and nothing leaves the embedded AWS. Do without it in a rehearsal.`);
}

import { roles, rolesOf } from '@malinshopper/environments';
import { subjectOf, type Scenario } from '../scenarios';
import { checked, type Waiver } from './waiver';

type Environments = readonly [Scenario, ...Scenario[]];
/** What the `account` app makes, and whatever else is everywhere. */
const everywhere: Environments = ['production', 'staging', 'testing', 'branch', 'cluster'];
/** Those with a load balancer of their own. */
const withLoadBalancer: Environments = ['production', 'staging', 'testing', 'cluster'];
const expendable: Environments = ['testing', 'branch'];
/** The identities of the instances beside a cluster. */
const besideCluster = rolesOf(subjectOf('cluster').environment).map((role) => `${role}/identity`);
const today = new Date().toISOString().slice(0, 10);
/** Looked at again with the yearly review of the standards. */
const review = '2027-11-30';

/** What a team accepts. @default - it answers for it itself, and until the next review */
type Accepted = Omit<Waiver, 'owner' | 'expires'> & Partial<Pick<Waiver, 'owner' | 'expires'>>;
const waiversOf = (owner: Waiver['owner'], ...accepted: readonly Accepted[]): Waiver[] =>
  accepted.map((one) => ({ owner, expires: review, ...one }));

const platform = waiversOf(
  'platform',
  {
    rule: 'CKV_AWS_145',
    path: 'account/{,*/}access-logs/bucket/Resource',
    environments: everywhere,
    reason: "S3 writes server access logs only to buckets with S3's own keys (S3 user guide, server access logging)",
  },
  {
    rule: 'CKV_AWS_145',
    path: 'account/state/Resource',
    environments: everywhere,
    reason:
      'The bucket is made before Terraform runs for the first time, when no key of ours exists; no secret is in a state',
  },
  {
    rule: 'CKV_AWS_18',
    path: 'account/{,*/}access-logs/bucket/Resource',
    environments: everywhere,
    reason: 'It is the bucket that access logs are written to: logging to itself would never end',
  },
  {
    rule: 'CKV2_AWS_62',
    path: 'account/{{,*/}access-logs/bucket,state,trail/bucket}/Resource',
    environments: everywhere,
    reason: 'Nothing acts on new logs or states; who touches these buckets stands in the trail and in the access logs',
  },
  {
    rule: 'CKV_AWS_338',
    path: 'account/query-logs/*/Resource',
    environments: ['staging', 'testing', 'branch', 'cluster'],
    reason:
      'What is asked of zones without visitors is worth nothing after a quarter; in production it is kept for a year',
  },
  ...['CKV_AWS_274', 'AwsSolutions-IAM4'].map((rule): Accepted => ({
    rule,
    path: 'account/access/break-glass/everything',
    environments: everywhere,
    reason:
      'What will have to be repaired in an emergency is not known before; who takes the role raises an alarm at once',
  })),
  {
    rule: 'MAL_IAM_9',
    path: 'account/access/break-glass/role',
    environments: everywhere,
    reason:
      'A boundary would take away in the emergency what the role is there for; who takes it raises an alarm at once',
  },
  ...(['data', 'platform'] as const).map((team): Accepted => ({
    rule: 'CKV_AWS_290',
    path: `account/access/${team}/named`,
    environments: everywhere,
    reason:
      'CloudFront and Route 53 know these by ids that they choose, without names or tags, and the role is to make them',
  })),
  ...(['network', 'compute'] as const).map((team): Accepted => ({
    rule: 'CKV_AWS_290',
    path: `account/access/${team}/named`,
    environments: everywhere,
    reason:
      'IAM sees the tags of a new key late (KMS developer guide, ABAC); a key with the tag of another team stays refused',
  })),
);

const network = waiversOf('network', {
  rule: 'CKV_AWS_338',
  path: 'network/network/flow-log/log/Resource',
  environments: ['staging', 'testing', 'cluster'],
  reason: 'No visitor data passes there; a flow log of a year would cost more than the network that it describes',
});

const data = waiversOf(
  'data',
  {
    rule: 'CKV_AWS_157',
    path: 'data/database/server',
    environments: ['testing'],
    reason:
      'Testing may be down for the minutes of a restore; its data can be made again, and a second server doubles the price',
  },
  {
    rule: 'CKV_AWS_293',
    path: 'data/database/server',
    environments: ['testing'],
    reason: 'Testing is taken down and brought up again on purpose; nothing in it has to be kept',
  },
  {
    rule: 'CKV2_AWS_5',
    path: 'data/session-firewall/Resource',
    environments: ['production', 'staging', 'testing', 'branch'],
    reason:
      'It waits for the session cache: were it to go with the cache, the rules of compute that name it would be in the way',
  },
  ...['CKV_AWS_68', 'CKV2_AWS_47'].map((rule): Accepted => ({
    rule,
    path: 'data/content/cdn/distribution',
    environments: expendable,
    reason:
      'Static files for a handful of testers: there is nothing to attack, and a web ACL costs more than the distribution',
  })),
  {
    rule: 'CKV_AWS_338',
    path: 'data/{content/cdn/firewall/acl/log,database/log-*,users-job/log}/Resource',
    environments: ['staging', 'testing', 'cluster'],
    reason: 'Testers are the only ones whose requests and queries stand there; production keeps them for a year',
  },
  {
    rule: 'CKV_AWS_290',
    path: 'data/users-job/role/network',
    environments: ['production', 'staging', 'testing', 'cluster'],
    reason:
      'Lambda makes the network interfaces of a function as its role, and tries beforehand whether it may delete any (Lambda developer ' +
      'guide, "Giving Lambda functions access to resources in an Amazon VPC"). The code of the function calls Secrets Manager only',
  },
);

const compute = waiversOf(
  'compute',
  ...['CKV_AWS_260', 'AwsSolutions-EC23'].map((rule): Accepted => ({
    rule,
    path: 'compute/load-balancer/firewall/http',
    environments: withLoadBalancer,
    reason: 'Visitors who type the name come by HTTP first; the listener does nothing but send them to HTTPS',
  })),
  {
    rule: 'AwsSolutions-EC23',
    path: 'compute/load-balancer/firewall/https',
    environments: withLoadBalancer,
    reason: 'It is the public entry of a public web site',
  },
  {
    rule: 'CKV_AWS_145',
    path: 'compute/load-balancer/access-logs/Resource',
    environments: withLoadBalancer,
    reason: "Load balancers write logs only to buckets with S3's own keys (ELB user guide, access logs)",
  },
  {
    rule: 'CKV2_AWS_62',
    path: 'compute/load-balancer/access-logs/Resource',
    environments: withLoadBalancer,
    reason: 'Nothing acts on new logs: they are read when something has to be looked into',
  },
  {
    rule: 'CKV2_AWS_62',
    path: 'compute/cluster/logs/Resource',
    environments: ['cluster'],
    reason: 'Nothing acts on new logs: they are read when a job has failed',
  },
  ...['MAL_S3_5', 'MAL_GUARD_1'].map((rule): Accepted => ({
    rule,
    path: 'compute/cluster/logs/Resource',
    environments: ['cluster'],
    reason: 'Logs of jobs that can be run again: protecting them would keep an environment from moving back to workers',
  })),
  {
    rule: 'MAL_GUARD_1',
    path: 'compute/cluster/key/Resource',
    environments: ['cluster'],
    reason: 'It encrypts what lives as long as the cluster: its disks, and logs of jobs that can be run again',
  },
  {
    rule: 'MAL_IAM_17',
    path: 'compute/cluster/node/Resource',
    environments: ['cluster'],
    reason: 'EMR asks its nodes to report problems to a bucket of AWS (EMR management guide, private subnets)',
  },
  {
    rule: 'CKV_AWS_290',
    path: `compute/{${roles.join()}}/identity/manage`,
    environments: ['production', 'staging', 'testing', 'branch'],
    reason:
      'What an agent reports is of its own instance, whose id is known only when the instance is there, after its role',
  },
  {
    rule: 'CKV_AWS_290',
    path: `compute/{${[...besideCluster, 'cluster/node'].join()}}/manage`,
    environments: ['cluster'],
    reason:
      'What an agent reports is of its own instance, whose id is known only when the instance is there, after its role',
  },
  {
    rule: 'CKV_AWS_338',
    path: 'compute/*/log/Resource',
    environments: ['staging', 'testing', 'branch', 'cluster'],
    reason: 'What testers did is looked into within weeks; production keeps its logs for a year',
  },
  {
    rule: 'CKV_AWS_338',
    path: 'compute/load-balancer/web-acl/log/Resource',
    environments: ['staging', 'cluster'],
    reason: 'What testers did is looked into within weeks; production keeps its logs for a year',
  },
  ...['CKV2_AWS_28', 'CKV2_AWS_76'].map((rule): Accepted => ({
    rule,
    path: 'compute/load-balancer/Resource',
    environments: ['testing'],
    reason: 'Testing and its branches hold no data of visitors; the same rules are tried in staging before production',
  })),
  {
    rule: 'CKV_AWS_150',
    path: 'compute/load-balancer/Resource',
    environments: ['testing'],
    reason: 'Testing is taken down and brought up again on purpose; nothing in it has to be kept',
  },
  {
    rule: 'AwsSolutions-EC28',
    path: 'compute/*/template/Resource',
    environments: expendable,
    reason:
      'Five minutes are soon enough for instances that nobody but testers waits for; detailed metrics cost per instance',
  },
);

const delivery = waiversOf('delivery', {
  rule: 'CKV_AWS_273',
  path: 'delivery/continuousphp/user',
  environments: ['production', 'staging', 'testing', 'cluster'],
  reason: 'continuousphp signs in with access keys only: it knows no roles and no OpenID Connect (docs/adr/0017)',
});

/** Everything that is accepted although a rule is against it, by team. A finding that is not here fails. */
export const waivers = checked('waivers', [...platform, ...network, ...data, ...compute, ...delivery], today);

import { roles, rolesOf } from '@malinshopper/environments';
import { subjectOf, type Scenario } from '../scenarios';
import { checked, type Waiver } from './waiver';

type Environments = readonly [Scenario, ...Scenario[]];
/** Resources of the `account` app, and of all environments. */
const everywhere: Environments = ['production', 'staging', 'testing', 'branch', 'cluster'];
/** Environments with a load balancer of their own. */
const withLoadBalancer: Environments = ['production', 'staging', 'testing', 'cluster'];
const expendable: Environments = ['testing', 'branch'];
/** The identities of the instances beside a cluster. */
const besideCluster = rolesOf(subjectOf('cluster').environment).map((role) => `${role}/identity`);
const today = new Date().toISOString().slice(0, 10);
/** The next yearly review of the standards. */
const review = '2027-11-30';

/** An acceptance of a team. @default - the team is responsible for it, until the next review */
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
      'The bucket is created before the first run of Terraform, when this account has no key yet; no state contains a secret',
  },
  {
    rule: 'CKV_AWS_18',
    path: 'account/{,*/}access-logs/bucket/Resource',
    environments: everywhere,
    reason: 'It is the destination of access logs: logging to itself would never end',
  },
  {
    rule: 'CKV2_AWS_62',
    path: 'account/{{,*/}access-logs/bucket,state,trail/bucket}/Resource',
    environments: everywhere,
    reason: 'Nothing reacts to new logs or states; the trail and the access logs record all access to these buckets',
  },
  {
    rule: 'CKV_AWS_338',
    path: 'account/query-logs/*/Resource',
    environments: ['staging', 'testing', 'branch', 'cluster'],
    reason: 'DNS queries of zones without visitors are worthless after a quarter; production keeps them for a year',
  },
  ...['CKV_AWS_274', 'AwsSolutions-IAM4'].map((rule): Accepted => ({
    rule,
    path: 'account/access/break-glass/everything',
    environments: everywhere,
    reason: 'The repairs in an emergency are not known in advance; each use of the role sets off an alarm at once',
  })),
  {
    rule: 'MAL_IAM_9',
    path: 'account/access/break-glass/role',
    environments: everywhere,
    reason:
      'A boundary would prevent the repairs that the role exists for; each use of the role sets off an alarm at once',
  },
  ...(['data', 'platform'] as const).map((team): Accepted => ({
    rule: 'CKV_AWS_290',
    path: `account/access/${team}/named`,
    environments: everywhere,
    reason:
      'CloudFront and Route 53 choose the ids of these, which have no names or tags, and the role has to create them',
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
  reason: 'There is no visitor data in it; a flow log of a year would cost more than the network itself',
});

const data = waiversOf(
  'data',
  {
    rule: 'CKV_AWS_157',
    path: 'data/database/server',
    environments: ['testing'],
    reason:
      'Testing may be unavailable for the minutes of a restore; its data can be created again, and a second server doubles the price',
  },
  {
    rule: 'CKV_AWS_293',
    path: 'data/database/server',
    environments: ['testing'],
    reason: 'Testing is destroyed and deployed again on purpose; it contains no data that has to be kept',
  },
  {
    rule: 'CKV2_AWS_5',
    path: 'data/session-firewall/Resource',
    environments: ['production', 'staging', 'testing', 'branch'],
    reason:
      'It depends on the session cache: if it were deleted with the cache, rules of compute that refer to it would block that',
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
    reason: 'Only requests and queries of testers are in it; production keeps them for a year',
  },
  {
    rule: 'CKV_AWS_290',
    path: 'data/users-job/role/network',
    environments: ['production', 'staging', 'testing', 'cluster'],
    reason:
      'Lambda creates the network interfaces of a function as its role, and checks beforehand if it may delete any (Lambda developer ' +
      'guide, "Giving Lambda functions access to resources in an Amazon VPC"). The code of the function calls Secrets Manager only',
  },
);

const compute = waiversOf(
  'compute',
  ...['CKV_AWS_260', 'AwsSolutions-EC23'].map((rule): Accepted => ({
    rule,
    path: 'compute/load-balancer/firewall/http',
    environments: withLoadBalancer,
    reason: 'Visitors with a typed address first arrive over HTTP; the listener only redirects them to HTTPS',
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
    reason: 'Nothing reacts to new logs: they are read when a fault is examined',
  },
  {
    rule: 'CKV2_AWS_62',
    path: 'compute/cluster/logs/Resource',
    environments: ['cluster'],
    reason: 'Nothing reacts to new logs: they are read when a job has failed',
  },
  ...['MAL_S3_5', 'MAL_GUARD_1'].map((rule): Accepted => ({
    rule,
    path: 'compute/cluster/logs/Resource',
    environments: ['cluster'],
    reason: 'Logs of jobs that can run again: their protection would prevent an environment from returning to workers',
  })),
  {
    rule: 'MAL_GUARD_1',
    path: 'compute/cluster/key/Resource',
    environments: ['cluster'],
    reason: 'It encrypts data with the lifetime of the cluster: its disks, and logs of jobs that can run again',
  },
  {
    rule: 'MAL_IAM_17',
    path: 'compute/cluster/node/Resource',
    environments: ['cluster'],
    reason: 'EMR requires its nodes to report problems to a bucket of AWS (EMR management guide, private subnets)',
  },
  {
    rule: 'CKV_AWS_290',
    path: `compute/{${roles.join()}}/identity/manage`,
    environments: ['production', 'staging', 'testing', 'branch'],
    reason: 'An agent reports about its own instance; the id of that does not exist until the launch, after its role',
  },
  {
    rule: 'CKV_AWS_290',
    path: `compute/{${[...besideCluster, 'cluster/node'].join()}}/manage`,
    environments: ['cluster'],
    reason: 'An agent reports about its own instance; the id of that does not exist until the launch, after its role',
  },
  {
    rule: 'CKV_AWS_338',
    path: 'compute/*/log/Resource',
    environments: ['staging', 'testing', 'branch', 'cluster'],
    reason: 'Actions of testers are examined within weeks; production keeps its logs for a year',
  },
  {
    rule: 'CKV_AWS_338',
    path: 'compute/load-balancer/web-acl/log/Resource',
    environments: ['staging', 'cluster'],
    reason: 'Actions of testers are examined within weeks; production keeps its logs for a year',
  },
  ...['CKV2_AWS_28', 'CKV2_AWS_76'].map((rule): Accepted => ({
    rule,
    path: 'compute/load-balancer/Resource',
    environments: ['testing'],
    reason: 'Testing and its branches have no data of visitors; the same rules are tested in staging before production',
  })),
  {
    rule: 'CKV_AWS_150',
    path: 'compute/load-balancer/Resource',
    environments: ['testing'],
    reason: 'Testing is destroyed and deployed again on purpose; it contains no data that has to be kept',
  },
  {
    rule: 'AwsSolutions-EC28',
    path: 'compute/*/template/Resource',
    environments: expendable,
    reason: 'Five minutes are soon enough for instances that only testers wait for; detailed metrics cost per instance',
  },
);

const delivery = waiversOf('delivery', {
  rule: 'CKV_AWS_273',
  path: 'delivery/continuousphp/user',
  environments: ['production', 'staging', 'testing', 'cluster'],
  reason: 'continuousphp signs in with access keys only: it supports neither roles nor OpenID Connect (docs/adr/0017)',
});

/** All accepted findings, by team. A finding that is not here fails. */
export const waivers = checked('waivers', [...platform, ...network, ...data, ...compute, ...delivery], today);

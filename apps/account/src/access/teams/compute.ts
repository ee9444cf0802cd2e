import { actionsOf, type CalledType } from '@malinshopper/aws-facts';
import { isExpendable } from '@malinshopper/environments';
import { aliases } from '../aliases';
import { regionIn, throughServices } from '../in-regions';
import { newKeys } from '../new-keys';
import {
  bucketOfEach,
  changingBuckets,
  deletingBuckets,
  emptyingBuckets,
  lookingAtBuckets,
  noPathThatLooksLike,
} from '../buckets';
import { changingRecords, lookingAtRecords } from '../records';
import { changingProfiles, changingRoles, lookingAtProfiles, lookingAtRoles } from '../roles';
import { isOf, type Permissions, type Scope } from '../scope';
import type { Statement } from '../statement';
import { changing, looking } from '../tagged';
import { changePhases, grantsFor, onOthers, without } from '../grants';
import { logPolicies } from '../teams-only';
import { intoTheNetwork, rulesOfAws } from './shared';

const types: readonly CalledType[] = [
  'aws_autoscaling_group',
  'aws_autoscaling_notification',
  'aws_autoscaling_policy',
  'aws_autoscaling_schedule',
  'aws_cloudwatch_composite_alarm',
  'aws_cloudwatch_log_group',
  'aws_cloudwatch_log_resource_policy',
  'aws_cloudwatch_metric_alarm',
  'aws_emr_cluster',
  'aws_emr_instance_fleet',
  'aws_emr_managed_scaling_policy',
  'aws_emr_security_configuration',
  'aws_kms_alias',
  'aws_kms_key',
  'aws_launch_template',
  'aws_lb',
  'aws_lb_listener',
  'aws_lb_listener_certificate',
  'aws_lb_listener_rule',
  'aws_lb_target_group',
  'aws_security_group',
  'aws_vpc_security_group_egress_rule',
  'aws_vpc_security_group_ingress_rule',
  'aws_wafv2_web_acl',
  'aws_wafv2_web_acl_association',
  'aws_wafv2_web_acl_logging_configuration',
];
const grants = grantsFor(types);

/** What security groups and load balancers need of the network of another team. */
const inTheNetwork = onOthers(types, 'vpc');
const groups = (account: Scope['account']) => `arn:aws:ec2:${regionIn(account)}:${account.id}:security-group/*`;
/**
 * Rules of a security group: the way into the cache, and of a cluster into the database, is opened by who needs it, where `data` has
 * said so by a tag. IAM knows no condition on the other end of a rule.
 */
const rules = onOthers(['aws_vpc_security_group_ingress_rule'], 'security-group');
/** To take a rule away opens nothing, and is done when `data` has closed the way already. */
const ways = rules.filter((action) => !action.startsWith('ec2:Revoke'));
/** What writing into the package bucket takes, whose key is the team `data`'s. */
const encryption = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** Load balancer, instances, clusters, alarms. */
export function computePermissions(scope: Scope): Permissions {
  const { account } = scope;
  const never = isExpendable(account) ? [] : [logPolicies];
  const ofClusters = bucketOfEach('cluster-logs', account);
  const buckets = [bucketOfEach('load-balancer-logs', account), ofClusters];
  return {
    look: [
      ...looking(grants, scope),
      ...lookingAtBuckets(buckets),
      ...lookingAtRoles(scope),
      ...lookingAtProfiles(scope),
      ...lookingAtRecords(scope),
      ...lookingAtSetup(scope),
      ...lookingAtWebAclsOf(scope),
    ],
    change: changing({ ...grants, set: without(never, grants.set) }, scope),
    named: [
      aliases(scope),
      newKeys(scope),
      intoTheNetwork(inTheNetwork, 'vpc', scope),
      intoTheNetwork(onOthers(types, 'subnet'), 'subnet', scope),
      ...launching(scope),
      ...changingBuckets(buckets),
      ...deletingBuckets(buckets),
      // What EMR logs of itself goes with its cluster, in production too.
      ...emptyingBuckets(isExpendable(account) ? buckets : [ofClusters]),
      ...changingRoles(scope, types),
      ...changingProfiles(scope),
      // The names of environments may be anything; those of the other teams begin as nobody else's do.
      ...changingRecords(scope, { types: ['A'], notNamed: ['static.*', '_*'] }),
      {
        Sid: 'Data',
        // Instances wear the client group of the database.
        Action: [...without(ways, rules), 'ec2:RunInstances'],
        Resource: groups(account),
        Condition: isOf('data'),
      },
      {
        Sid: 'Ways',
        Action: ways,
        Resource: groups(account),
        Condition: { StringEquals: { ...isOf('data').StringEquals, 'aws:ResourceTag/OpenedBy': 'compute' } },
      },
      ...changingSetup(scope),
      ...changingWebAclsOf(scope),
      rulesOfAws(scope),
    ],
    global: ['iam', 'route53'],
    onOthers: [...inTheNetwork, 'ec2:RunInstances', ...rules, ...encryption],
    ways,
    never,
  };
}

/** What an instance is made with and nobody has tagged: images are others', interfaces come along. */
const launching = ({ account }: Scope): Statement[] => {
  const region = regionIn(account);
  return [
    {
      Sid: 'WhatALaunchTakesAlong',
      Action: 'ec2:RunInstances',
      Resource: [`arn:aws:ec2:${region}::image/*`, `arn:aws:ec2:${region}:${account.id}:network-interface/*`],
    },
  ];
};

const packages = ({ account }: Scope) => bucketOfEach('packages', account);
/** What a node of a cluster does when it comes, and for a release. It lies in the package bucket, which is the team `data`'s. */
const setup = (scope: Scope) => ['*.sh', 'install-release-*'].map((name) => `${packages(scope)}/cluster/${name}`);

const lookingAtSetup = (scope: Scope): Statement[] => [
  { Sid: 'LookAtSetup', Action: actionsOf(['aws_s3_object'], ['read']), Resource: setup(scope) },
  // A deploy looks, too: this is about what it writes as well.
  noPathThatLooksLike([packages(scope)]),
];

const changingSetup = (scope: Scope): Statement[] => [
  {
    Sid: 'Setup',
    Action: actionsOf(['aws_s3_object'], changePhases, ({ kind }) => kind === 'object'),
    Resource: setup(scope),
  },
  {
    Sid: 'VersionsOfSetup',
    Action: 's3:ListBucketVersions',
    Resource: packages(scope),
    Condition: { StringLike: { 's3:prefix': 'cluster/*' } },
  },
  {
    Sid: 'EncryptSetup',
    Action: encryption,
    Resource: `arn:aws:kms:${regionIn(scope.account)}:${scope.account.id}:key/*`,
    Condition: throughServices('data', scope.account, 's3'),
  },
];

/** WAF knows load balancers by name only. */
const balancers = ({ account }: Scope) =>
  `arn:aws:elasticloadbalancing:${regionIn(account)}:${account.id}:loadbalancer/app/*-web/*`;

const lookingAtWebAclsOf = (scope: Scope): Statement[] => [
  {
    Sid: 'LookAtWebAclOfBalancer',
    Action: ['elasticloadbalancing:GetLoadBalancerWebACL', 'wafv2:GetWebACLForResource'],
    Resource: balancers(scope),
  },
];

const changingWebAclsOf = (scope: Scope): Statement[] => [
  {
    Sid: 'WebAclOfBalancer',
    Action: actionsOf(['aws_wafv2_web_acl_association'], changePhases),
    Resource: balancers(scope),
  },
];

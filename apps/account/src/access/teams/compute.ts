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
  denyLookAlikePaths,
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

/** The calls of security groups and load balancers on the VPC of the network team. */
const inTheNetwork = onOthers(types, 'vpc');
const groups = (account: Scope['account']) => `arn:aws:ec2:${regionIn(account)}:${account.id}:security-group/*`;
/**
 * Security group rules. The team of the client creates the ingress rules of the cache, and the ingress rules of the
 * database for a cluster. It creates them in security groups that `data` has opened with a tag. IAM has no condition
 * key for the other end of a rule.
 */
const rules = onOthers(['aws_vpc_security_group_ingress_rule'], 'security-group');
/** Revoking a rule grants no access, and must also work after `data` has removed the tag. */
const ways = rules.filter((action) => !action.startsWith('ec2:Revoke'));
/** The calls on the key of the package bucket for a write; the key belongs to the team `data`. */
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
      // EMR's own logs are deleted with the cluster, in production too.
      ...emptyingBuckets(isExpendable(account) ? buckets : [ofClusters]),
      ...changingRoles(scope, types),
      ...changingProfiles(scope),
      // Record names contain the names of environments, which are free. The names of other teams' records have reserved
      // prefixes.
      ...changingRecords(scope, { types: ['A'], notNamed: ['static.*', '_*'] }),
      {
        Sid: 'Data',
        // Instances are members of the database's client group.
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
    global: ['iam', 'route53', 'tag'],
    onOthers: [...inTheNetwork, 'ec2:RunInstances', ...rules, ...encryption],
    ways,
    never,
  };
}

/** Resources of a launch that carry no team's tag: images belong to other accounts, and EC2 creates the interfaces. */
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
/**
 * The scripts of a cluster's nodes, for their start and for a release. They lie in the package bucket, which belongs to
 * the team `data`.
 */
const setup = (scope: Scope) => ['*.sh', 'install-release-*'].map((name) => `${packages(scope)}/cluster/${name}`);

const lookingAtSetup = (scope: Scope): Statement[] => [
  { Sid: 'LookAtSetup', Action: actionsOf(['aws_s3_object'], ['read']), Resource: setup(scope) },
  // A deploy has this statement too, so it also covers the writes.
  denyLookAlikePaths([packages(scope)]),
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

/** WAF identifies load balancers by name only. */
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

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
import { alarms, compositeAlarms } from '../services/alarms';
import { clusters, loadBalancers, scalingGroups } from '../services/compute';
import { securityGroupRules, securityGroups, webAclAssociations, webAcls } from '../services/firewalls';
import { keys } from '../services/keys';
import { logGroups, logPolicies } from '../services/logs';
import type { Statement } from '../statement';
import { changing, looking } from '../tagged';
import { intoTheNetwork, rulesOfAws } from './shared';

const capabilities = [
  alarms,
  clusters,
  compositeAlarms,
  keys,
  loadBalancers,
  logGroups,
  logPolicies,
  scalingGroups,
  securityGroupRules,
  securityGroups,
  webAclAssociations,
  webAcls,
];

/** Rules of a security group: the way into the database and the cache is opened by who needs it. */
const ways = ['ec2:AuthorizeSecurityGroupIngress', 'ec2:ModifySecurityGroupRules', 'ec2:RevokeSecurityGroupIngress'];
/** What writing into the package bucket takes, whose key is the team `data`'s. */
const encryption = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** Load balancer, instances, clusters, alarms. */
export function computePermissions(scope: Scope): Permissions {
  const { account } = scope;
  const ofClusters = bucketOfEach('cluster-logs', account);
  const buckets = [bucketOfEach('load-balancer-logs', account), ofClusters];
  return {
    look: [
      ...looking(capabilities, scope),
      ...lookingAtBuckets(buckets),
      ...lookingAtRoles(scope),
      ...lookingAtProfiles(scope),
      ...lookingAtRecords(scope),
      ...lookingAtSetup(scope),
      ...lookingAtWebAclsOf(scope),
    ],
    change: changing(capabilities, scope),
    named: [
      aliases(scope),
      newKeys(scope),
      intoTheNetwork(['ec2:CreateSecurityGroup', 'ec2:GetSecurityGroupsForVpc'], 'vpc', scope),
      intoTheNetwork(['ec2:RunInstances'], 'subnet', scope),
      ...launching(scope),
      ...changingBuckets(buckets),
      ...deletingBuckets(buckets),
      // What EMR logs of itself goes with its cluster, in production too.
      ...emptyingBuckets(isExpendable(account) ? buckets : [ofClusters]),
      ...changingRoles(scope, {
        passedTo: ['ec2.amazonaws.com', 'elasticmapreduce.amazonaws.com'],
        firstUseOf: [
          'autoscaling.amazonaws.com',
          'elasticloadbalancing.amazonaws.com',
          'elasticmapreduce.amazonaws.com',
          'spot.amazonaws.com',
        ],
      }),
      ...changingProfiles(scope),
      // The names of environments may be anything; those of the other teams begin as nobody else's do.
      ...changingRecords(scope, { types: ['A'], notNamed: ['static.*', '_*'] }),
      {
        Sid: 'WaysToData',
        // Instances wear the client group of the database.
        Action: [...ways, 'ec2:RunInstances'],
        Resource: `arn:aws:ec2:${regionIn(account)}:${account.id}:security-group/*`,
        Condition: isOf('data'),
      },
      ...changingSetup(scope),
      ...changingWebAclsOf(scope),
      rulesOfAws(scope),
    ],
    global: ['iam', 'route53'],
    onOthers: ['ec2:CreateSecurityGroup', 'ec2:GetSecurityGroupsForVpc', 'ec2:RunInstances', ...ways, ...encryption],
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
  { Sid: 'LookAtSetup', Action: ['s3:GetObject', 's3:GetObjectTagging'], Resource: setup(scope) },
  // A deploy looks, too: this is about what it writes as well.
  noPathThatLooksLike([packages(scope)]),
];

const changingSetup = (scope: Scope): Statement[] => [
  {
    Sid: 'Setup',
    Action: ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObject', 's3:PutObjectTagging'],
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
    Action: ['wafv2:AssociateWebACL', 'wafv2:DisassociateWebACL'],
    Resource: balancers(scope),
  },
];

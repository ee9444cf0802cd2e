import { isExpendable } from '@malinshopper/environments';
import { accessLogBucketName } from '../../access-log-bucket';
import { aliases } from '../aliases';
import { eachRegion, regionIn, throughServices } from '../in-regions';
import { newKeys } from '../new-keys';
import { bucketOfEach, changingBuckets, deletingBuckets, emptyingBuckets, lookingAtBuckets } from '../buckets';
import { without } from '../capability';
import { changingRecords, lookingAtRecords } from '../records';
import { changingRoles, lookingAtRoles } from '../roles';
import { allOf, isOf, type Permissions, type Scope } from '../scope';
import { alarms } from '../services/alarms';
import { backups, caches, cdn, databases } from '../services/data';
import { eventRules, queues } from '../services/events';
import { functions, secrets } from '../services/functions';
import { securityGroupRules, securityGroups, webAcls } from '../services/firewalls';
import { keys } from '../services/keys';
import { logDeliveries, logGroups, logPolicies } from '../services/logs';
import type { Statement } from '../statement';
import { changing, looking } from '../tagged';
import { changingFunctionCode, lookingAtFunctionCode } from './function-code';
import { intoTheNetwork, rulesOfAws } from './shared';

const capabilities = [
  alarms,
  backups,
  caches,
  cdn,
  databases,
  eventRules,
  functions,
  keys,
  logDeliveries,
  logGroups,
  logPolicies,
  queues,
  secrets,
  securityGroupRules,
  securityGroups,
  webAcls,
];

/** What makes copies short-lived, or unreadable. Where nothing may be thrown away, an administrator does it, and nobody else. */
const throwsAway = ['backup:DeleteBackupVaultLockConfiguration', 'kms:ScheduleKeyDeletion'];

/** What the security groups of the server, of the cache and of a function need of the network of another team. */
const inTheNetwork = ['ec2:CreateSecurityGroup', 'ec2:DescribeVpcAttribute', 'ec2:GetSecurityGroupsForVpc'];

/** Database with its users, cache, content with its CDN, queues, backups. */
export function dataPermissions(scope: Scope): Permissions {
  const { account } = scope;
  const never = isExpendable(account) ? [] : throwsAway;
  const content = bucketOfEach('content', account);
  // Paths that look like the bucket of packages are refused to who looks at the code of functions.
  const buckets = [content, bucketOfEach('packages', account)];
  return {
    look: [
      ...looking(capabilities, scope),
      ...lookingAtBuckets(buckets),
      { Sid: 'LookWhatBucketsTell', Action: 's3:GetBucketNotification', Resource: buckets },
      ...lookingAtFunctionCode(scope),
      ...lookingAtRoles(scope),
      ...lookingAtRecords(scope),
    ],
    change: changing(without(never, capabilities), scope),
    named: [
      aliases(scope),
      newKeys(scope),
      intoTheNetwork(inTheNetwork, 'vpc', scope),
      ...changingBuckets(buckets, ['s3:PutBucketNotification']),
      ...changingFunctionCode(scope),
      ...deletingBuckets(buckets),
      ...(isExpendable(account) ? [...emptyingBuckets(buckets, [content]), ...emptyingVaults(scope)] : []),
      ...changingRoles(scope, {
        passedTo: ['monitoring.rds.amazonaws.com', 'backup.amazonaws.com', 'lambda.amazonaws.com'],
        firstUseOf: ['rds.amazonaws.com', 'elasticache.amazonaws.com', 'backup.amazonaws.com'],
      }),
      ...changingRecords(scope, { types: ['A', 'AAAA'], named: ['static.*'] }),
      rulesOfAws(scope),
      ...ofAws(scope),
      ...cdnSettings(scope),
      ...passwords(scope),
      policyOfAccessLogs(scope),
    ],
    global: ['cloudfront', 'cloudwatch', 'iam', 'kms', 'logs', 'route53', 'wafv2'],
    onOthers: inTheNetwork,
    never,
  };
}

/** What of AWS's own a resource of the team's is made with: it carries nobody's tag. */
const ofAws = ({ account }: Scope): Statement[] => {
  const region = regionIn(account);
  return [
    {
      Sid: 'DefaultsOfAws',
      Action: [
        'rds:CreateDBInstance',
        'rds:ModifyDBInstance',
        'elasticache:CreateReplicationGroup',
        'elasticache:ModifyReplicationGroup',
      ],
      Resource: [
        `arn:aws:rds:${region}:${account.id}:og:default:*`,
        `arn:aws:elasticache:${region}:${account.id}:parametergroup:default.*`,
      ],
    },
  ];
};

/** Before a vault is deleted. Where production is, what is in it outlives whoever wants to delete it. */
const emptyingVaults = (scope: Scope): Statement[] => [
  {
    Sid: 'EmptyVaults',
    Action: ['backup:DeleteRecoveryPoint', 'backup:ListRecoveryPointsByBackupVault'],
    Resource: [allOf('backup', scope), allOf('rds', scope).replace(/\*$/, 'snapshot:awsbackup:*')],
    Condition: isOf(scope.team),
  },
  {
    // Backup deletes RDS's snapshot in its caller's name (libs/aws-facts, forwarded calls); the team itself deletes none.
    Sid: 'EmptyVaultsOfSnapshots',
    Action: 'rds:DeleteDBSnapshot',
    Resource: allOf('rds', scope).replace(/\*$/, 'snapshot:awsbackup:*'),
    Condition: { ...isOf(scope.team), 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['backup.amazonaws.com'] } },
  },
];

/** CloudWatch Logs reads it in the name of who sets up the delivery of the CDN's logs (libs/aws-facts, forwarded calls). */
const policyOfAccessLogs = ({ account }: Scope): Statement => ({
  Sid: 'LookAtPolicyOfAccessLogs',
  Action: 's3:GetBucketPolicy',
  Resource: eachRegion(account, (region) => `arn:aws:s3:::${accessLogBucketName(account, region)}`),
});

/** CloudFront knows them neither by name nor by tag. No other team has any. */
const cdnSettings = ({ account: { id } }: Scope): Statement[] => [
  {
    Sid: 'CdnSettings',
    Action: ['cloudfront:DeleteOriginAccessControl', 'cloudfront:UpdateOriginAccessControl'],
    Resource: `arn:aws:cloudfront::${id}:origin-access-control/*`,
  },
];

/**
 * RDS makes the master password's secret, encrypts storage and lends keys on behalf of its caller; so do ElastiCache and Backup
 * (RDS user guide, "Permissions required for Secrets Manager integration", "AWS KMS key management"; AWS Backup developer guide,
 * "Backup vault creation and deletion": required permissions). S3 encrypts the code of functions for it. No role here reads the secret.
 */
const passwords = (scope: Scope): Statement[] => {
  const { account, team } = scope;
  const region = regionIn(account);
  const services = ['rds', 'secretsmanager', 'elasticache', 'backup', 's3'];
  return [
    {
      Sid: 'SecretsOfRds',
      Action: ['secretsmanager:CreateSecret', 'secretsmanager:RotateSecret', 'secretsmanager:TagResource'],
      Resource: `arn:aws:secretsmanager:${region}:${account.id}:secret:rds!*`,
    },
    {
      Sid: 'KeysForServices',
      Action: ['kms:CreateGrant', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:RetireGrant'],
      Resource: `arn:aws:kms:${region}:${account.id}:key/*`,
      Condition: throughServices(team, account, services),
    },
  ];
};

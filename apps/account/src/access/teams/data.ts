import { actionsOf, callsBeforeDelete, type CalledType } from '@malinshopper/aws-facts';
import { isExpendable } from '@malinshopper/environments';
import { accessLogBucketName } from '../../access-log-bucket';
import { aliases } from '../aliases';
import { eachRegion, regionIn, throughServices } from '../in-regions';
import { newKeys } from '../new-keys';
import { bucketOfEach, changingBuckets, deletingBuckets, emptyingBuckets, lookingAtBuckets } from '../buckets';
import { changingRecords, lookingAtRecords } from '../records';
import { changingRoles, lookingAtRoles } from '../roles';
import { allOf, isOf, type Permissions, type Scope } from '../scope';
import type { Statement } from '../statement';
import { changing, looking } from '../tagged';
import { changePhases, grantsFor, forwardedFor, onOthers, unique, without } from '../grants';
import { logPolicies } from '../teams-only';
import { changingFunctionCode, lookingAtFunctionCode } from './function-code';
import { intoTheNetwork, rulesOfAws } from './shared';

const types: readonly CalledType[] = [
  'aws_backup_plan',
  'aws_backup_selection',
  'aws_backup_vault',
  'aws_backup_vault_lock_configuration',
  'aws_cloudfront_distribution',
  'aws_cloudfront_origin_access_control',
  'aws_cloudwatch_event_rule',
  'aws_cloudwatch_event_target',
  'aws_cloudwatch_log_delivery',
  'aws_cloudwatch_log_delivery_destination',
  'aws_cloudwatch_log_delivery_source',
  'aws_cloudwatch_log_group',
  'aws_cloudwatch_log_resource_policy',
  'aws_cloudwatch_metric_alarm',
  'aws_db_event_subscription',
  'aws_db_instance',
  'aws_db_parameter_group',
  'aws_db_subnet_group',
  'aws_elasticache_replication_group',
  'aws_elasticache_subnet_group',
  'aws_kms_alias',
  'aws_kms_key',
  'aws_lambda_function',
  'aws_lambda_invocation',
  'aws_secretsmanager_secret',
  'aws_security_group',
  'aws_sqs_queue',
  'aws_sqs_queue_policy',
  'aws_sqs_queue_redrive_allow_policy',
  'aws_vpc_security_group_egress_rule',
  'aws_vpc_security_group_ingress_rule',
  'aws_wafv2_web_acl',
  'aws_wafv2_web_acl_logging_configuration',
];
const grants = grantsFor(types);

/**
 * Actions that shorten the life of backups or make them unreadable. Where data must not be deleted, only an
 * administrator can call them.
 */
const throwsAway = ['backup:DeleteBackupVaultLockConfiguration', 'kms:ScheduleKeyDeletion', logPolicies];

/** The calls of the security groups of the server, the cache and a function on the VPC of the network team. */
const inTheNetwork = onOthers(types, 'vpc');

/** Permissions for the database with its users, the cache, the content with its CDN, queues and backups. */
export function dataPermissions(scope: Scope): Permissions {
  const { account } = scope;
  const never = isExpendable(account) ? [] : throwsAway;
  const content = bucketOfEach('content', account);
  // `lookingAtFunctionCode` denies the paths that look like the package bucket.
  const buckets = [content, bucketOfEach('packages', account)];
  return {
    look: [
      ...looking(grants, scope),
      ...lookingAtBuckets(buckets),
      { Sid: 'LookWhatBucketsTell', Action: 's3:GetBucketNotification', Resource: buckets },
      ...lookingAtFunctionCode(scope),
      ...lookingAtRoles(scope),
      ...lookingAtRecords(scope),
    ],
    change: changing({ ...grants, change: without(never, grants.change), set: without(never, grants.set) }, scope),
    named: [
      aliases(scope),
      newKeys(scope),
      intoTheNetwork(inTheNetwork, 'vpc', scope),
      ...changingBuckets(buckets, actionsOf(['aws_s3_bucket_notification'], changePhases)),
      ...changingFunctionCode(scope),
      ...deletingBuckets(buckets),
      ...(isExpendable(account) ? [...emptyingBuckets(buckets, [content]), ...emptyingVaults(scope)] : []),
      ...changingRoles(scope, types),
      ...changingRecords(scope, { types: ['A', 'AAAA'], named: ['static.*'] }),
      rulesOfAws(scope),
      ...ofAws(scope),
      ...cdnSettings(scope),
      ...passwords(scope),
      policyOfAccessLogs(scope),
    ],
    global: ['cloudfront', 'cloudwatch', 'iam', 'kms', 'logs', 'route53', 'tag', 'wafv2'],
    onOthers: inTheNetwork,
    never,
  };
}

/** AWS's default groups, which carry no team's tag and are part of a team's resources. */
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

/**
 * Permissions that empty a vault before its deletion. In the production account no role has these permissions, so that
 * backups survive an attack.
 */
const emptyingVaults = (scope: Scope): Statement[] => [
  {
    Sid: 'EmptyVaults',
    Action: callsBeforeDelete('aws_backup_vault')
      .map(({ action }) => action)
      .sort(),
    Resource: [allOf('backup', scope), allOf('rds', scope).replace(/\*$/, 'snapshot:awsbackup:*')],
    Condition: isOf(scope.team),
  },
  {
    // AWS Backup deletes the RDS snapshot on behalf of its caller (libs/aws-facts, forwarded calls); the team itself
    // deletes none.
    Sid: 'EmptyVaultsOfSnapshots',
    Action: 'rds:DeleteDBSnapshot',
    Resource: allOf('rds', scope).replace(/\*$/, 'snapshot:awsbackup:*'),
    Condition: { ...isOf(scope.team), 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['backup.amazonaws.com'] } },
  },
];

/**
 * CloudWatch Logs reads this policy on behalf of the caller that sets up the log delivery of the CDN (libs/aws-facts,
 * forwarded calls).
 */
const policyOfAccessLogs = ({ account }: Scope): Statement => ({
  Sid: 'LookAtPolicyOfAccessLogs',
  Action: 's3:GetBucketPolicy',
  Resource: eachRegion(account, (region) => `arn:aws:s3:::${accessLogBucketName(account, region)}`),
});

/** CloudFront supports neither names nor tags for origin access controls. No other team has any. */
const cdnSettings = ({ account: { id } }: Scope): Statement[] => [
  {
    Sid: 'CdnSettings',
    Action: actionsOf(['aws_cloudfront_origin_access_control'], ['update', 'delete']),
    Resource: `arn:aws:cloudfront::${id}:origin-access-control/*`,
  },
];

/**
 * RDS creates the secret of the master password, encrypts storage and creates key grants on behalf of its caller; so do
 * ElastiCache and AWS Backup (RDS user guide, "Permissions required for Secrets Manager integration", "AWS KMS key
 * management"; AWS Backup developer guide, "Backup vault creation and deletion": required permissions). S3 encrypts the
 * code of functions on behalf of its caller. No role here reads the secret.
 */
const passwords = (scope: Scope): Statement[] => {
  const { account, team } = scope;
  const region = regionIn(account);
  const keys = forwardedFor([...types, 'aws_s3_object']).filter(({ kind }) => kind === 'key');
  const services = unique(keys.flatMap(({ via }) => via ?? []));
  return [
    {
      Sid: 'SecretsOfRds',
      Action: unique(
        forwardedFor(types)
          .filter(({ kind }) => kind === 'Secret')
          .map(({ action }) => action),
      ),
      Resource: `arn:aws:secretsmanager:${region}:${account.id}:secret:rds!*`,
    },
    {
      Sid: 'KeysForServices',
      Action: without(grants.read, unique(keys.map(({ action }) => action))),
      Resource: `arn:aws:kms:${region}:${account.id}:key/*`,
      Condition: throughServices(team, account, services),
    },
  ];
};

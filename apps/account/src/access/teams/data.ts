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

/** What makes copies short-lived, or unreadable. Where nothing may be thrown away, an administrator does it, and nobody else. */
const throwsAway = ['backup:DeleteBackupVaultLockConfiguration', 'kms:ScheduleKeyDeletion', logPolicies];

/** What the security groups of the server, of the cache and of a function need of the network of another team. */
const inTheNetwork = onOthers(types, 'vpc');

/** Database with its users, cache, content with its CDN, queues, backups. */
export function dataPermissions(scope: Scope): Permissions {
  const { account } = scope;
  const never = isExpendable(account) ? [] : throwsAway;
  const content = bucketOfEach('content', account);
  // Paths that look like the bucket of packages are refused to who looks at the code of functions.
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
    Action: callsBeforeDelete('aws_backup_vault')
      .map(({ action }) => action)
      .sort(),
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
    Action: actionsOf(['aws_cloudfront_origin_access_control'], ['update', 'delete']),
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

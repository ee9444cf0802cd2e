import { act, acted, make, plan, policy, update, updated, type PlanOf } from './change';

/** What a plan is refused for: its address and attribute, what is lost, and what to do. */
export type Refused = readonly [plan: PlanOf, ...says: readonly string[]];

const server = (edits: object) => update('data', 'aws_db_instance', edits as Record<string, unknown>);
const rule = (edits: object) => [{ id: 'all', status: 'Enabled', filter: [{ prefix: '' }], ...edits }];
const without = (name: string) => (now: Record<string, unknown>[]) => now.filter((one) => one['name'] !== name);

/** Plans that take away data, copies of data, time to restore, keys. */
export const data: Readonly<Record<string, Refused>> = {
  'the database server is deleted': [act('data', 'aws_db_instance', 'delete'), 'delete aws_db_instance.', 'holds data'],
  'the database server is replaced': [act('data', 'aws_db_instance', 'create', 'delete'), 'replace aws_db_instance.'],
  'the database server is forgotten': [
    act('data', 'aws_db_instance', 'forget'),
    'forget aws_db_instance.',
    'stay in AWS',
  ],
  'its next one is made, and the old one forgotten': [
    act('data', 'aws_db_instance', 'create', 'forget'),
    'forget aws_db',
  ],
  'no final snapshot': [
    server({ skip_final_snapshot: true }),
    'skip_final_snapshot',
    'the last copy',
    'Leave it false',
  ],
  'no name of a final snapshot': [
    server({ final_snapshot_identifier: null }),
    'final_snapshot_identifier',
    'last copy',
  ],
  'no automated backups': [server({ backup_retention_period: 0 }), 'from 35 to 0', 'Leave it at 35 or more'],
  'automated backups for a day': [server({ backup_retention_period: 1 }), 'days to which data can be restored'],
  'automated backups go with the server': [server({ delete_automated_backups: true }), 'delete_automated_backups'],
  'no deletion protection': [server({ deletion_protection: false }), 'deletion_protection from true to false'],
  'one server in one zone': [server({ multi_az: false }), 'multi_az', 'the second server'],
  'a public server': [server({ publicly_accessible: true }), 'publicly_accessible'],
  'another group of the server': [server({ vpc_security_group_ids: ['sg-other'] }), 'vpc_security_group_ids'],
  'the default parameters': [server({ parameter_group_name: 'default.mysql8.4' }), 'parameter_group_name'],
  'another name of the server': [server({ identifier: 'other' }), 'identifier', 'the way of the applications'],
  'a major version': [server({ engine_version: '9.0' }), 'engine_version', 'Restore a copy'],
  'no logs of the server': [server({ enabled_cloudwatch_logs_exports: [] }), 'enabled_cloudwatch_logs_exports'],
  'no monitoring of the server': [server({ monitoring_interval: 0 }), 'monitoring_interval'],
  'a password of its own': [server({ manage_master_user_password: false }), 'manage_master_user_password'],
  'an attribute that no row judges': [
    server({ domain: 'd-1' }),
    'no row of the guard judges aws_db_instance.domain',
    'table',
  ],
  'a retention that is known later': [
    update('data', 'aws_db_instance', { backup_retention_period: null }, { backup_retention_period: true }),
    'backup_retention_period would be known after the apply only',
    'Write down its value',
  ],
  'no TLS to the server': [
    update('data', 'aws_db_parameter_group', { parameter: without('require_secure_transport') }),
    '"require_secure_transport" would be taken away',
  ],
  'no slow log': [update('data', 'aws_db_parameter_group', { parameter: without('slow_query_log') }), 'slow_query_log'],
  'no events of the server': [update('data', 'aws_db_event_subscription', { enabled: false }), 'enabled'],
  'the plan of backups is deleted': [
    act('data', 'aws_backup_plan', 'delete'),
    'delete aws_backup_plan.',
    'no copy is made',
  ],
  'backups are kept for a day': [
    update('data', 'aws_backup_plan', { 'rule.0.lifecycle.delete_after': 1 }),
    'rule',
    'daily would keep its copies for 1 days',
  ],
  'backups are made once a year': [
    update('data', 'aws_backup_plan', { 'rule.0.schedule': 'cron(0 0 1 1 ? *)' }),
    'schedule of daily would change',
  ],
  'backups go to another vault': [
    update('data', 'aws_backup_plan', { 'rule.0.target_vault_name': 'x' }),
    'target_vault_name',
  ],
  'no rule of backups': [update('data', 'aws_backup_plan', { rule: [] }), '"daily" would be taken away'],
  'nothing is selected for backups': [act('data', 'aws_backup_selection', 'delete'), 'says what is backed up'],
  'less is selected for backups': [
    plan('data', (one) => {
      const { change, ...rest } = updated(one('aws_backup_selection'), { resources: [] });
      return [{ ...rest, change: { ...change, actions: ['delete', 'create'] } }];
    }),
    'resources',
    'would be taken away',
  ],
  'the lock of the vault is deleted': [act('data', 'aws_backup_vault_lock', 'delete'), 'keeps backups'],
  'the lock of the vault is lowered': [
    plan('data', (one) => {
      const { change, ...rest } = updated(one('aws_backup_vault_lock'), { min_retention_days: 1 });
      return [{ ...rest, change: { ...change, actions: ['delete', 'create'] } }];
    }),
    'min_retention_days',
    'may only go up',
  ],
  'the vault is emptied when it goes': [update('data', 'aws_backup_vault.', { force_destroy: true }), 'force_destroy'],
  'a policy of the vault that denies restores': [
    make('data', 'aws_backup_vault_policy.new', {
      backup_vault_name: 'production',
      policy: JSON.stringify({ Statement: [{ Effect: 'Deny', Action: 'backup:*', Resource: '*', Principal: '*' }] }),
    }),
    'Deny backup:* would come',
  ],
  'a bucket is emptied when it goes': [
    update('data', 'aws_s3_bucket.content_F', { force_destroy: true }),
    'force_destroy from false to true',
    'all objects',
    'Leave it false',
  ],
  'versioning is suspended': [
    update('data', 'aws_s3_bucket_versioning.content_v', { 'versioning_configuration.status': 'Suspended' }),
    'versioning_configuration.status from "Enabled" to "Suspended"',
    'Set it to Enabled',
  ],
  'versioning is deleted': [act('data', 'aws_s3_bucket_versioning.content_v', 'delete'), 'keeps what was written over'],
  'objects of the content expire': [
    update('data', 'aws_s3_bucket_lifecycle_configuration.content_l', { rule: rule({ expiration: [{ days: 1 }] }) }),
    'rule all would take away objects sooner',
  ],
  'states expire': [
    update('account', 'aws_s3_bucket_lifecycle_configuration.state', {
      rule: rule({ noncurrent_version_expiration: [{ noncurrent_days: 1 }] }),
    }),
    'rule all would take away objects sooner',
  ],
  'states expire on a day': [
    update('account', 'aws_s3_bucket_lifecycle_configuration.state', {
      rule: rule({ expiration: [{ date: '2027-01-01' }] }),
    }),
    'sooner',
  ],
  'the trail expires': [
    update('account', 'aws_s3_bucket_lifecycle_configuration.trail', { 'rule.1.expiration.0.days': 1 }),
    'rule old-events would take away objects sooner',
  ],
  'content goes to a glacier': [
    update('data', 'aws_s3_bucket_lifecycle_configuration.content_l', {
      rule: rule({ transition: [{ days: 0, storage_class: 'DEEP_ARCHIVE' }] }),
    }),
    'sooner',
  ],
  'the lifecycle of the trail is deleted': [
    act('account', 'aws_s3_bucket_lifecycle_configuration.trail', 'delete'),
    'are kept',
  ],
  'a second lifecycle empties a bucket': [
    plan('data', (one) => {
      const { change, ...rest } = updated(one('aws_s3_bucket_lifecycle_configuration.content_l'), {
        rule: rule({ expiration: [{ days: 1 }] }),
      });
      const address = 'aws_s3_bucket_lifecycle_configuration.second';
      return [{ ...rest, address, change: { ...change, actions: ['create'], before: null } }];
    }),
    'create aws_s3_bucket_lifecycle_configuration.second',
    'sooner',
  ],
  'a lifecycle of a bucket of another app': [
    make('compute', 'aws_s3_bucket_lifecycle_configuration.other', {
      bucket: 'malinshopper-production-content',
      rule: rule({ expiration: [{ days: 1 }] }),
    }),
    'sooner',
  ],
  'a lifecycle in the bucket itself': [
    update('data', 'aws_s3_bucket.content_F', { lifecycle_rule: [{ enabled: true, expiration: [{ days: 1 }] }] }),
    'no row of the guard judges aws_s3_bucket.lifecycle_rule',
  ],
  'the policy of the state bucket is deleted': [
    act('account', 'aws_s3_bucket_policy.state', 'delete'),
    'denies the rest',
  ],
  'a denial of the state bucket is taken out': [
    update('account', 'aws_s3_bucket_policy.state', { policy: policy((statements) => statements.shift()) }),
    'Deny s3:* would go',
  ],
  'a stranger reads the content': [
    update('data', 'aws_s3_bucket_policy.content_p', {
      policy: policy((statements) =>
        statements.push({ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' }),
      ),
    }),
    'Allow s3:* would come',
  ],
  'a bucket is opened': [
    update('data', 'aws_s3_bucket_public_access_block.content_p', { restrict_public_buckets: false }),
    'restrict_public_buckets from true to false',
    'Set it to true',
  ],
  'a key is disabled': [update('data', 'aws_kms_key.content', { is_enabled: false }), 'is_enabled', 'nothing reads it'],
  'a key is deleted': [act('data', 'aws_kms_key.content', 'delete'), 'can be read no more'],
  'a key is closed': [
    update('data', 'aws_kms_key.content', { policy: policy((statements) => statements.splice(0)) }),
    'policy',
    'Allow kms:* would go',
  ],
  'a key is opened': [
    update('data', 'aws_kms_key.content', {
      policy: policy(([statement]) => (statement!['Principal'] = { AWS: '*' })),
    }),
    'Allow kms:* would come',
  ],
  'a key denies its use': [
    update('data', 'aws_kms_key.content', {
      policy: policy((statements) =>
        statements.push({ Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' }),
      ),
    }),
    'Deny kms:* would come',
  ],
  'a policy of a key that is no JSON': [
    update('data', 'aws_kms_key.content', { policy: '{' }),
    'no policy that the guard can read',
  ],
  'a policy of a key by itself': [
    make('data', 'aws_kms_key_policy.new', { key_id: 'arn:aws:kms:::key/1', policy: '{}' }),
    'aws_kms_key_policy changes an aws_kms_key',
  ],
  'a key can be deleted within a week': [
    update('data', 'aws_kms_key.content', { deletion_window_in_days: 7 }),
    'deletion_window_in_days',
  ],
  'an alias names another key': [update('data', 'aws_kms_alias.content', { target_key_id: 'other' }), 'target_key_id'],
  'a secret is deleted at once': [
    update('data', 'aws_secretsmanager_secret.', { recovery_window_in_days: 0 }),
    'recovery_window_in_days',
    'can be cancelled',
  ],
  'a secret that is in use gets another value': [
    make('data', 'aws_secretsmanager_secret_version.new', { secret_id: 'web', secret_string: 'x' }),
    'secret_string',
  ],
  'what was left of a replaced server': [
    plan('data', (one) => [{ ...acted(one('aws_db_instance'), 'delete'), deposed: '0123abcd' }]),
    'delete what a replacement has left of aws_db_instance.',
  ],
};

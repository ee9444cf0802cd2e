import { act, make, plan, policy, update, updated } from './change';
import type { Refused } from './refused';

const rule = (edits: object) => [{ id: 'all', status: 'Enabled', filter: [{ prefix: '' }], ...edits }];

/** Plans that lose objects, versions, keys and secrets, or open them. */
export const buckets: Readonly<Record<string, Refused>> = {
  'a bucket is emptied when it is deleted': [
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
  'versioning is deleted': [act('data', 'aws_s3_bucket_versioning.content_v', 'delete'), 'keeps overwritten'],
  'objects of the content expire': [
    update('data', 'aws_s3_bucket_lifecycle_configuration.content_l', { rule: rule({ expiration: [{ days: 1 }] }) }),
    'rule all would remove objects sooner',
  ],
  'states expire': [
    update('account', 'aws_s3_bucket_lifecycle_configuration.state', {
      rule: rule({ noncurrent_version_expiration: [{ noncurrent_days: 1 }] }),
    }),
    'rule all would remove objects sooner',
  ],
  'states expire on a day': [
    update('account', 'aws_s3_bucket_lifecycle_configuration.state', {
      rule: rule({ expiration: [{ date: '2027-01-01' }] }),
    }),
    'sooner',
  ],
  'the trail expires': [
    update('account', 'aws_s3_bucket_lifecycle_configuration.trail', { 'rule.1.expiration.0.days': 1 }),
    'rule old-events would remove objects sooner',
  ],
  'content is moved to an archive': [
    update('data', 'aws_s3_bucket_lifecycle_configuration.content_l', {
      rule: rule({ transition: [{ days: 0, storage_class: 'DEEP_ARCHIVE' }] }),
    }),
    'sooner',
  ],
  'the lifecycle of the trail is deleted': [
    act('account', 'aws_s3_bucket_lifecycle_configuration.trail', 'delete'),
    'sets the retention',
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
    'restricts the access to a bucket',
  ],
  'a denial of the state bucket is removed': [
    update('account', 'aws_s3_bucket_policy.state', { policy: policy((statements) => statements.shift()) }),
    'Deny s3:* would go',
  ],
  'a foreign account reads the content': [
    update('data', 'aws_s3_bucket_policy.content_p', {
      policy: policy((statements) =>
        statements.push({ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' }),
      ),
    }),
    'Allow s3:* would come',
  ],
  'a bucket is imported, and a denial removed': [
    plan('account', (one) => {
      const taken = updated(one('aws_s3_bucket_policy.state'), { policy: policy((statements) => statements.shift()) });
      return [{ ...taken, change: { ...taken.change, importing: { id: 'malinshopper-terraform-state' } } }];
    }),
    'Deny s3:* would go',
  ],
  'a bucket is opened': [
    update('data', 'aws_s3_bucket_public_access_block.content_p', { restrict_public_buckets: false }),
    'restrict_public_buckets from true to false',
    'Set it to true',
  ],
  'a key is disabled': [
    update('data', 'aws_kms_key.content', { is_enabled: false }),
    'is_enabled',
    'cannot be read without the key',
  ],
  'a key is deleted': [act('data', 'aws_kms_key.content', 'delete'), 'cannot be read any more'],
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
  'a policy of a key is not JSON': [
    update('data', 'aws_kms_key.content', { policy: '{' }),
    'no policy that the guard can read',
  ],
  'a policy of a key is a separate resource': [
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
};

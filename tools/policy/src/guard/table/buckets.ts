import { allFixed, fixed, frees, off, on, only, ranked } from '../effects/direction';
import { grows } from '../effects/lists';
import { sameEffect } from '../effects/documents';
import { lasts } from '../effects/lifecycle';
import type { Rows } from '../row';

const partOf = ['bucket', 'aws_s3_bucket'] as const;
const ofBucket = allFixed('bucket expected_bucket_owner', 'the reference to its bucket');
const closed = 'the ban on public access to the bucket';
const lockedAll = Object.fromEntries(
  ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'].map((name) => [
    name,
    only(true, closed),
  ]),
);

/** Buckets, and the resources that protect them. */
export const buckets: Rows = {
  aws_s3_bucket: {
    does: 'holds data that is lost with it',
    keptByTerraform: true,
    // All other settings of a bucket are separate resources, and a setting here would overwrite them.
    attributes: { ...frees('tags tags_all timeouts'), force_destroy: off('all objects, if the bucket is deleted') },
  },
  aws_s3_bucket_versioning: {
    does: 'keeps overwritten and deleted objects',
    partOf,
    sets: ['bucket'],
    attributes: {
      ...ofBucket,
      'versioning_configuration.status': only('Enabled', 'objects that are overwritten or deleted from then on'),
      'versioning_configuration.mfa_delete': ranked(
        ['', 'Disabled', 'Enabled'],
        'the protection of versions from deletion',
      ),
    },
  },
  aws_s3_bucket_lifecycle_configuration: {
    does: 'sets the retention of objects and their versions',
    partOf,
    oneEach: true,
    sets: ['bucket'],
    attributes: {
      ...ofBucket,
      ...frees('timeouts transition_default_minimum_object_size'),
      rule: lasts('objects and versions that would be deleted, for good'),
    },
  },
  aws_s3_bucket_policy: {
    does: 'restricts the access to a bucket',
    partOf,
    oneEach: true,
    sets: ['bucket'],
    attributes: { ...ofBucket, policy: sameEffect('its denials, and the principals that it allows') },
  },
  aws_s3_bucket_public_access_block: {
    atStake: true,
    does: 'keeps a bucket closed',
    partOf,
    sets: ['bucket'],
    attributes: { ...ofBucket, ...lockedAll },
  },
  aws_s3_account_public_access_block: {
    atStake: true,
    does: 'keeps every bucket of the account closed',
    sets: ['account_id'],
    attributes: { account_id: fixed(closed), ...lockedAll },
  },
  aws_s3_bucket_ownership_controls: {
    does: 'disables the access control lists of a bucket',
    partOf,
    sets: ['bucket'],
    attributes: { ...ofBucket, 'rule.object_ownership': only('BucketOwnerEnforced', closed) },
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    does: 'sets the encryption of a bucket',
    partOf,
    attributes: {
      ...ofBucket,
      ...frees('rule.bucket_key_enabled'),
      'rule.apply_server_side_encryption_by_default': fixed(
        'the encryption of new objects, and the principals that can read them',
      ),
    },
  },
  aws_s3_bucket_logging: {
    does: 'logs the access to a bucket',
    partOf,
    attributes: {
      ...ofBucket,
      ...allFixed('target_bucket target_prefix target_grant target_object_key_format', 'the access log'),
    },
  },
  aws_s3_bucket_notification: {
    does: 'reports new objects',
    partOf,
    sets: ['bucket'],
    attributes: {
      ...ofBucket,
      eventbridge: on('the consumers of new objects'),
      lambda_function: grows('the consumers of new objects'),
      queue: grows('the consumers of new objects'),
      topic: grows('the consumers of new objects'),
    },
  },
  aws_s3_object: {
    does: 'is an object of a bucket',
    partOf,
    attributes: {
      ...frees('tags tags_all content content_base64 content_type source source_hash etag version_id metadata'),
      ...frees('checksum_algorithm checksum_crc32 checksum_crc32c checksum_crc64nvme checksum_sha1 checksum_sha256'),
      ...frees('arn bucket_key_enabled content_disposition content_encoding content_language cache_control'),
      force_destroy: off('the protection of the object from deletion'),
      ...allFixed(
        'object_lock_legal_hold_status object_lock_mode object_lock_retain_until_date',
        'the protection of the object from deletion',
      ),
    },
  },
};

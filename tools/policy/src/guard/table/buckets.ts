import { allFixed, fixed, frees, off, on, only, ranked } from '../effects/direction';
import { grows } from '../effects/lists';
import { sameEffect } from '../effects/documents';
import { lasts } from '../effects/lifecycle';
import type { Rows } from '../row';

const partOf = ['bucket', 'aws_s3_bucket'] as const;
const ofBucket = allFixed('bucket expected_bucket_owner', 'what it is of the bucket that it is for');
const closed = 'that nothing of the bucket is public';
const lockedAll = Object.fromEntries(
  ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'].map((name) => [
    name,
    only(true, closed),
  ]),
);

/** Buckets, and all that protects one. */
export const buckets: Rows = {
  aws_s3_bucket: {
    does: 'holds data that is lost with it',
    keptByTerraform: true,
    // Everything else that a bucket has is a resource of its own; what is written here would take its place.
    attributes: { ...frees('tags tags_all timeouts'), force_destroy: off('all objects, where the bucket goes') },
  },
  aws_s3_bucket_versioning: {
    does: 'keeps what was written over or deleted',
    partOf,
    sets: ['bucket'],
    attributes: {
      ...ofBucket,
      'versioning_configuration.status': only('Enabled', 'what is written over or deleted from then on'),
      'versioning_configuration.mfa_delete': ranked(['', 'Disabled', 'Enabled'], 'what stops a deletion of versions'),
    },
  },
  aws_s3_bucket_lifecycle_configuration: {
    does: 'says how long objects and their versions are kept',
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
    does: 'says what may be done to a bucket, and denies the rest',
    partOf,
    oneEach: true,
    sets: ['bucket'],
    attributes: { ...ofBucket, policy: sameEffect('what it denies, and those that it lets in') },
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
    does: 'keeps a bucket without access control lists',
    partOf,
    sets: ['bucket'],
    attributes: { ...ofBucket, 'rule.object_ownership': only('BucketOwnerEnforced', closed) },
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    does: 'says how a bucket encrypts',
    partOf,
    attributes: {
      ...ofBucket,
      ...frees('rule.bucket_key_enabled'),
      'rule.apply_server_side_encryption_by_default': fixed(
        'the encryption of what is written, and those who can read it',
      ),
    },
  },
  aws_s3_bucket_logging: {
    does: 'writes down who read and wrote a bucket',
    partOf,
    attributes: {
      ...ofBucket,
      ...allFixed('target_bucket target_prefix target_grant target_object_key_format', 'the log of who read and wrote'),
    },
  },
  aws_s3_bucket_notification: {
    does: 'tells of new objects',
    partOf,
    sets: ['bucket'],
    attributes: {
      ...ofBucket,
      eventbridge: on('what follows new objects'),
      lambda_function: grows('what follows new objects'),
      queue: grows('what follows new objects'),
      topic: grows('what follows new objects'),
    },
  },
  aws_s3_object: {
    does: 'is an object of a bucket',
    partOf,
    attributes: {
      ...frees('tags tags_all content content_base64 content_type source source_hash etag version_id metadata'),
      ...frees('checksum_algorithm checksum_crc32 checksum_crc32c checksum_crc64nvme checksum_sha1 checksum_sha256'),
      ...frees('arn bucket_key_enabled content_disposition content_encoding content_language cache_control'),
      force_destroy: off('what holds the object against a deletion'),
      ...allFixed(
        'object_lock_legal_hold_status object_lock_mode object_lock_retain_until_date',
        'what holds the object against a deletion',
      ),
    },
  },
};

import type { Judged } from './judged';

export const buckets: Judged = {
  aws_s3_bucket: {
    'MAL_NAME_1 MAL_NAME_2': 'bucket',
    MAL_S3_5: 'force_destroy',
    MAL_TAG_1: 'tags.*',
  },
  aws_s3_bucket_lifecycle_configuration: {
    'CKV2_AWS_61 MAL_S3_4': 'bucket$',
    CKV_AWS_300: 'rule.abort_incomplete_multipart_upload.days_after_initiation',
    MAL_S3_9: 'rule.expiration.days rule.expiration.expired_object_delete_marker',
    'CKV_AWS_300 MAL_S3_4': 'rule.filter.prefix rule.status',
    MAL_S3_4:
      'rule.noncurrent_version_expiration.newer_noncurrent_versions rule.noncurrent_version_expiration.noncurrent_days',
    text: 'rule.id',
  },
  aws_s3_bucket_logging: {
    CKV_AWS_18: 'bucket$ target_bucket$',
    text: 'target_prefix',
  },
  aws_s3_bucket_notification: {
    'CKV2_AWS_62 MAL_S3_7': 'bucket$ eventbridge',
  },
  aws_s3_bucket_ownership_controls: {
    'FSBP.S3.12': 'bucket$',
    CKV2_AWS_65: 'rule.object_ownership',
  },
  aws_s3_bucket_policy: {
    'CKV_AWS_18 FSBP.S3.5': 'bucket$',
    'FSBP.S3.5 MAL_S3_3': 'policy$',
  },
  aws_s3_bucket_public_access_block: {
    CKV_AWS_53: 'block_public_acls',
    CKV_AWS_54: 'block_public_policy',
    CKV2_AWS_6: 'bucket$',
    CKV_AWS_55: 'ignore_public_acls',
    CKV_AWS_56: 'restrict_public_buckets',
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    'CKV_AWS_19 MAL_S3_1': 'bucket$ rule.apply_server_side_encryption_by_default.sse_algorithm',
    'MAL_IAM_16 CKV_AWS_145': 'rule.apply_server_side_encryption_by_default.kms_master_key_id$',
    MAL_S3_2: 'rule.bucket_key_enabled',
  },
  aws_s3_bucket_versioning: {
    CKV_AWS_21: 'bucket$ versioning_configuration.status',
  },
  aws_s3_object: {
    'CKV_AWS_46 MAL_EC2_2': 'content$ content_base64',
    CKV_AWS_186: 'kms_key_id$',
    MAL_TAG_1: 'tags.*',
    link: 'bucket$ key',
    size: 'bucket_key_enabled',
    kind: 'content_type',
  },
};

import { untagged, type CallsByType } from './call';

/** Buckets, and each of their settings, for which the provider has separate resources. */
export const bucketCalls = {
  aws_s3_bucket: {
    create: untagged('bucket', 's3:CreateBucket', 's3:PutBucketTagging'),
    read: untagged(
      'bucket',
      's3:GetAccelerateConfiguration',
      's3:GetBucketAcl',
      's3:GetBucketCORS',
      's3:GetBucketLocation',
      's3:GetBucketLogging',
      's3:GetBucketObjectLockConfiguration',
      's3:GetBucketPolicy',
      's3:GetBucketRequestPayment',
      's3:GetBucketTagging',
      's3:GetBucketVersioning',
      's3:GetBucketWebsite',
      's3:GetEncryptionConfiguration',
      's3:GetLifecycleConfiguration',
      's3:GetReplicationConfiguration',
      's3:ListBucket',
    ),
    // Its content is deleted first, with `force_destroy`: see `emptyingBucket`.
    delete: untagged('bucket', 's3:DeleteBucket'),
  },
  aws_s3_bucket_lifecycle_configuration: {
    create: untagged('bucket', 's3:PutLifecycleConfiguration'),
    read: untagged('bucket', 's3:GetLifecycleConfiguration'),
    delete: untagged('bucket', 's3:PutLifecycleConfiguration'),
  },
  aws_s3_bucket_logging: {
    create: untagged('bucket', 's3:PutBucketLogging'),
    read: untagged('bucket', 's3:GetBucketLogging'),
    delete: untagged('bucket', 's3:PutBucketLogging'),
  },
  aws_s3_bucket_notification: {
    create: untagged('bucket', 's3:PutBucketNotification'),
    read: untagged('bucket', 's3:GetBucketNotification'),
    delete: untagged('bucket', 's3:PutBucketNotification'),
  },
  aws_s3_bucket_ownership_controls: {
    create: untagged('bucket', 's3:PutBucketOwnershipControls'),
    read: untagged('bucket', 's3:GetBucketOwnershipControls'),
    delete: untagged('bucket', 's3:PutBucketOwnershipControls'),
  },
  aws_s3_bucket_policy: {
    create: untagged('bucket', 's3:PutBucketPolicy'),
    read: untagged('bucket', 's3:GetBucketPolicy'),
    delete: untagged('bucket', 's3:DeleteBucketPolicy'),
  },
  aws_s3_bucket_public_access_block: {
    create: untagged('bucket', 's3:PutBucketPublicAccessBlock'),
    read: untagged('bucket', 's3:GetBucketPublicAccessBlock'),
    delete: untagged('bucket', 's3:PutBucketPublicAccessBlock'),
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    create: untagged('bucket', 's3:PutEncryptionConfiguration'),
    read: untagged('bucket', 's3:GetEncryptionConfiguration'),
    delete: untagged('bucket', 's3:PutEncryptionConfiguration'),
  },
  aws_s3_bucket_versioning: {
    create: untagged('bucket', 's3:PutBucketVersioning'),
    read: untagged('bucket', 's3:GetBucketVersioning'),
    delete: untagged('bucket', 's3:PutBucketVersioning'),
  },
} satisfies CallsByType;

/** The calls before a deletion with `force_destroy`. */
export const emptyingBucket = [
  ...untagged('bucket', 's3:ListBucketVersions'),
  ...untagged('object', 's3:DeleteObject', 's3:DeleteObjectVersion'),
];

import { usesOfKey } from '../../keys';

/** The permission that a call to S3 needs: the action, and the operations of S3 on the bucket's key for the caller. */
export interface S3Action {
  readonly action: string;
  /** @default [] */
  readonly keys?: readonly string[];
}

const DECRYPT = usesOfKey('s3:GetObject');
const ENCRYPT = usesOfKey('s3:PutObject');
/** Parts are assembled from content that is encrypted already. */
const PART = usesOfKey('s3:PutObject', ['uploadId']);

/**
 * A setting of a bucket. Removing it needs the permission to put it (API reference, `DeleteBucketEncryption` and its
 * like).
 */
function settings(subResource: string, name: string): Record<string, S3Action> {
  return {
    [`GET bucket?${subResource}`]: { action: `s3:Get${name}` },
    [`PUT bucket?${subResource}`]: { action: `s3:Put${name}` },
    [`DELETE bucket?${subResource}`]: { action: `s3:Put${name}` },
  };
}

/**
 * By method, level and sub-resource (S3 API reference, "Permissions" of each operation; user guide, "Uploading ...
 * multipart" for the use of keys). A sub-resource that is absent here is unknown.
 */
export const S3_ACTIONS: Readonly<Record<string, S3Action | undefined>> = {
  'GET service': { action: 's3:ListAllMyBuckets' },

  'GET bucket': { action: 's3:ListBucket' },
  'HEAD bucket': { action: 's3:ListBucket' },
  'PUT bucket': { action: 's3:CreateBucket' },
  'DELETE bucket': { action: 's3:DeleteBucket' },
  'GET bucket?location': { action: 's3:GetBucketLocation' },
  'GET bucket?versions': { action: 's3:ListBucketVersions' },
  'GET bucket?uploads': { action: 's3:ListBucketMultipartUploads' },
  'GET bucket?acl': { action: 's3:GetBucketAcl' },
  'GET bucket?versioning': { action: 's3:GetBucketVersioning' },
  'PUT bucket?versioning': { action: 's3:PutBucketVersioning' },
  'GET bucket?policy': { action: 's3:GetBucketPolicy' },
  'PUT bucket?policy': { action: 's3:PutBucketPolicy' },
  'DELETE bucket?policy': { action: 's3:DeleteBucketPolicy' },
  ...settings('encryption', 'EncryptionConfiguration'),
  ...settings('publicAccessBlock', 'BucketPublicAccessBlock'),
  ...settings('ownershipControls', 'BucketOwnershipControls'),
  ...settings('lifecycle', 'LifecycleConfiguration'),
  ...settings('replication', 'ReplicationConfiguration'),
  ...settings('cors', 'BucketCORS'),
  ...settings('tagging', 'BucketTagging'),
  ...settings('logging', 'BucketLogging'),
  ...settings('notification', 'BucketNotification'),
  ...settings('accelerate', 'AccelerateConfiguration'),
  ...settings('requestPayment', 'BucketRequestPayment'),
  ...settings('object-lock', 'BucketObjectLockConfiguration'),
  ...settings('website', 'BucketWebsite'),
  'DELETE bucket?website': { action: 's3:DeleteBucketWebsite' },
  'POST bucket?delete': { action: 's3:DeleteObject' },

  'GET object': { action: 's3:GetObject', keys: DECRYPT },
  'HEAD object': { action: 's3:GetObject' },
  'PUT object': { action: 's3:PutObject', keys: ENCRYPT },
  'DELETE object': { action: 's3:DeleteObject' },
  'POST object?uploads': { action: 's3:PutObject', keys: ENCRYPT },
  'PUT object?uploadId': { action: 's3:PutObject', keys: PART },
  'POST object?uploadId': { action: 's3:PutObject', keys: DECRYPT },
  'GET object?uploadId': { action: 's3:ListMultipartUploadParts' },
  'DELETE object?uploadId': { action: 's3:AbortMultipartUpload' },
  'GET object?acl': { action: 's3:GetObjectAcl' },
  'PUT object?acl': { action: 's3:PutObjectAcl' },
  'GET object?tagging': { action: 's3:GetObjectTagging' },
  'PUT object?tagging': { action: 's3:PutObjectTagging' },
  'DELETE object?tagging': { action: 's3:DeleteObjectTagging' },
};

/** Query parameters that change the answer of an operation, but not the operation itself. */
export const PLAIN_PARAMETERS =
  /^(x-id|list-type|prefix|delimiter|marker|max-(keys|parts|uploads)|start-after|continuation-token|encoding-type|fetch-owner|versionId|partNumber|part-number-marker|(key|version-id|upload-id)-marker|response-.*|x-amz-.*)$/i;

/** Actions on a named version have their own names. */
export const OF_VERSION: Readonly<Record<string, string | undefined>> = {
  's3:GetObject': 's3:GetObjectVersion',
  's3:DeleteObject': 's3:DeleteObjectVersion',
  's3:GetObjectAcl': 's3:GetObjectVersionAcl',
  's3:GetObjectTagging': 's3:GetObjectVersionTagging',
};

/** Headers with which a write needs further permissions (API reference, PutObject, "Permissions"). */
export const MORE_BY_HEADER: readonly (readonly [header: RegExp, action: string])[] = [
  [/^x-amz-(acl|grant-.*)$/, 's3:PutObjectAcl'],
  [/^x-amz-tagging$/, 's3:PutObjectTagging'],
  [/^x-amz-object-lock-(mode|retain-until-date)$/, 's3:PutObjectRetention'],
  [/^x-amz-object-lock-legal-hold$/, 's3:PutObjectLegalHold'],
];

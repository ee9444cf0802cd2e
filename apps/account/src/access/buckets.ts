import type { Account } from '@malinshopper/environments';
import type { Statement } from './statement';

/** What the provider asks of a bucket when it looks at it: all of its settings, also those that are not set. */
const settings = [
  's3:GetAccelerateConfiguration',
  's3:GetBucketAcl',
  's3:GetBucketCORS',
  's3:GetBucketLocation',
  's3:GetBucketLogging',
  's3:GetBucketObjectLockConfiguration',
  's3:GetBucketOwnershipControls',
  's3:GetBucketPolicy',
  's3:GetBucketPublicAccessBlock',
  's3:GetBucketRequestPayment',
  's3:GetBucketTagging',
  's3:GetBucketVersioning',
  's3:GetBucketWebsite',
  's3:GetEncryptionConfiguration',
  's3:GetLifecycleConfiguration',
  's3:GetReplicationConfiguration',
  's3:ListBucket',
];

const change = [
  's3:CreateBucket',
  's3:PutBucketLogging',
  's3:PutBucketOwnershipControls',
  's3:PutBucketPolicy',
  's3:PutBucketPublicAccessBlock',
  's3:PutBucketTagging',
  's3:PutBucketVersioning',
  's3:PutEncryptionConfiguration',
  's3:PutLifecycleConfiguration',
];

/** A bucket that each environment has: its names differ in the environment only. S3 knows buckets by name, not by tag. */
export const bucketOfEach = (purpose: string, { id }: Account) => `arn:aws:s3:::malinshopper-*-${purpose}-${id}`;

export function lookingAtBuckets(buckets: readonly string[]): Statement[] {
  return [{ Sid: 'LookAtBuckets', Action: settings, Resource: buckets }];
}

/** @param more actions for what only buckets of some teams do. @default - none */
export function changingBuckets(buckets: readonly string[], more: readonly string[] = []): Statement[] {
  return [{ Sid: 'ChangeBuckets', Action: [...change, ...more], Resource: buckets }];
}

export function deletingBuckets(buckets: readonly string[]): Statement[] {
  return [{ Sid: 'DeleteBuckets', Action: ['s3:DeleteBucket', 's3:DeleteBucketPolicy'], Resource: buckets }];
}

/**
 * Takes out what is in buckets, all versions of it: before they are deleted.
 * @param unguarded those of them of which nothing else refuses the paths that look like them. @default - all
 */
export function emptyingBuckets(buckets: readonly string[], unguarded = buckets): Statement[] {
  return [
    { Sid: 'ListWhatIsInBuckets', Action: 's3:ListBucketVersions', Resource: buckets },
    {
      Sid: 'EmptyBuckets',
      Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
      Resource: buckets.map((bucket) => `${bucket}/*`),
    },
    noPathThatLooksLike(unguarded),
  ];
}

/**
 * In a pattern `*` stands for slashes too, so `malinshopper-*-content-<account>/*` is also a path in any other bucket of ours that
 * says `-content-<account>/` somewhere: that is refused to whoever is allowed the objects of such buckets.
 */
export function noPathThatLooksLike(buckets: readonly string[]): Statement {
  return {
    Sid: 'NoPathThatLooksLikeABucket',
    Effect: 'Deny',
    Action: 's3:*Object*',
    Resource: buckets.map((bucket) => `${bucket.replace(':::malinshopper-*', ':::*/*')}/*`),
  };
}

import { actionsOf, callsBeforeDelete, type CalledType } from '@malinshopper/aws-facts';
import type { Account } from '@malinshopper/environments';
import { without } from './grants';
import type { Statement } from './statement';

/** A bucket with the settings that each bucket here has. */
const types: readonly CalledType[] = [
  'aws_s3_bucket',
  'aws_s3_bucket_lifecycle_configuration',
  'aws_s3_bucket_logging',
  'aws_s3_bucket_ownership_controls',
  'aws_s3_bucket_policy',
  'aws_s3_bucket_public_access_block',
  'aws_s3_bucket_server_side_encryption_configuration',
  'aws_s3_bucket_versioning',
];
/** All of the settings of a bucket, also those that are not set. */
const settings = actionsOf(types, ['read']);
const change = actionsOf(types, ['create', 'update']);
const removal = without(change, actionsOf(types, ['delete']));
const deletingObjects = callsBeforeDelete('aws_s3_bucket').filter(({ kind }) => kind === 'object');

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
  return [{ Sid: 'DeleteBuckets', Action: removal, Resource: buckets }];
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
      Action: deletingObjects.map(({ action }) => action),
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
    Sid: 'LookAlikes',
    Effect: 'Deny',
    Action: 's3:*Object*',
    Resource: buckets.map((bucket) => `${bucket.replace(':::malinshopper-*', ':::*/*')}/*`),
  };
}

import { actionsOf, callsBeforeDelete, type CalledType } from '@malinshopper/aws-facts';
import type { Account } from '@malinshopper/environments';
import { without } from './grants';
import type { Statement } from './statement';

/** The resource types of a bucket, and of the settings that each bucket in this repository has. */
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
/** The read calls for all settings of a bucket, including settings that a bucket does not have. */
const settings = actionsOf(types, ['read']);
const change = actionsOf(types, ['create', 'update']);
const removal = without(change, actionsOf(types, ['delete']));
const deletingObjects = callsBeforeDelete('aws_s3_bucket').filter(({ kind }) => kind === 'object');

/**
 * A bucket that each environment has: the names differ in the environment only. S3 identifies buckets by name, not by
 * tag.
 */
export const bucketOfEach = (purpose: string, { id }: Account) => `arn:aws:s3:::malinshopper-*-${purpose}-${id}`;

export function lookingAtBuckets(buckets: readonly string[]): Statement[] {
  return [{ Sid: 'LookAtBuckets', Action: settings, Resource: buckets }];
}

/** @param more additional actions that only the buckets of some teams need. @default - none */
export function changingBuckets(buckets: readonly string[], more: readonly string[] = []): Statement[] {
  return [{ Sid: 'ChangeBuckets', Action: [...change, ...more], Resource: buckets }];
}

export function deletingBuckets(buckets: readonly string[]): Statement[] {
  return [{ Sid: 'DeleteBuckets', Action: removal, Resource: buckets }];
}

/**
 * Permissions to delete all versions of all objects, which is necessary before the buckets can be deleted.
 * @param unguarded the buckets for which no other statement denies look-alike paths. @default - all
 */
export function emptyingBuckets(buckets: readonly string[], unguarded = buckets): Statement[] {
  return [
    { Sid: 'ListWhatIsInBuckets', Action: 's3:ListBucketVersions', Resource: buckets },
    {
      Sid: 'EmptyBuckets',
      Action: deletingObjects.map(({ action }) => action),
      Resource: buckets.map((bucket) => `${bucket}/*`),
    },
    denyLookAlikePaths(unguarded),
  ];
}

/**
 * In a pattern, `*` also matches slashes. `malinshopper-*-content-<account>/*` therefore also matches keys in other
 * buckets that contain `-content-<account>/`. This statement denies those keys to every role with permissions on the
 * objects of such buckets.
 */
export function denyLookAlikePaths(buckets: readonly string[]): Statement {
  return {
    Sid: 'LookAlikes',
    Effect: 'Deny',
    Action: 's3:*Object*',
    Resource: buckets.map((bucket) => `${bucket.replace(':::malinshopper-*', ':::*/*')}/*`),
  };
}

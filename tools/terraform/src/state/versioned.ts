import type { S3Client } from '@aws-sdk/client-s3';
import type { StateLocation } from '../configuration';
import { isMissing, stateKeys } from './objects';

/**
 * Checks that the bucket keeps the versions of its states: without them, a lost state cannot be restored. A bucket without any state may be one that
 * a killed run has just made: the next deploy sets it up.
 * @throws if it does not, with the command that enables versioning
 */
export async function assertVersioned(s3: S3Client, { bucket }: Pick<StateLocation, 'bucket'>): Promise<void> {
  const { GetBucketVersioningCommand } = await import('@aws-sdk/client-s3');
  const asked = await s3.send(new GetBucketVersioningCommand({ Bucket: bucket })).catch((error: unknown) => {
    // A role that plans may lack the permission, and writes nothing.
    if (isMissing(error) || (error instanceof Error && error.name === 'AccessDenied')) return undefined;
    throw error;
  });
  if (!asked || asked.Status === 'Enabled' || (await stateKeys(s3, bucket)).length === 0) return;
  throw new Error(
    `The bucket ${bucket} keeps no versions of its states (versioning is ${asked.Status ?? 'not enabled'}): a lost state could not be restored. ` +
      `Nothing was planned. Find the change that disabled it (CloudTrail), and enable it: aws s3api put-bucket-versioning --bucket ${bucket} --versioning-configuration Status=Enabled`,
  );
}

import type { IncomingHttpHeaders } from 'node:http';
import { AwsFailure } from '../protocols/failure';
import { failureReply } from '../protocols/failure-reply';
import type { Reply } from './call';

/**
 * Refuses a call of S3 that names another owner of the bucket than it has (S3 user guide, "Verifying bucket ownership with bucket owner
 * condition"). Here each account calls its own buckets.
 */
export async function otherOwner(
  service: string,
  headers: IncomingHttpHeaders,
  account: () => Promise<string>,
): Promise<Reply | undefined> {
  const expected = headers['x-amz-expected-bucket-owner'];
  if (service !== 's3' || expected === undefined || expected === (await account())) return undefined;
  return failureReply('s3', new AwsFailure('AccessDenied', 'Access Denied', 403));
}

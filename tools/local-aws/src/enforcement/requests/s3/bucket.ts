import { parsedJson } from '../../../protocols/json';
import { element, list, parseXml, text } from '../../../protocols/xml';
import type { Access, PolicyDocument } from '../../access';
import { throughKey } from '../../keys';
import type { World } from '../../world';

/** The policy of a bucket, undefined if it has none. */
export function bucketPolicy(world: World, bucket: string): Promise<PolicyDocument | undefined> {
  return world.remember(`policy of bucket ${bucket}`, async () => {
    const written = await world.ofBucket(bucket, 'policy');
    return written === undefined ? undefined : (parsedJson(written) as unknown as PolicyDocument);
  });
}

/**
 * The operations of S3 that use the KMS key of the bucket, or the KMS key that the request names instead. The encryption
 * context is the ARN of the bucket, because buckets of this project use S3 Bucket Keys (S3 user guide, "Reducing the cost of SSE-KMS").
 */
export async function withKeyOf(
  world: World,
  bucket: string,
  actions: readonly string[],
  asked: { readonly algorithm?: string; readonly key?: string } = {},
): Promise<Access[]> {
  if (actions.length === 0) return [];
  const own = await keyOfBucket(world, bucket);
  const id = asked.algorithm === undefined ? own : asked.algorithm === 'aws:kms' ? (asked.key ?? '') : '';
  return throughKey(world, { id, via: 's3', encryptionContext: { 'aws:s3:arn': `arn:aws:s3:::${bucket}` } }, actions);
}

/** The key with which objects of a bucket are encrypted; '' for S3's own. */
export const keyOfBucket = (world: World, bucket: string): Promise<string> =>
  world.remember(`key of bucket ${bucket}`, () => defaultKey(world, bucket));

async function defaultKey(world: World, bucket: string): Promise<string> {
  const configuration = parseXml((await world.ofBucket(bucket, 'encryption')) ?? '');
  const [rule] = list(element(configuration['ServerSideEncryptionConfiguration'])['Rule']).map(element);
  const byDefault = element(rule?.['ApplyServerSideEncryptionByDefault']);
  return text(byDefault['SSEAlgorithm']) === 'aws:kms' ? text(byDefault['KMSMasterKeyID']) : '';
}

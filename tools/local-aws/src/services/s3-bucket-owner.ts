import type { Operation } from '../gateway/call';
import { AwsFailure } from '../protocols/failure';

/**
 * HeadBucket with the account that the caller expects as the owner (S3 user guide, "Verifying bucket ownership with bucket owner condition"): S3
 * answers 403 if another account owns the bucket. moto does not look at the header, and answers 200 for a bucket of any account.
 */
export const headBucket: Operation = async (call, moto) => {
  const expected = call.headers['x-amz-expected-bucket-owner'];
  const reply = await moto(call);
  if (expected === undefined || reply.status !== 200) return reply;
  const bucket = call.pathParameters['Bucket'] ?? '';
  const list = await moto({ ...call, method: 'GET', path: '/', query: new URLSearchParams() });
  const isOfCaller = list.body.toString().includes(`<Name>${bucket}</Name>`);
  if (isOfCaller && expected === call.account) return reply;
  if (!isOfCaller && expected !== call.account) {
    throw new AwsFailure(
      'NotImplementedByEmbeddedAws',
      `The embedded AWS does not know if ${String(expected)} owns the bucket ${bucket}: it knows the buckets of the caller, ${call.account}.`,
    );
  }
  return { status: 403, headers: {}, body: '' };
};

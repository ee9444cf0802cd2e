import type { Operation } from '../gateway/call';

/**
 * HeadBucket with the account that the caller expects as the owner (S3 user guide, "Verifying bucket ownership with
 * bucket owner condition"): S3 answers 403 if another account owns the bucket, and moto answers 200 for a bucket of any
 * account. The gateway has already compared the expected account with the account of the caller
 * (gateway/bucket-owner.ts).
 */
export const headBucket: Operation = async (call, moto) => {
  const reply = await moto(call);
  if (call.headers['x-amz-expected-bucket-owner'] === undefined || reply.status !== 200) return reply;
  const bucket = call.pathParameters['Bucket'] ?? '';
  const list = await moto({ ...call, method: 'GET', path: '/', query: new URLSearchParams() });
  const isOfCaller = list.body.toString().includes(`<Name>${bucket}</Name>`);
  return isOfCaller ? reply : { status: 403, headers: {}, body: '' };
};

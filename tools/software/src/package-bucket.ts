import { z } from 'zod';

const data = z.object({
  output: z.object({ packageBucketName: z.object({ value: z.string() }) }),
  resource: z.object({ aws_s3_bucket: z.record(z.string(), z.object({ bucket: z.string() })) }),
});

/**
 * The name of an environment's package bucket, from the synthesized `data` app.
 * @throws Error if that publishes no `packageBucketName` that is its own bucket
 */
export function packageBucket(json: string): string {
  const parsed = data.safeParse(JSON.parse(json));
  const [, address] =
    /^\$\{aws_s3_bucket\.([^.}]+)\.\w+\}$/.exec(parsed.data?.output.packageBucketName.value ?? '') ?? [];
  const bucket = parsed.data?.resource.aws_s3_bucket[address ?? '']?.bucket;
  if (bucket) return bucket;
  throw new Error(
    'The package bucket cannot be found: apps/data must publish packageBucketName, the name of an S3 bucket that it makes. ' +
      'If its contract has changed, change tools/software/src/package-bucket.ts with it.',
  );
}

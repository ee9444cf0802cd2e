import { packageBucket } from './package-bucket';

describe("the package bucket's name", () => {
  test.each([
    ['no output', { output: {}, resource: {} }],
    [
      'an output that is no bucket of the app',
      { output: { packageBucketName: { value: '${aws_s3_bucket.x.bucket}' } }, resource: { aws_s3_bucket: {} } },
    ],
  ])('throws when there is %s', (_what, json) => {
    expect(() => packageBucket(JSON.stringify(json))).toThrow(
      'The package bucket cannot be found: apps/data must publish packageBucketName',
    );
  });
});

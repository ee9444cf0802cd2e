import { environment } from '@malinshopper/environments';
import { synthesized, type Synthesized } from '@malinshopper/testing';
import main from './main';

const production = synthesized(main, environment('production'));
const nonproduction = synthesized(main, environment('testing'));
const account = '111122223333';

const statements = (stack: Synthesized): Record<string, unknown>[] =>
  JSON.parse(stack.resource('aws_s3_bucket_policy', 'access-logs/bucket/policy').config.policy).Statement;

describe('the bucket of access logs', () => {
  it('is written to by S3, and by CloudFront’s deliveries, on behalf of the account only', () => {
    const { address } = production.resource('aws_s3_bucket', 'access-logs/bucket/Resource');
    const written = { Effect: 'Allow', Action: 's3:PutObject', Resource: `\${${address}.arn}/*` };
    expect(statements(production).filter(({ Effect }) => Effect === 'Allow')).toEqual([
      {
        ...written,
        Sid: 'S3WritesAccessLogs',
        Principal: { Service: 'logging.s3.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': account } },
      },
      {
        ...written,
        Sid: 'CloudFrontWritesAccessLogs',
        Principal: { Service: 'delivery.logs.amazonaws.com' },
        Condition: {
          StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:aws:logs:us-east-1:${account}:delivery-source:*` },
        },
      },
    ]);
  });

  it('publishes its name only after its policy exists', () => {
    const { address } = production.resource('aws_s3_bucket_policy', 'access-logs/bucket/policy');
    expect(production.outputs['accessLogBucketName']?.value).toBe(`\${${address}.bucket}`);
  });

  it('is encrypted with S3’s own keys, the only ones that S3 logs with', () => {
    const { rule } = production.resource(
      'aws_s3_bucket_server_side_encryption_configuration',
      'access-logs/bucket/encryption',
    ).config;
    expect(rule).toEqual([{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }]);
  });

  it('keeps logs for as long as the longest of the account’s environments keeps its own', () => {
    const days = [production, nonproduction].map(
      (stack) => stack.resource('aws_s3_bucket_lifecycle_configuration', 'access-logs/bucket/lifecycle').config.rule[1],
    );
    expect(days).toEqual([
      expect.objectContaining({ expiration: [{ days: 365 }], noncurrent_version_expiration: [{ noncurrent_days: 1 }] }),
      expect.objectContaining({ expiration: [{ days: 90 }], noncurrent_version_expiration: [{ noncurrent_days: 1 }] }),
    ]);
  });

  it('receives the access logs of the account’s other buckets, each under its own prefix', () => {
    const { address } = production.resource('aws_s3_bucket_policy', 'access-logs/bucket/policy');
    const buckets = production.resources('aws_s3_bucket').filter(({ path }) => !path.includes('/access-logs/'));
    const logged = production.resources('aws_s3_bucket_logging').map(({ config }) => config);
    expect(logged.map(({ bucket }) => bucket).sort()).toEqual(buckets.map((each) => `\${${each.address}.id}`).sort());
    expect(new Set(logged.map(({ target_bucket }) => target_bucket))).toEqual(new Set([`\${${address}.bucket}`]));
    const prefixes = logged.map(({ target_prefix }) => target_prefix);
    expect(prefixes).toEqual(expect.arrayContaining(['s3/terraform-state/', 's3/trail/']));
    expect(new Set(prefixes).size).toBe(buckets.length);
  });
});

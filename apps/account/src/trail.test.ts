import { environment } from '@malinshopper/environments';
import { synthesized } from '@malinshopper/testing';
import main from './main';

const stack = synthesized(main, environment('production'));
const account = '111122223333';
const trailArn = `arn:aws:cloudtrail:eu-west-1:${account}:trail/malinshopper-account`;
const ofTheTrail = { 'aws:SourceArn': trailArn };
const address = (type: string, pathEnd: string) => stack.resource(type, pathEnd).address;
const allowed = (policy: string): Record<string, unknown>[] =>
  JSON.parse(policy).Statement.filter(
    ({ Effect, Principal }: { Effect: string; Principal: { AWS?: string } }) => Effect === 'Allow' && !Principal.AWS,
  );

describe('the trail of the account', () => {
  it('records every region, and signs and encrypts what it writes', () => {
    const { config } = stack.resource('aws_cloudtrail');
    expect(config).toMatchObject({
      name: 'malinshopper-account',
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_log_file_validation: true,
      kms_key_id: `\${${address('aws_kms_key', 'trail/key/Resource')}.arn}`,
      cloud_watch_logs_group_arn: `\${${address('aws_cloudwatch_log_group', 'trail/log/Resource')}.arn}:*`,
      lifecycle: { prevent_destroy: true },
    });
    expect(config['enable_logging']).not.toBe(false);
  });

  it('is made when its bucket can be written to and its role may write, which waits for its boundary', () => {
    const { config } = stack.resource('aws_cloudtrail');
    const role = stack.resource('aws_iam_role', 'trail/role/Resource').config;
    const boundary = stack.resource('aws_iam_policy', 'workload-boundary');
    expect(role.permissions_boundary).toBe(
      `arn:aws:iam::${account}:policy${boundary.config.path}${boundary.config.name}`,
    );
    expect(role.depends_on).toEqual([boundary.address]);
    expect(config.s3_bucket_name).toBe(`\${${address('aws_s3_bucket_policy', 'trail/bucket/policy')}.bucket}`);
    expect(config.depends_on).toEqual([address('aws_iam_role_policy', 'trail/role/write')]);
  });

  it('is the only one that writes to its bucket, and under its own account', () => {
    const bucket = address('aws_s3_bucket', 'trail/bucket/Resource');
    const Principal = { Service: 'cloudtrail.amazonaws.com' };
    expect(allowed(stack.resource('aws_s3_bucket_policy', 'trail/bucket/policy').config.policy)).toEqual([
      expect.objectContaining({
        Principal,
        Action: 's3:GetBucketAcl',
        Resource: `\${${bucket}.arn}`,
        Condition: { StringEquals: ofTheTrail },
      }),
      expect.objectContaining({
        Principal,
        Action: 's3:PutObject',
        Resource: `\${${bucket}.arn}/AWSLogs/${account}/*`,
        Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', ...ofTheTrail } },
      }),
    ]);
  });

  it('may encrypt with its key, as CloudTrail and for this trail only', () => {
    expect(allowed(stack.resource('aws_kms_key', 'trail/key/Resource').config.policy)).toEqual([
      expect.objectContaining({
        Action: 'kms:GenerateDataKey*',
        Condition: {
          StringEquals: ofTheTrail,
          StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${account}:trail/*` },
        },
      }),
      expect.objectContaining({ Action: 'kms:DescribeKey', Condition: { StringEquals: ofTheTrail } }),
    ]);
  });

  it('writes to its own streams of its own log group', () => {
    const { policy } = stack.resource('aws_iam_role_policy', 'trail/role/write').config;
    expect(JSON.parse(policy).Statement).toEqual([
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `\${${address('aws_cloudwatch_log_group', 'trail/log/Resource')}.arn}:log-stream:${account}_CloudTrail_eu-west-1*`,
      },
    ]);
  });

  it.each(['production', 'testing'])('is kept for a year, also in the account of %s', (name) => {
    const of = synthesized(main, environment(name));
    expect(of.resource('aws_cloudwatch_log_group', 'trail/log/Resource').config.retention_in_days).toBe(365);
    expect(of.resource('aws_s3_bucket_lifecycle_configuration', 'trail/bucket/lifecycle').config.rule[1]).toMatchObject(
      { filter: [{ prefix: '' }], expiration: [{ days: 365 }] },
    );
  });
});

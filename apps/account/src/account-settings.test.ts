import { environment } from '@malinshopper/environments';
import { synthesized } from '@malinshopper/testing';
import main from './main';

const stack = synthesized(main, environment('testing'));
const account = '444455556666';
const config = (type: string) => stack.resource(type).config;

describe('the settings of an account', () => {
  it('block public buckets, snapshots, images and clusters', () => {
    expect(config('aws_s3_account_public_access_block')).toEqual({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(config('aws_ebs_snapshot_block_public_access').state).toBe('block-all-sharing');
    expect(config('aws_ec2_image_block_public_access').state).toBe('block-new-sharing');
    expect(config('aws_emr_block_public_access_configuration')).toEqual({ block_public_security_group_rules: true });
  });

  it('keep the credentials of an instance on the instance', () => {
    expect(config('aws_ec2_instance_metadata_defaults')).toMatchObject({
      http_tokens: 'required',
      http_put_response_hop_limit: 1,
    });
  });

  it('set standard credits for burstable instances outside production, and no default in production', () => {
    const production = synthesized(main, environment('production'));
    const said = (of: typeof stack) =>
      of
        .resources('aws_ec2_default_credit_specification')
        .map(({ config: { instance_family: family, cpu_credits: mode } }) => [family, mode]);
    expect(said(stack)).toEqual([
      ['t3', 'standard'],
      ['t3a', 'standard'],
      ['t4g', 'standard'],
    ]);
    expect(said(production)).toEqual([]);
  });

  it('require strong passwords and a new one each quarter', () => {
    expect(config('aws_iam_account_password_policy')).toMatchObject({
      minimum_password_length: 16,
      require_lowercase_characters: true,
      require_uppercase_characters: true,
      require_numbers: true,
      require_symbols: true,
      max_password_age: 90,
      password_reuse_prevention: 24,
    });
  });

  it('analyze in both regions the access from outside the account', () => {
    const analyzers = ['settings/analyzer', 'settings/analyzer-global'].map(
      (path) => stack.resource('aws_accessanalyzer_analyzer', path).config,
    );
    expect(analyzers.map(({ type, provider }) => [type, provider])).toEqual([
      ['ACCOUNT', undefined],
      ['ACCOUNT', 'aws.us_east_1'],
    ]);
  });
});

describe('the volumes of an account', () => {
  const key = stack.resource('aws_kms_key', 'volumes/key/Resource');

  it('are all encrypted, with a key of the account', () => {
    expect(config('aws_ebs_encryption_by_default').enabled).toBe(true);
    expect(config('aws_ebs_default_kms_key').key_arn).toBe(`\${${key.address}.arn}`);
    expect(stack.outputs['volumeKeyArn']?.value).toBe(`\${${key.address}.arn}`);
  });

  it('can be created by Auto Scaling and for spot capacity, even before their roles exist, and by no other service', () => {
    const [, use, lend, ...more] = JSON.parse(key.config.policy).Statement;
    const who = {
      StringEquals: { 'kms:CallerAccount': account },
      ArnEquals: {
        'aws:PrincipalArn': [
          `arn:aws:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
          `arn:aws:iam::${account}:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot`,
        ],
      },
    };
    expect(use).toMatchObject({
      Principal: { AWS: '*' },
      Action: expect.arrayContaining(['kms:Decrypt', 'kms:GenerateDataKey*']) as unknown,
      Condition: who,
    });
    expect(lend).toMatchObject({
      Action: 'kms:CreateGrant',
      Condition: { ...who, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    });
    expect(more).toEqual([]);
  });
});

describe('sessions on instances', () => {
  const { name, content, ...document } = config('aws_ssm_document');
  const { inputs, sessionType } = JSON.parse(content);

  it('follow the document in which Session Manager looks for its preferences', () => {
    expect([name, document['document_type'], sessionType]).toEqual([
      'SSM-SessionManagerRunShell',
      'Session',
      'Standard_Stream',
    ]);
  });

  it('are encrypted and logged with keys of the account, and end when they are idle', () => {
    const key = stack.resource('aws_kms_key', 'sessions/key/Resource').address;
    const group = stack.resource('aws_cloudwatch_log_group', 'sessions/log/Resource');
    expect(inputs).toMatchObject({
      kmsKeyId: `\${${key}.arn}`,
      cloudWatchLogGroupName: `\${${group.address}.name}`,
      cloudWatchEncryptionEnabled: true,
      cloudWatchStreamingEnabled: true,
      idleSessionTimeout: '20',
      runAsEnabled: false,
    });
    expect(group.config).toMatchObject({
      retention_in_days: 365,
      kms_key_id: `\${${stack.resource('aws_kms_key', '/log-key/Resource').address}.arn}`,
    });
    const published = ['sessionKeyArn', 'sessionLogGroupArn'].map((output) => stack.outputs[output]?.value);
    expect(published).toEqual([`\${${key}.arn}`, `\${${group.address}.arn}`]);
  });
});

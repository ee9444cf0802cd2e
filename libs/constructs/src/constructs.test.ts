import { environment } from '@malinshopper/environments';
import { EnvironmentStack, protectionOf } from '@malinshopper/stack';
import { synthesized, type Synthesized } from '@malinshopper/testing';
import {
  Alarm,
  BorrowedSecurityGroup,
  Bucket,
  EncryptionKey,
  LogGroup,
  policyDocument,
  SecurityGroup,
  ServiceRole,
} from '.';

class SampleStack extends EnvironmentStack {}

/** The JSON of a stack with these constructs. */
function sample(build: (stack: SampleStack) => void, name = 'production'): Synthesized {
  return synthesized((app, of) => {
    const stack = new SampleStack(app, of, { app: 'sample' });
    build(stack);
    return stack;
  }, environment(name));
}
const protection = protectionOf(environment('production'));

describe('a bucket', () => {
  const bucket = (more = {}) =>
    sample((stack) => void new Bucket(stack, 'shop', { name: 'shop', protection, ...more }));

  it('uses S3’s own keys unless it is given one', () => {
    const rule = (stack: Synthesized) =>
      stack.resource('aws_s3_bucket_server_side_encryption_configuration').config.rule;
    expect(rule(bucket())).toEqual([{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }]);
    expect(rule(bucket({ encryptionKeyArn: 'arn:key' }))).toEqual([
      {
        apply_server_side_encryption_by_default: { kms_master_key_id: 'arn:key', sse_algorithm: 'aws:kms' },
        bucket_key_enabled: true,
      },
    ]);
  });

  it('aborts unfinished uploads after a day, and expires the configured objects', () => {
    const { rule } = bucket({ expiry: [{ id: 'old', prefix: 'a/', days: 5, oldVersionsDays: 2 }] }).resource(
      'aws_s3_bucket_lifecycle_configuration',
    ).config;
    expect(rule).toEqual([
      expect.objectContaining({ abort_incomplete_multipart_upload: [{ days_after_initiation: 1 }] }),
      {
        id: 'old',
        status: 'Enabled',
        filter: [{ prefix: 'a/' }],
        expiration: [{ days: 5 }],
        noncurrent_version_expiration: [{ noncurrent_days: 2 }],
      },
    ]);
  });

  it('adds later statements to its one policy', () => {
    const stack = sample((scope) => {
      new Bucket(scope, 'shop', { name: 'shop', protection }).allow({
        Sid: 'Later',
        Principal: '*',
        Action: 's3:GetObject',
      });
    });
    const sids = JSON.parse(stack.resource('aws_s3_bucket_policy').config.policy).Statement.map(
      ({ Sid }: { Sid: string }) => Sid,
    );
    expect(sids).toEqual(['TlsOnly', 'Tls12OrNewer', 'Later']);
  });

  it('has access logs in the configured bucket', () => {
    expect(bucket().resources('aws_s3_bucket_logging')).toEqual([]);
    const logged = bucket({ accessLogs: { bucketName: 'logs', prefix: 's3/shop/' } });
    const { address } = logged.resource('aws_s3_bucket');
    expect(logged.resource('aws_s3_bucket_logging').config).toEqual({
      bucket: `\${${address}.id}`,
      target_bucket: 'logs',
      target_prefix: 's3/shop/',
    });
  });

  it('is imported with its settings when it is adopted, but not with its lifecycle and logging, which did not exist', () => {
    const accessLogs = { bucketName: 'logs', prefix: 's3/shop/' };
    const stack = sample((scope) => new Bucket(scope, 'shop', { name: 'shop', protection, accessLogs }).adopt('shop'));
    const { import: imports } = JSON.parse(stack.json) as { import: { to: string; id: string }[] };
    expect(imports).toHaveLength(6);
    expect(imports.map(({ to }) => to).join()).not.toMatch(/lifecycle|logging/);
  });
});

describe('a key', () => {
  const key = sample((stack) => {
    const statements = [
      { Sid: 'Guest', Principal: { Service: 'a.amazonaws.com' }, Action: 'kms:Decrypt', Resource: '*' },
    ];
    new EncryptionKey(stack, 'key', {
      description: 'Test',
      alias: 'a/b',
      accountId: '111122223333',
      protection,
      statements,
    });
  });

  it('rotates, can be restored for the time that the environment’s protection sets, and has an alias', () => {
    expect(key.resource('aws_kms_key').config).toMatchObject({
      enable_key_rotation: true,
      deletion_window_in_days: 30,
      lifecycle: { prevent_destroy: true },
    });
    expect(key.resource('aws_kms_alias').config.name).toBe('alias/a/b');
  });

  it('lets the account’s IAM policies decide about its use, and allows the given publishers in addition', () => {
    const { Statement } = JSON.parse(key.resource('aws_kms_key').config.policy);
    expect(Statement).toEqual([
      expect.objectContaining({
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: 'kms:*',
      }),
      expect.objectContaining({ Effect: 'Allow', Sid: 'Guest' }),
    ]);
  });
});

describe('a security group', () => {
  it('allows only the declared traffic, rule by rule, each with a description', () => {
    const stack = sample((scope) => {
      const group = new SecurityGroup(scope, 'web', { name: 'web', description: 'Web', vpcId: 'vpc-1' });
      group.allowFrom('visitors', { peer: { cidrIpv4: '0.0.0.0/0' }, port: 443, description: 'Visitors' });
      const server = new BorrowedSecurityGroup(scope, 'server', 'sg-2');
      group.allowTo('database', { peer: { securityGroup: server }, port: 3306, description: 'Data' });
      group.allowTo('s3', { peer: { prefixListId: 'pl-1' }, port: 443, description: 'Content' });
    });
    const { config } = stack.resource('aws_security_group');
    expect([config.ingress, config.egress]).toEqual([undefined, undefined]);
    expect(stack.resource('aws_vpc_security_group_ingress_rule').config).toMatchObject({
      cidr_ipv4: '0.0.0.0/0',
      from_port: 443,
      to_port: 443,
      ip_protocol: 'tcp',
      description: 'Visitors',
    });
    expect(stack.resource('aws_vpc_security_group_egress_rule', 'database').config).toMatchObject({
      referenced_security_group_id: 'sg-2',
      // On a change of the other app's group, the new rule exists before the old one is deleted.
      lifecycle: {
        create_before_destroy: true,
        replace_triggered_by: [expect.stringMatching(/^terraform_data\.server_\w+\.input$/)],
      },
    });
    expect(stack.resource('terraform_data').config.input).toEqual({ id: 'sg-2' });
    expect(stack.resource('aws_vpc_security_group_egress_rule', 's3').config.prefix_list_id).toBe('pl-1');
  });
});

describe('a role for a service', () => {
  const role = (sourceAccount?: string) =>
    sample((stack) => {
      const policies = { read: [{ Action: 's3:GetObject', Resource: 'arn:x' }] };
      new ServiceRole(stack, 'role', {
        name: 'r',
        description: 'Test',
        service: 'ec2.amazonaws.com',
        sourceAccount,
        policies,
      });
    });
  const trust = (stack: Synthesized) =>
    JSON.parse(stack.resource('aws_iam_role').config.assume_role_policy).Statement[0];

  it('trusts that service only, and on behalf of one account if it is set', () => {
    expect(trust(role())).toEqual({
      Effect: 'Allow',
      Principal: { Service: 'ec2.amazonaws.com' },
      Action: 'sts:AssumeRole',
    });
    expect(trust(role('111122223333')).Condition).toEqual({ StringEquals: { 'aws:SourceAccount': '111122223333' } });
  });

  it('has the permissions of its policies', () => {
    expect(JSON.parse(role().resource('aws_iam_role_policy').config.policy).Statement).toEqual([
      { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:x' },
    ]);
  });
});

describe('an alarm', () => {
  it('notifies when it goes off and when it returns to OK, has a period of a minute, and treats missing data as no fault', () => {
    const stack = sample((scope) => {
      new Alarm(scope, 'errors', {
        name: 'errors',
        description: 'Errors',
        namespace: 'AWS/ApplicationELB',
        metricName: 'HTTPCode_Target_5XX_Count',
        statistic: 'Sum',
        comparisonOperator: 'GreaterThanThreshold',
        threshold: 5,
        evaluationPeriods: 3,
        topicArn: 'arn:topic',
      });
    });
    expect(stack.resource('aws_cloudwatch_metric_alarm').config).toMatchObject({
      alarm_actions: ['arn:topic'],
      ok_actions: ['arn:topic'],
      period: 60,
      treat_missing_data: 'notBreaching',
      statistic: 'Sum',
    });
  });
});

describe('a log group', () => {
  it('is encrypted and has a retention', () => {
    const stack = sample(
      (scope) => void new LogGroup(scope, 'log', { name: '/a', retentionDays: 14, encryptionKeyArn: 'arn:key' }),
    );
    expect(stack.resource('aws_cloudwatch_log_group').config).toMatchObject({
      retention_in_days: 14,
      kms_key_id: 'arn:key',
    });
  });
});

describe('a policy document', () => {
  it('allows by default', () => {
    const { Statement } = JSON.parse(policyDocument({ Action: 'a:B' }, { Effect: 'Deny', Action: 'a:C' }));
    expect(Statement.map(({ Effect }: { Effect: string }) => Effect)).toEqual(['Allow', 'Deny']);
  });
});

import { statementsIn } from '@malinshopper/aws-facts';
import { environment, variantOf, withoutProtection } from '@malinshopper/environments';
import { synthesized } from '@malinshopper/testing';
import main from '../main';

const production = synthesized(main, environment('production'));
const vault = production.resource('aws_backup_vault');
const addressOf = (type: string, path: string) => production.resource(type, path).address;
const server = `\${${production.resource('aws_db_instance').address}.arn}`;
const bucket = `\${${addressOf('aws_s3_bucket', 'content/content/Resource')}.arn}`;

describe('an environment without a backup plan', () => {
  it('has no vault, role, key or alarm for backups', () => {
    for (const name of ['staging', 'testing', 'feature/checkout']) {
      const paths = synthesized(main, environment(name))
        .resources()
        .map(({ path }) => path);
      expect(paths.filter((path) => path.startsWith('data/backup/'))).toEqual([]);
    }
  });
});

describe('the backup', () => {
  it('covers the database and the content, and nothing else', () => {
    expect(production.resource('aws_backup_selection').config.resources).toEqual([server, bucket]);
  });

  it('runs every night after RDS’s backup and maintenance windows, and is kept for the time that the environment sets', () => {
    const rule = (keepDays: number) => {
      const stack = synthesized(main, variantOf(environment('production'), { backup: { plan: 'daily', keepDays } }));
      return stack.resource('aws_backup_plan').config.rule;
    };
    expect(rule(90)).toEqual([
      {
        rule_name: 'daily',
        target_vault_name: `\${${vault.address}.name}`,
        schedule: 'cron(30 4 * * ? *)',
        start_window: 60,
        completion_window: 360,
        lifecycle: { delete_after: 90 },
      },
    ]);
    // RDS starts no snapshot in the hour before a window or during it.
    expect(production.resource('aws_db_instance').config).toMatchObject({
      backup_window: '01:30-02:30',
      maintenance_window: 'sun:03:00-sun:04:00',
    });
  });

  it('is encrypted with a key of its own', () => {
    const key = addressOf('aws_kms_key', 'data/backup/key/Resource');
    expect(vault.config).toMatchObject({ name: 'production', kms_key_arn: `\${${key}.arn}` });
  });

  it('cannot be deleted early in a protected environment, but the lock can be removed', () => {
    expect(vault.config).toMatchObject({ force_destroy: false, lifecycle: { prevent_destroy: true } });
    const lock = production.resource('aws_backup_vault_lock_configuration').config;
    expect(lock).toEqual({ backup_vault_name: `\${${vault.address}.name}`, min_retention_days: 35 });
  });

  it('is deleted with an unprotected environment', () => {
    const stack = synthesized(main, withoutProtection(environment('production'), 'is decommissioned'));
    expect(stack.resources('aws_backup_vault_lock_configuration')).toEqual([]);
    expect(stack.resource('aws_backup_vault').config).toMatchObject({
      force_destroy: true,
      lifecycle: { prevent_destroy: false },
    });
  });

  it('of an environment that borrows its database is refused', () => {
    const branch = variantOf(environment('feature/checkout'), { backup: { plan: 'daily', keepDays: 7 } });
    expect(() => synthesized(main, branch)).toThrow(
      `Environment ${branch.name} has backup.plan "daily", but its database is shared: the host backs it up. Give ` +
        'the environment a database of its own, or the plan "none".',
    );
  });
});

describe('the role of the backup', () => {
  const { address, config } = production.resource('aws_iam_role', 'backup/role/Resource');
  const statements = production
    .resources('aws_iam_role_policy')
    .filter((policy) => policy.config.role.includes(address))
    .flatMap((policy) => statementsIn(policy.config.policy));
  const allowing = (action: string) => statements.filter(({ Action }) => [Action].flat().includes(action));

  it('is AWS Backup’s, for this account', () => {
    expect(JSON.parse(config.assume_role_policy).Statement).toEqual([
      {
        Effect: 'Allow',
        Principal: { Service: 'backup.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
      },
    ]);
  });

  it('reads this content, and creates snapshots of this server', () => {
    expect(allowing('s3:GetObjectVersion').map(({ Resource }) => Resource)).toEqual([`${bucket}/*`]);
    expect(allowing('rds:CreateDBSnapshot').map(({ Resource }) => Resource)).toEqual([
      [server, 'arn:aws:rds:eu-west-1:111122223333:snapshot:awsbackup:*'],
    ]);
  });

  it('deletes only its own snapshots, and no content', () => {
    expect(allowing('rds:DeleteDBSnapshot').map(({ Resource }) => Resource)).toEqual([
      'arn:aws:rds:eu-west-1:111122223333:snapshot:awsbackup:*',
    ]);
    const actions = statements.flatMap(({ Action = [] }) => Action);
    expect(
      actions.filter((action) =>
        /^(s3:Delete|s3:PutObject|rds:DeleteDBInstance|rds:Modify(?!DBSnapshot))/.test(action),
      ),
    ).toEqual([]);
  });

  it('uses the keys of database, content and vault only, and creates grants for AWS services only', () => {
    const keys = ['data/database/key/Resource', 'data/content/key/Resource', 'data/backup/key/Resource'];
    const arns = keys.map((path) => `\${${addressOf('aws_kms_key', path)}.arn}`);
    const used = statements.filter(({ Action }) => [Action ?? []].flat().some((action) => action.startsWith('kms:')));
    expect([...new Set(used.flatMap(({ Resource }) => Resource))].sort()).toEqual(arns.sort());
    for (const { Condition } of allowing('kms:CreateGrant')) {
      expect(Condition).toEqual({ Bool: { 'kms:GrantIsForAWSResource': 'true' } });
    }
  });

  it('has unrestricted resources only for actions that support no narrower one', () => {
    const everywhere = statements.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action);
    expect(everywhere.sort()).toEqual([
      'cloudwatch:GetMetricData',
      'events:ListRules',
      's3:ListAllMyBuckets',
      'tag:GetResources',
    ]);
  });
});

describe.each(['RDS', 'S3'])('the alarms of the backup of %s', (ResourceType) => {
  const alarm = (name: string) =>
    production.resource('aws_cloudwatch_metric_alarm', `backup/alarms/${ResourceType.toLowerCase()}-${name}`).config;
  const dimensions = { BackupVaultName: `\${${vault.address}.name}`, ResourceType };

  it('go off when a backup fails, does not begin in time, or is aborted', () => {
    const { metric_query, ...config } = alarm('failed');
    const [sum, ...metrics] = metric_query as { expression?: string; metric?: object }[];
    expect(sum).toMatchObject({
      expression: 'FILL(failed, 0) + FILL(expired, 0) + FILL(aborted, 0)',
      return_data: true,
    });
    expect(metrics.map(({ metric }) => metric)).toEqual(
      ['Failed', 'Expired', 'Aborted'].map((end) => ({
        namespace: 'AWS/Backup',
        metric_name: `NumberOfBackupJobs${end}`,
        dimensions,
        period: 300,
        stat: 'Sum',
      })),
    );
    expect(config).toMatchObject({ comparison_operator: 'GreaterThanThreshold', threshold: 0 });
  });

  it('go off when there was no backup for two days, for any reason', () => {
    expect(alarm('missing')).toMatchObject({
      metric_name: 'NumberOfBackupJobsCompleted',
      dimensions,
      comparison_operator: 'LessThanThreshold',
      threshold: 1,
      period: 86_400,
      evaluation_periods: 2,
      treat_missing_data: 'breaching',
    });
  });

  it('notify the team when they go off and when they return to OK', () => {
    for (const name of ['failed', 'missing']) {
      expect(alarm(name)).toMatchObject({
        alarm_actions: [expect.stringContaining('outputs.alarmTopicArns.data')],
        ok_actions: [expect.stringContaining('outputs.alarmTopicArns.data')],
      });
    }
  });
});

import { environment, longLivedEnvironments, variantOf } from '@malinshopper/environments';
import { differenceFrom, reviewedStacks, synthesized } from '@malinshopper/testing';
import main from './main';

const production = synthesized(main, environment('production'));
const testing = synthesized(main, environment('testing'));
const branch = synthesized(main, environment('feature/checkout'));

describe('the database', () => {
  const server = production.resource('aws_db_instance').config;

  it('runs in two zones in production and staging, and in one in testing', () => {
    const multiAz = longLivedEnvironments.map((each) => [
      each.name,
      synthesized(main, each).resource('aws_db_instance').config.multi_az,
    ]);
    expect(Object.fromEntries(multiAz)).toEqual({ production: true, staging: true, testing: false });
  });

  it('has a certificate of the authority that its clients trust', () => {
    expect(server.ca_cert_identifier).toBe('rds-ca-rsa2048-g1');
  });

  it('lets RDS manage its password, so that none is ever in a state', () => {
    expect(server.manage_master_user_password).toBe(true);
    expect(Object.keys(server)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^password/)]));
  });

  it('is encrypted, private, and only in database subnets', () => {
    expect([server.storage_encrypted, server.publicly_accessible]).toEqual([true, false]);
    expect(production.resource('aws_db_subnet_group').config.subnet_ids).toContain('databaseSubnetIds');
  });

  it('is protected in production and not in testing', () => {
    const settings = ({
      config: { deletion_protection, skip_final_snapshot, lifecycle },
    }: {
      config: Record<string, unknown>;
    }) => [deletion_protection, skip_final_snapshot, lifecycle];
    expect(settings(production.resource('aws_db_instance'))).toEqual([true, false, { prevent_destroy: true }]);
    expect(settings(testing.resource('aws_db_instance'))).toEqual([false, true, { prevent_destroy: false }]);
  });

  it('accepts encrypted connections only', () => {
    const { parameter } = production.resource('aws_db_parameter_group').config;
    expect(parameter).toContainEqual({ name: 'require_secure_transport', value: '1' });
  });

  it('has log groups that exist with encryption and retention before RDS writes to them', () => {
    const groups = production.resources('aws_cloudwatch_log_group').filter(({ path }) => path.includes('/database/'));
    expect(groups.map(({ config }) => config.name).sort()).toEqual([
      '/aws/rds/instance/production-mysql/error',
      '/aws/rds/instance/production-mysql/slowquery',
    ]);
    expect(server.depends_on).toEqual(expect.arrayContaining(groups.map(({ address }) => address)));
  });

  it('depends on its ingress rules, so that a change of its group deletes no rule before the server has the new group', () => {
    const rules = (['egress', 'ingress'] as const).flatMap((way) =>
      production.resources(`aws_vpc_security_group_${way}_rule`).filter(({ path }) => path.includes('/database/')),
    );
    expect(rules.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['data/database/clients/server', 'data/database/firewall/clients']),
    );
    expect(server.depends_on).toEqual(expect.arrayContaining(rules.map(({ address }) => address)));
  });

  it('allows the members of its client group by one rule, for any number of environments', () => {
    const [firewall, clients] = ['firewall', 'clients'].map(
      (name) => `\${${production.resource('aws_security_group', `database/${name}/Resource`).address}.id}`,
    );
    const rules = (direction: string) =>
      production
        .resources(`aws_vpc_security_group_${direction}_rule`)
        .map(({ config }) => config)
        .filter(({ to_port }) => to_port === 3306);
    expect(rules('ingress')).toMatchObject([
      { security_group_id: firewall, referenced_security_group_id: clients, from_port: 3306, to_port: 3306 },
    ]);
    expect(rules('egress')).toMatchObject([
      { security_group_id: clients, referenced_security_group_id: firewall, from_port: 3306, to_port: 3306 },
    ]);
    const branch = synthesized(main, environment('feature/checkout'));
    expect(branch.resources('aws_vpc_security_group_ingress_rule')).toEqual([]);
  });

  it('names its last snapshot differently for each life of the server', () => {
    expect(server.final_snapshot_identifier).toMatch(/^production-mysql-final-\$\{/);
    expect(testing.resources('terraform_data')).toEqual([]);
  });

  it('has performance insights where the class has memory for it', () => {
    expect([
      server.performance_insights_enabled,
      testing.resource('aws_db_instance').config.performance_insights_enabled,
    ]).toEqual([true, false]);
  });
});

describe('buckets', () => {
  it('all deny public access, plain HTTP and old TLS, are encrypted with a customer managed key, and keep versions', () => {
    const made = production.resources('aws_s3_bucket');
    const paths = ['content', 'packages'].map((name) => `data/content/${name}/Resource`);
    expect(made.map(({ path }) => path)).toEqual(expect.arrayContaining(paths));
    const buckets = made.map(({ address }) => `\${${address}.id}`);
    for (const bucket of buckets) {
      const settings = production.resources().filter(({ config }) => config.bucket === bucket);
      const of = (type: string) => settings.find(({ address }) => address.startsWith(`${type}.`))?.config;
      expect(of('aws_s3_bucket_public_access_block')).toMatchObject({
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      });
      const denied = JSON.parse(of('aws_s3_bucket_policy')!.policy).Statement.filter(
        ({ Effect }: { Effect: string }) => Effect === 'Deny',
      );
      expect(denied.map(({ Sid }: { Sid: string }) => Sid)).toEqual(['TlsOnly', 'Tls12OrNewer']);
      expect(of('aws_s3_bucket_server_side_encryption_configuration')!.rule[0]).toMatchObject({
        bucket_key_enabled: true,
      });
      expect(of('aws_s3_bucket_versioning')!.versioning_configuration).toEqual({ status: 'Enabled' });
      expect(of('aws_s3_bucket_ownership_controls')!.rule).toEqual({ object_ownership: 'BucketOwnerEnforced' });
    }
  });

  it('have access logs, each under its own prefix', () => {
    const logsOf = (stack: typeof production) => stack.resources('aws_s3_bucket_logging').map(({ config }) => config);
    const prefixes = (stack: typeof production) => logsOf(stack).map(({ target_prefix }) => target_prefix);
    for (const stack of [production, testing]) {
      expect(new Set(prefixes(stack)).size).toBe(stack.resources('aws_s3_bucket').length);
    }
    expect(prefixes(production)).toEqual(expect.arrayContaining(['production/content/', 'production/packages/']));
    expect(prefixes(testing)).toEqual(expect.arrayContaining(['testing/content/', 'testing/packages/']));
    for (const { target_bucket } of [...logsOf(production), ...logsOf(testing)]) {
      expect(target_bucket).toMatch(/\.terraform_remote_state\.account.*\.outputs\.accessLogBucketName}$/);
    }
  });

  it('are deleted with their objects in an unprotected environment, and only there', () => {
    const forced = (stack: typeof production) =>
      new Set(stack.resources('aws_s3_bucket').map(({ config }) => config.force_destroy));
    expect([forced(production), forced(testing), forced(branch)]).toEqual([
      new Set([false]),
      new Set([true]),
      new Set([true]),
    ]);
  });
});

describe('the CDN', () => {
  const { config } = production.resource('aws_cloudfront_distribution');

  it('is the only reader of the content bucket, and signs its requests', () => {
    const policy = JSON.parse(production.resource('aws_s3_bucket_policy', 'content/content/policy').config.policy);
    const [allowed] = policy.Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Allow');
    const distribution = production.resource('aws_cloudfront_distribution').address;
    expect(allowed.Condition).toEqual({ StringEquals: { 'aws:SourceArn': `\${${distribution}.arn}` } });
    expect(production.resource('aws_cloudfront_origin_access_control').config).toMatchObject({
      signing_behavior: 'always',
    });
  });

  it('serves static.<domain> over HTTPS only, with TLS 1.2 or newer', () => {
    expect(config.aliases).toEqual(['static.malinshopper.com']);
    expect(config.default_cache_behavior.viewer_protocol_policy).toBe('redirect-to-https');
    expect(config.viewer_certificate.minimum_protocol_version).toBe('TLSv1.2_2021');
  });

  it('has its name in DNS, for IPv4 and IPv6', () => {
    const records = production.resources('aws_route53_record').map(({ config: { name, type } }) => `${type} ${name}`);
    expect(records.sort()).toEqual(['A static.malinshopper.com', 'AAAA static.malinshopper.com']);
  });
});

describe('alarms', () => {
  const topicOf = (output: string) =>
    expect.stringMatching(new RegExp(`account(-of-nonproduction)?\\.outputs\\.${output}\\.data}$`));

  it('all notify the topic of the team in their region when they go off and when they return to OK', () => {
    for (const stack of [production, testing, branch]) {
      for (const { config } of stack.resources('aws_cloudwatch_metric_alarm')) {
        const global = config.provider === 'aws.us_east_1';
        const topic = topicOf(global ? 'globalAlarmTopicArns' : 'alarmTopicArns');
        expect([config.alarm_actions, config.ok_actions]).toEqual([[topic], [topic]]);
      }
    }
  });

  it('of a branch monitor its CDN, and not the database that it borrows', () => {
    const paths = branch.resources('aws_cloudwatch_metric_alarm').map(({ path }) => path);
    expect(paths).toContain('data/content/cdn/errors/Resource');
    expect(paths.filter((path) => path.startsWith('data/database/'))).toEqual([]);
  });
});

describe('a borrowed database', () => {
  it('is a schema of its own on the host’s server', () => {
    expect(branch.resources('aws_db_instance')).toEqual([]);
    expect(branch.outputs.databaseHost?.value).toBe(
      '${data.terraform_remote_state.data-of-testing.outputs.databaseHost}',
    );
    expect(branch.outputs.databaseName?.value).toBe(
      `malinshopper_${environment('feature/checkout').name.replace('-', '_')}`,
    );
  });
});

it.each(reviewedStacks(main))('the data stack of a %s environment is as reviewed', (_kind, review) => {
  expect(review()).toMatchSnapshot();
});

it('the difference of events and a session cache in testing is as reviewed', () => {
  const changed = variantOf(environment('testing'), {
    content: { distribution: 'events' },
    sessions: { store: 'elasticache', nodeType: 'cache.t4g.micro', replicas: 0 },
  });
  const [before, after] = [environment('testing'), changed].map((owner) => ({
    owner,
    json: synthesized(main, owner).json,
  }));
  expect(differenceFrom(before!, after!)).toMatchSnapshot();
});

import { environment, variantOf, type Environment } from '@malinshopper/environments';
import { synthesized } from '@malinshopper/testing';
import main from '../main';
import { hasPerformanceInsights, memoryOf, mostConnections } from './instance-class';

const production = synthesized(main, environment('production'));
const staging = synthesized(main, environment('staging'));
const server = production.resource('aws_db_instance').address;

const alarmsOf = (stack: typeof production) =>
  stack.resources('aws_cloudwatch_metric_alarm').filter(({ config }) => config.namespace === 'AWS/RDS');
const thresholds = (of: Environment) =>
  Object.fromEntries(
    alarmsOf(synthesized(main, of)).map(({ config }) => [config.metric_name as string, config.threshold as number]),
  );
const sized = (instanceClass: 'db.t4g.micro' | 'db.r7g.4xlarge', storageGiB: number) =>
  variantOf(environment('staging'), {
    database: {
      placement: 'own',
      instanceClass,
      storageGiB,
      maxStorageGiB: 2 * storageGiB,
      multiAz: true,
      backupRetentionDays: 7,
    },
  });

describe('the alarms of the database server', () => {
  it('monitor that server, for ten minutes at least', () => {
    for (const { config } of alarmsOf(production)) {
      expect(config.dimensions).toEqual({ DBInstanceIdentifier: `\${${server}.identifier}` });
      expect(config.period * config.evaluation_periods).toBeGreaterThanOrEqual(600);
    }
  });

  it('have thresholds that depend on its size', () => {
    const GiB = 2 ** 30;
    expect(thresholds(sized('db.t4g.micro', 20))).toEqual({
      CPUUtilization: 80,
      DatabaseConnections: 59,
      DiskQueueDepth: 64,
      FreeableMemory: Math.floor(GiB / 20),
      FreeStorageSpace: GiB,
      CPUCreditBalance: 20,
    });
    expect(thresholds(sized('db.r7g.4xlarge', 1000))).toEqual({
      CPUUtilization: 80,
      DatabaseConnections: 7645,
      DiskQueueDepth: 64,
      FreeableMemory: Math.floor((128 * GiB) / 20),
      FreeStorageSpace: 50 * GiB,
    });
  });

  it('go off below a threshold for free resources, and above one for used resources', () => {
    const compared = alarmsOf(staging).map(({ config }) => [config.metric_name, config.comparison_operator]);
    expect(Object.fromEntries(compared)).toEqual({
      CPUUtilization: 'GreaterThanThreshold',
      DatabaseConnections: 'GreaterThanThreshold',
      DiskQueueDepth: 'GreaterThanThreshold',
      FreeableMemory: 'LessThanThreshold',
      FreeStorageSpace: 'LessThanThreshold',
      CPUCreditBalance: 'LessThanThreshold',
    });
  });

  it('give a new server time to earn its first credits', () => {
    const { config } = staging.resource('aws_cloudwatch_metric_alarm', 'alarms/credits/Resource');
    expect([config.period, config.evaluation_periods]).toEqual([3600, 3]);
  });
});

describe('the events of the database server', () => {
  const subscriptions = ['server', 'settings', 'security-groups'].map(
    (to) => production.resource('aws_db_event_subscription', `events/${to}`).config,
  );

  it('are notified: of the server, of its settings, and of security groups', () => {
    expect(subscriptions.map(({ source_type, source_ids }) => [source_type, source_ids])).toEqual([
      ['db-instance', [`\${${server}.identifier}`]],
      ['db-parameter-group', [`\${${production.resource('aws_db_parameter_group').address}.name}`]],
      ['db-security-group', undefined],
    ]);
  });

  it('include those that FSBP RDS.20 to RDS.22 require, and none of every night', () => {
    const [ofServer, ofSettings, ofGroups] = subscriptions.map(({ event_categories }) => event_categories as string[]);
    expect(ofServer).toEqual(expect.arrayContaining(['configuration change', 'failure', 'maintenance']));
    expect(ofServer).not.toContain('backup');
    expect(ofSettings).toEqual(['configuration change']);
    expect(ofGroups).toEqual(['configuration change', 'failure']);
  });

  it('go to the topic of the team', () => {
    for (const { sns_topic } of subscriptions) {
      expect(sns_topic).toBe('${data.terraform_remote_state.account.outputs.alarmTopicArns.data}');
    }
  });

  it('are not notified by an environment that borrows its server', () => {
    const branch = synthesized(main, environment('feature/checkout'));
    expect(branch.resources('aws_db_event_subscription')).toEqual([]);
  });
});

describe('an instance class', () => {
  it('has the memory that AWS documents, in bytes, and the connections that MySQL derives from it', () => {
    expect([memoryOf('db.t4g.small'), mostConnections('db.t4g.small')]).toEqual([2_147_483_648, 170]);
  });

  it('has performance insights if it is no smaller than a medium', () => {
    expect((['db.t4g.micro', 'db.t4g.small', 'db.t4g.medium'] as const).map(hasPerformanceInsights)).toEqual([
      false,
      false,
      true,
    ]);
  });
});

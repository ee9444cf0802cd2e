import type { Resource, World } from '@malinshopper/synthesized';
import { remove } from '../../testing/mutation';
import { all, at, custom, on, oneOf, ours, type Ask } from '../ask';
import { alarmsOn, notifiesRecipient } from '../cloudwatch/watched';
import { rulesOf, type Row } from '../table';

/** The logs of MySQL with errors and slow queries. The other logs (general, audit) slow the server down. */
const logs = ['error', 'slowquery'];
const isBurstable = ({ config }: Resource) => /^db\.t\d/.test(String(config['instance_class']));
/**
 * RDS user guide, "Performance Insights DB engine, Region, and instance class support": not available on these classes
 * for MySQL.
 */
const isTooSmall = ({ config }: Resource) => /^db\.t[234]g?\.(micro|small)$/.test(String(config['instance_class']));

/** True if a subscription sends events of all the categories about a resource to a topic. */
function sends({ config, stack }: Resource, about: Resource, categories: readonly string[], world: World): boolean {
  // A subscription without categories sends events of all categories. A subscription without sources sends the events
  // of every resource of its kind.
  const sent = config['event_categories'] as readonly string[] | undefined;
  const sources = config['source_ids'] as readonly string[] | undefined;
  return (
    config['enabled'] !== false &&
    world.targets(config['sns_topic'], stack).some(({ type }) => type === 'aws_sns_topic') &&
    (sent === undefined || categories.every((category) => sent.includes(category))) &&
    (sources === undefined || world.targets(sources, stack).includes(about))
  );
}

/** A rule that RDS sends the events of a source type to a topic. */
const eventsOf = (
  source: string,
  categories: readonly string[],
  row: Pick<Row, 'title' | 'why' | 'types'> & { readonly path: string; readonly breaks: Parameters<typeof custom>[1] },
): Row => {
  const { path, breaks, ...words } = row;
  const isSent: Ask = custom((resource, world) => {
    const subscriptions = world
      .resources('aws_db_event_subscription')
      .filter(({ config }) => config['source_type'] === source);
    return subscriptions.some((subscription) => sends(subscription, resource, categories, world))
      ? undefined
      : `none of ${subscriptions.length} subscriptions for ${source} sends ${categories.join(', ')}`;
  }, breaks);
  return {
    ...words,
    covers: 'D7',
    severity: 'medium',
    fix: `Add a DbEventSubscription to the team's AlarmTopic for ${source}: ${categories.join(', ')}`,
    ask: isSent,
    tried: { type: 'aws_db_event_subscription', path },
  };
};

/** Metrics, logs and events of database servers. */
export const monitoring = rulesOf('aws_db_instance', {
  CKV_AWS_118: {
    title: 'Database servers have enhanced monitoring',
    severity: 'medium',
    covers: 'FSBP.RDS.6 D4',
    why: 'No other metric covers the processes and the memory inside the server',
    fix: 'Set monitoringInterval to 60, with monitoringRoleArn',
    ask: all(oneOf('monitoring_interval', 1, 5, 10, 15, 30, 60), ours('monitoring_role_arn', 'aws_iam_role')),
  },
  CKV_AWS_353: {
    title: 'Database servers have Performance Insights, where the class supports it',
    severity: 'low',
    covers: 'tfsec.rds.enable-performance-insights D4',
    about: (server) => !isTooSmall(server),
    why: 'Without it a slow query can be examined only when it happens again',
    fix: 'Set performanceInsightsEnabled',
    ask: on('performance_insights_enabled'),
  },
  CKV_AWS_129: {
    title: 'Database servers export their error and slow query logs',
    severity: 'medium',
    covers: 'FSBP.RDS.9 D4',
    why: 'On the server they are deleted after two weeks at most, and with the server',
    fix: "Set enabledCloudwatchLogsExports to ['error', 'slowquery']",
    ask: at(
      'enabled_cloudwatch_logs_exports',
      (value) => Array.isArray(value) && logs.every((log) => value.includes(log)),
      undefined,
      ['error'],
    ),
  },
  MAL_RDS_9: {
    title: 'Log groups of a database server are created before it',
    severity: 'medium',
    covers: 'D6',
    why: 'RDS creates a missing log group without encryption and without expiry, and the next deploy cannot create it',
    fix: 'Add a LogGroup named /aws/rds/instance/<identifier>/<log> to dependsOn of the server',
    ask: custom(
      ({ config, stack }, world) => {
        const waitsFor = (config['depends_on'] ?? []) as string[];
        const missing = ((config['enabled_cloudwatch_logs_exports'] ?? []) as string[])
          .map((log) => `/aws/rds/instance/${world.resolve(config['identifier'], stack)}/${log}`)
          .find((name) => !waitsFor.some((address) => stack.resource(address)?.config['name'] === name));
        return missing && `does not depend on ${missing}`;
      },
      {
        'a server depends on no log group': (config) => delete config.depends_on,
        'one more log is exported, without a group': (config) => config.enabled_cloudwatch_logs_exports.push('audit'),
        'a log group has another name': {
          type: 'aws_cloudwatch_log_group',
          path: 'database/log-error/Resource',
          change: (config) => (config.name = '/database/error'),
        },
      },
    ),
  },
  MAL_RDS_3: {
    title: 'Burstable database servers have an alarm on their CPU credits',
    severity: 'medium',
    covers: 'D7',
    about: isBurstable,
    why: 'Without credits the server becomes several times slower, or AWS charges for them',
    fix: 'Add an Alarm (libs/constructs) on CPUCreditBalance with the dimension DBInstanceIdentifier',
    ask: custom(
      (server, world) =>
        alarmsOn(server, 'CPUCreditBalance', world).some((alarm) => notifiesRecipient(alarm, world))
          ? undefined
          : 'no alarm with an action is on CPUCreditBalance',
      {
        'the alarm on the credits has no action': (config) => (config.alarm_actions = []),
        'the alarm is on another metric than the credits': (config) => (config.metric_name = 'CPUCreditUsage'),
      },
    ),
    tried: { scenario: 'staging', type: 'aws_cloudwatch_metric_alarm', path: 'database/alarms/credits/Resource' },
  },
  'FSBP.RDS.20': eventsOf('db-instance', ['configuration change', 'failure', 'maintenance'], {
    title: 'Failures, maintenance and changes of database servers are reported',
    why: 'No metric shows a failover, or a full disk that AWS repairs',
    path: 'events/server',
    breaks: {
      'the subscription to the server is removed': remove,
      'the subscription to the server does not include failures': (config) =>
        (config.event_categories = ['maintenance']),
      'the subscription to the server is disabled': (config) => (config.enabled = false),
      'the subscription is to another server': (config) => (config.source_ids = ['old-server']),
    },
  }),
  'FSBP.RDS.21': eventsOf('db-parameter-group', ['configuration change'], {
    title: 'Changes of parameter groups are reported',
    types: ['aws_db_parameter_group'],
    why: 'One parameter can disable TLS, and a change by hand is in no pull request',
    path: 'events/settings',
    breaks: {
      'events of parameter groups go to another account': (config) =>
        (config.sns_topic = 'arn:aws:sns:eu-west-1:999999999999:x'),
    },
  }),
  'FSBP.RDS.22': eventsOf('db-security-group', ['configuration change', 'failure'], {
    title: 'Changes of DB security groups are reported',
    why: 'A database server in a VPC needs no DB security group. A new one was created outside of this repository',
    path: 'events/security-groups',
    breaks: {
      'the subscription to DB security groups is to snapshots': (config) => (config.source_type = 'db-snapshot'),
    },
  }),
});

import { isTrue, type Resource, type World } from '@malinshopper/synthesized';
import { alarmsOn, tellsSomebody } from '../../observability/watched';
import type { Rule } from '../../rule';
import { must, said } from '../must';

const types = ['aws_db_instance'];
/** The logs of MySQL that say what went wrong; the others are for audits (general, audit) and slow the server down. */
const logs = ['error', 'slowquery'];
const isBurstable = ({ config }: Resource) => /^db\.t\d/.test(String(config['instance_class']));
/** RDS user guide, "Performance Insights DB engine, Region, and instance class support": not on these, for MySQL. */
const isTooSmall = ({ config }: Resource) => /^db\.t[234]g?\.(micro|small)$/.test(String(config['instance_class']));

/** What can be seen of a database server while it works. */
export const databaseWatchingRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_118',
    covers: ['FSBP.RDS.6', 'D4'],
    title: 'Every database server tells of its processes and its memory every minute',
    severity: 'medium',
    why: 'What is slow inside the server cannot be told from outside',
    fix: 'monitoringInterval: 60, with monitoringRoleArn',
    types,
    check: (resource, world) => {
      const { config, stack } = resource;
      if (![1, 5, 10, 15, 30, 60].includes(Number(config['monitoring_interval'])))
        return said(config, 'monitoring_interval');
      const roles = world.targets(config['monitoring_role_arn'], stack);
      return roles.some(({ type }) => type === 'aws_iam_role') ? undefined : said(config, 'monitoring_role_arn');
    },
  },
  {
    id: 'CKV_AWS_353',
    covers: ['tfsec.rds.enable-performance-insights', 'D4'],
    title: 'Every database server that is large enough for it keeps which query took how long',
    severity: 'low',
    why: 'Without it, who looks for a slow query has to wait until it happens again',
    fix: 'performanceInsightsEnabled: true',
    types,
    about: (resource) => !isTooSmall(resource),
    check: must('performance_insights_enabled', isTrue),
  },
  {
    id: 'CKV_AWS_129',
    covers: ['FSBP.RDS.9', 'D4'],
    title: 'Every database server sends its logs of errors and slow queries out',
    severity: 'medium',
    why: 'On the server they go after two weeks at most, and with it',
    fix: "enabledCloudwatchLogsExports: ['error', 'slowquery']",
    types,
    check: must(
      'enabled_cloudwatch_logs_exports',
      (value) => Array.isArray(value) && logs.every((log) => value.includes(log)),
    ),
  },
  {
    id: 'MAL_RDS_9',
    covers: ['D6'],
    title: 'The log groups of a database server are there before it is',
    severity: 'medium',
    why: 'RDS makes a missing one by itself: never encrypted, kept for ever, and in the way of the next deploy',
    fix: 'A LogGroup called /aws/rds/instance/<identifier>/<log>, in dependsOn of the server',
    types,
    check: ({ config, stack }, world) => {
      const waitsFor = (config['depends_on'] ?? []) as string[];
      const missing = ((config['enabled_cloudwatch_logs_exports'] ?? []) as string[])
        .map((log) => `/aws/rds/instance/${world.resolve(config['identifier'], stack)}/${log}`)
        .find((name) => !waitsFor.some((address) => stack.resource(address)?.config['name'] === name));
      return missing && `it does not wait for ${missing}`;
    },
  },
  {
    id: 'MAL_RDS_3',
    covers: ['D7'],
    title: 'An alarm goes off when a small database server has worked more than it is made for',
    severity: 'medium',
    why: 'Without credits it becomes several times slower, or AWS charges for them',
    fix: 'An Alarm (libs/constructs) on CPUCreditBalance with the dimension DBInstanceIdentifier',
    types,
    about: isBurstable,
    check: (server, world) =>
      alarmsOn(server, 'CPUCreditBalance', world).some((alarm) => tellsSomebody(alarm, world))
        ? undefined
        : 'no alarm that tells somebody is on CPUCreditBalance',
  },
  toldOf('FSBP.RDS.20', types, 'db-instance', ['configuration change', 'failure', 'maintenance'], {
    title: 'Somebody is told when a database server fails, is maintained or is changed',
    why: 'A failover or a full disk that AWS repairs is seen by no metric',
  }),
  toldOf('FSBP.RDS.21', ['aws_db_parameter_group'], 'db-parameter-group', ['configuration change'], {
    title: 'Somebody is told when the settings of a database server are changed',
    why: 'One setting turns TLS off; who changes it by hand changes it behind our back',
  }),
  toldOf('FSBP.RDS.22', types, 'db-security-group', ['configuration change', 'failure'], {
    title: 'Somebody is told when a database server gets a firewall of the old kind',
    why: 'A server in a network has none: one that appears is not ours',
  }),
];

/** That RDS tells a topic of events of a kind that are about a resource. */
function toldOf(
  id: string,
  of: readonly string[],
  kind: string,
  categories: readonly string[],
  words: Pick<Rule, 'title' | 'why'>,
): Rule {
  return {
    ...words,
    id,
    covers: ['D7'],
    severity: 'medium',
    fix: `A DbEventSubscription to the team's AlarmTopic for ${kind}: ${categories.join(', ')}`,
    types: of,
    check: (resource, world) => {
      const subscriptions = world
        .resources('aws_db_event_subscription')
        .filter((subscription) => subscription.config['source_type'] === kind);
      const found = subscriptions.some((subscription) => tells(subscription, resource, categories, world));
      return found
        ? undefined
        : `no subscription tells of ${categories.join(', ')}; there are ${subscriptions.length} for ${kind}`;
    },
  };
}

/** Whether a subscription tells a topic of events of all the categories that are about a resource. */
function tells({ config, stack }: Resource, about: Resource, categories: readonly string[], world: World): boolean {
  // Without categories it tells of all, without sources of every resource of its kind.
  const told = config['event_categories'] as readonly string[] | undefined;
  const sources = config['source_ids'] as readonly string[] | undefined;
  return (
    config['enabled'] !== false &&
    world.targets(config['sns_topic'], stack).some(({ type }) => type === 'aws_sns_topic') &&
    (told === undefined || categories.every((category) => told.includes(category))) &&
    (sources === undefined || world.targets(sources, stack).includes(about))
  );
}

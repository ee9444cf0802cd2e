import { workerRolesOf, type WorkerRole } from '@malinshopper/environments';
import type { Resource, World } from '@malinshopper/synthesized';
import { remove } from '../../testing/mutation';
import { alsoBroken, custom, type Ask, type Breaks } from '../ask';
import { alarmsOn, metricsOf, notifiesRecipient } from './watched';
import { rulesOf, type Row } from '../table';

const type = 'aws_cloudwatch_metric_alarm';
const heartbeat = { path: 'fetcher-heartbeat/always/Resource' };
const ofTheCdn = 'content/cdn/errors/Resource';

/**
 * Demands an alarm with a recipient on each of these metrics of a resource. `alarms` maps each metric to the alarm that
 * its break removes.
 */
const hasAlarms = (alarms: Readonly<Record<string, string>>, isRight: (alarm: Resource) => boolean = () => true): Ask =>
  custom(
    (subject, world) => {
      const isWatched = (metric: string) =>
        alarmsOn(subject, metric, world).some((alarm) => isRight(alarm) && notifiesRecipient(alarm, world));
      const unwatched = Object.keys(alarms).filter((metric) => !isWatched(metric));
      return unwatched.length > 0 ? `no alarm with a recipient is on ${unwatched.join(', ')}` : undefined;
    },
    Object.fromEntries(
      Object.entries(alarms).map(([metric, path]) => [`${metric} has no alarm`, { path, change: remove }]),
    ),
  );

const row = (alarms: Readonly<Record<string, string>>, breaks: Breaks = {}) =>
  ({
    severity: 'medium',
    covers: 'M2',
    tried: { type },
    fix: `Add an Alarm (libs/constructs) on ${Object.keys(alarms).join(', ')} that notifies the AlarmTopic of the app`,
    ask: alsoBroken(hasAlarms(alarms), breaks),
  }) satisfies Partial<Row>;

/** The workers with jobs on a group of instances, or on a cluster. */
function workersOn({ type: machine, config }: Resource, { environment }: World): readonly WorkerRole[] {
  const { hadoop } = environment;
  if (machine === 'aws_emr_cluster') return hadoop.mode === 'cluster' ? hadoop.replaces : [];
  return workerRolesOf(environment).filter((worker) => String(config['name']).endsWith(`-${worker}`));
}

/** In seconds: an hour between two runs, and time for the longer run to end. */
const longestSilence = 75 * 60;

/** True if an alarm goes off after too long a silence of a worker, whatever the reason. */
const breaksSilence = (alarm: Resource, worker: string, world: World) =>
  metricsOf(alarm).some(({ metric, dimensions }) => metric === 'Heartbeat' && dimensions['Role'] === worker) &&
  alarm.config['comparison_operator'] === 'LessThanThreshold' &&
  alarm.config['treat_missing_data'] === 'breaching' &&
  Number(alarm.config['period']) * Number(alarm.config['evaluation_periods']) <= longestSilence &&
  notifiesRecipient(alarm, world);

const heartbeatsAreWatched = custom(
  (machine, world) => {
    const alarms = world.resources(type);
    const silent = workersOn(machine, world).filter(
      (worker) => !alarms.some((alarm) => breaksSilence(alarm, worker, world)),
    );
    return silent.length > 0 ? `no alarm is on the heartbeat of ${silent.join(', ')}` : undefined;
  },
  {
    'a worker without success sets no alarm off': { ...heartbeat, change: remove },
    'a worker that is gone sets no alarm off': {
      ...heartbeat,
      change: (config) => (config.treat_missing_data = 'notBreaching'),
    },
    'a worker may be silent for a day': {
      path: 'updater-1-heartbeat/always/Resource',
      change: (config) => (config.period = 86_400),
    },
    'the job that moved to a cluster has no alarm': {
      scenario: 'cluster',
      path: 'updater-2-heartbeat/always/Resource',
      change: remove,
    },
  },
);

/** The alarms of resources, so that a fault is known before visitors report it. */
export const watchedResources = rulesOf('aws_lb_target_group', {
  MAL_WATCH_1: {
    ...row(
      {
        HTTPCode_Target_5XX_Count: 'web-alarms/errors/Resource',
        TargetResponseTime: 'web-alarms/slow/Resource',
        UnHealthyHostCount: 'web-alarms/unhealthy/Resource',
      },
      {
        'the alarm on errors is on another response code': {
          path: 'web-alarms/errors/Resource',
          change: (config) => (config.metric_name = 'HTTPCode_Target_4XX_Count'),
        },
        'the alarm on unhealthy servers is on another target group': {
          path: 'web-alarms/unhealthy/Resource',
          change: (config) => (config.dimensions = { TargetGroup: 'targetgroup/theirs/1' }),
        },
      },
    ),
    title: 'Target groups have alarms on errors, response time and health',
    why: 'Visitors notice these first',
  },
  MAL_WATCH_2: {
    ...row({ HTTPCode_ELB_5XX_Count: 'load-balancer-alarms/errors/Resource' }),
    types: ['aws_lb'],
    title: 'Load balancers have an alarm on their own errors',
    why: 'If no web server is left, only the load balancer reports this as a metric',
  },
  MAL_WATCH_3: {
    ...row(
      { GroupInServiceInstances: 'fetcher-capacity/Resource' },
      {
        'the alarm on missing servers has no recipient': {
          path: 'web-capacity/Resource',
          change: (config) => delete config.alarm_actions,
        },
      },
    ),
    types: ['aws_autoscaling_group'],
    title: 'Auto scaling groups have an alarm on missing instances',
    why: 'A group without capacity at AWS records it only in its activity list',
  },
  MAL_WATCH_4: {
    ...row({ ErrorPortAllocation: 'nat-alarms-eu-west-1b/ports/Resource' }),
    types: ['aws_nat_gateway'],
    title: 'NAT gateways have an alarm on their ports',
    why: 'Without free ports, workers and package updates fail one by one, each with a different error',
  },
  MAL_WATCH_5: {
    ...row({
      CPUUtilization: 'database/alarms/processor/Resource',
      DatabaseConnections: 'database/alarms/connections/Resource',
      FreeStorageSpace: 'database/alarms/storage/Resource',
      FreeableMemory: 'database/alarms/memory/Resource',
    }),
    types: ['aws_db_instance'],
    title: 'Database servers have alarms on processor, connections, storage and memory',
    why: 'Without free storage the server stops, without free connections the site stops',
  },
  MAL_WATCH_6: {
    ...row({ CoreNodesRunning: 'core-nodes/Resource' }),
    types: ['aws_emr_cluster'],
    tried: { scenario: 'cluster', type },
    title: 'Clusters have an alarm on their nodes',
    why: 'Jobs would miss their hour without an error',
  },
  MAL_WATCH_7: {
    title: 'Distributions have an alarm on errors in us-east-1',
    severity: 'medium',
    covers: 'M2',
    types: ['aws_cloudfront_distribution'],
    tried: { type, path: ofTheCdn },
    why: 'CloudFront publishes its metrics only in us-east-1; an alarm in another region never goes off',
    fix: 'Add an Alarm with provider: this.globalProvider, and an AlarmTopic there',
    ask: alsoBroken(
      hasAlarms({ '5xxErrorRate': ofTheCdn }, ({ region }) => region === 'us-east-1'),
      { 'the alarm on the distribution is in another region': (config) => delete config.provider },
    ),
  },
  MAL_WATCH_8: {
    title: 'Workers have an alarm on 75 minutes without a successful run',
    severity: 'high',
    covers: 'M2',
    types: ['aws_autoscaling_group', 'aws_emr_cluster'],
    about: (machine, world) => workersOn(machine, world).length > 0,
    tried: { type },
    why: 'If a worker does not run, it reports no error, but prices and stock become stale',
    fix: 'Create a HeartbeatAlarm for the worker (apps/compute)',
    ask: heartbeatsAreWatched,
  },
});

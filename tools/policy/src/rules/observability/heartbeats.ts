import { workerRoles, type WorkerRole } from '@malinshopper/environments';
import type { Resource, World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { metricsOf, tellsSomebody } from './watched';

/** The workers whose jobs run on a group of instances, or on a cluster. */
function workersOn({ type, config }: Resource, { environment: { hadoop } }: World): readonly WorkerRole[] {
  if (type === 'aws_emr_cluster') return hadoop.mode === 'cluster' ? hadoop.replaces : [];
  return workerRoles.filter((worker) => String(config['name']).endsWith(`-${worker}`));
}

/** The longest silence that nobody need hear of, in seconds: an hour between two runs, and time for the longer one to end. */
const longestSilence = 75 * 60;

/** Whether an alarm goes off when a worker has been silent for too long, for whatever reason. */
function breaksSilence(alarm: Resource, worker: string, world: World): boolean {
  const { config } = alarm;
  return (
    metricsOf(alarm).some(({ metric, dimensions }) => metric === 'Heartbeat' && dimensions['Role'] === worker) &&
    config['comparison_operator'] === 'LessThanThreshold' &&
    config['treat_missing_data'] === 'breaching' &&
    Number(config['period']) * Number(config['evaluation_periods']) <= longestSilence &&
    tellsSomebody(alarm, world)
  );
}

export const heartbeatRules: readonly Rule[] = [
  {
    id: 'MAL_WATCH_8',
    covers: ['M2'],
    title: 'Somebody hears when no run of a worker has succeeded for 75 minutes',
    severity: 'high',
    why: 'Prices and stock grow old without any error: a worker that is gone sends nothing at all',
    fix: 'Make a HeartbeatAlarm for the worker (apps/compute)',
    types: ['aws_autoscaling_group', 'aws_emr_cluster'],
    about: (machine, world) => workersOn(machine, world).length > 0,
    check: (machine, world) => {
      const alarms = world.resources('aws_cloudwatch_metric_alarm');
      const silent = workersOn(machine, world).filter(
        (worker) => !alarms.some((alarm) => breaksSilence(alarm, worker, world)),
      );
      return silent.length > 0 ? `no alarm is on the heartbeat of ${silent.join(', ')}` : undefined;
    },
  },
];

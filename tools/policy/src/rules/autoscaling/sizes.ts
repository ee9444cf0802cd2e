import { rolesOf } from '@malinshopper/environments';
import { remove } from '../../testing/mutation';
import { at, custom } from '../ask';
import { isBehindBalancer, isWorker, tagsOf } from '../ec2/instances';
import { rulesOf } from '../table';

const type = 'aws_autoscaling_group';
const web = { path: 'web/group/Resource' };
const fetcher = { path: 'fetcher/group/Resource' };

const oneGroupForEachRole = custom(
  (_group, world) => {
    const there = world.resources(type).map((group) => tagsOf(group)['Role'] ?? 'none');
    const needed = rolesOf(world.environment);
    return there.sort().join() === [...needed].sort().join() ? undefined : `there are groups for ${there.join(', ')}`;
  },
  {
    'a worker has no group': { path: 'updater-2/group/Resource', change: remove },
    'a worker runs on the web servers': (config) => {
      config.tag.find(({ key }: { key: string }) => key === 'Role').value = 'web';
    },
  },
);

const scalesWithItsLoad = custom(
  (group, world) => {
    const policies = world.thatName(group, 'aws_autoscaling_policy');
    if (!policies.some(({ config }) => config['policy_type'] === 'TargetTrackingScaling')) {
      return 'has no policy that follows a target';
    }
    const { kind, network } = world.environment;
    if (kind !== 'production') return undefined;
    const [least, most] = [Number(group.config['min_size']), Number(group.config['max_size'])];
    if (!(least < most)) return `min_size is ${least}, max_size is ${most}`;
    const zones = network.placement === 'own' ? network.zones.length : 2;
    return least < zones ? `min_size is ${least} in ${zones} zones` : undefined;
  },
  {
    'there is no room for more web servers': (config) => (config.max_size = config.min_size),
    'a zone of production may be without a web server': (config) => (config.min_size = 2),
  },
);

const hasHours = custom(
  (group, world) => {
    const schedules = world.thatName(group, 'aws_autoscaling_schedule').map(({ config }) => config);
    const other = schedules.find(({ time_zone: zone, recurrence }) => !zone || !recurrence);
    if (other) return `${String(other['scheduled_action_name'])} has no time_zone or no recurrence`;
    const sizes = schedules.map(({ max_size: most }) => Number(most));
    return sizes.includes(0) && sizes.some((size) => size > 0)
      ? undefined
      : `its schedule is for ${sizes.join(', ') || 'nothing'}`;
  },
  {
    'a worker of a branch runs at night': { path: 'fetcher/hours/stop', change: remove },
    'the web servers of a branch are not started again': {
      path: 'web/hours/start',
      change: (config) => (config.max_size = 0),
    },
    'hours are in UTC, and shift with daylight saving time': (config) => delete config.time_zone,
  },
);

export const groupSizes = rulesOf(
  type,
  {
    MAL_ASG_9: {
      title: 'Environments have one auto scaling group for web servers and one for each worker outside a cluster',
      severity: 'high',
      covers: 'C6',
      why: 'A role that shares machines with another can use up their memory, as happened before, and make the web unavailable',
      fix: 'Create an InstanceGroup (apps/compute) for each role of rolesOf(environment)',
      ask: oneGroupForEachRole,
    },
    MAL_ASG_10: {
      title: 'Workers have one instance at most',
      severity: 'high',
      covers: 'C6',
      about: isWorker,
      why: "Two instances would run the same hourly job, and overwrite each other's output",
      fix: 'Set max to 1 in environments/src; a job that needs more moves to a cluster',
      ask: at('max_size', (value) => Number(value) <= 1, undefined, 2),
    },
    MAL_ASG_11: {
      title: 'Web servers scale with their load; in production they can grow, and have one instance in each zone',
      severity: 'medium',
      covers: 'C7',
      about: isBehindBalancer,
      tried: web,
      why: 'Without a policy the size is a guess; without spare capacity the policy has no effect',
      fix: 'Add WebScaling (apps/compute); set min and max in environments/src',
      ask: scalesWithItsLoad,
    },
    MAL_ASG_12: {
      title: 'Auto scaling groups of environments with hours stop and start again in local time',
      severity: 'low',
      covers: 'C7',
      about: (_group, { environment: { hours } }) => hours.run === 'scheduled',
      tried: { scenario: 'branch', type: 'aws_autoscaling_schedule' },
      why: 'A forgotten group runs through nights and weekends; without a time zone the hours shift twice a year',
      fix: 'Add OpeningHours (apps/compute) for the group',
      ask: hasHours,
    },
  },
  fetcher,
);

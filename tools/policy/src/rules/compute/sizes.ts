import { burstableFamilies, rolesOf } from '@malinshopper/environments';
import { block, isTrue, type Resource, type World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { instanceTypesOf, isBehindBalancer, tagsOf } from './instances';

const types = ['aws_autoscaling_group'];
const isWorker = (group: Resource, world: World) => !isBehindBalancer(group, world);

const distributionOf = ({ config }: Resource) =>
  block(block(config['mixed_instances_policy'])['instances_distribution']);
/** How much of a group is spot capacity, in percent. */
const spotOf = (group: Resource) => {
  const { on_demand_percentage_above_base_capacity: onDemand } = distributionOf(group);
  // AWS's own default is all on demand; a template can ask for spot too, which ours never do.
  return 100 - Number(onDemand ?? 100);
};
/** The burstable families of a group. */
const burstableOf = (group: Resource, world: World) =>
  burstableFamilies.filter((family) => instanceTypesOf(group, world).some((type) => type.startsWith(`${family}.`)));
const schedulesOf = (group: Resource, world: World) =>
  world.thatName(group, 'aws_autoscaling_schedule').map(({ config }) => config);

/** How many instances, of which kind, and when. */
export const sizeRules: readonly Rule[] = [
  {
    id: 'MAL_ASG_9',
    covers: ['C6'],
    title: 'An environment has one group for web servers and one for each worker that no cluster replaces',
    severity: 'high',
    why: 'A role that shares its machines with another takes their memory, and the web goes down with it, as it did',
    fix: 'Make an InstanceGroup (apps/compute) for each of rolesOf(environment)',
    types,
    check: (_group, world) => {
      const there = world.resources(...types).map((group) => tagsOf(group)['Role'] ?? 'none');
      const needed = rolesOf(world.environment);
      return there.sort().join() === [...needed].sort().join() ? undefined : `there are groups for ${there.join(', ')}`;
    },
  },
  {
    id: 'MAL_ASG_10',
    covers: ['C6'],
    title: 'A worker does its job alone',
    severity: 'high',
    why: 'Of two instances, both run the hourly job, and write over each other',
    fix: 'Set max to 1 in environments/src; what needs more moves to a cluster',
    types,
    about: isWorker,
    check: ({ config }) => (Number(config['max_size']) <= 1 ? undefined : `max_size is ${String(config['max_size'])}`),
  },
  {
    id: 'MAL_ASG_11',
    covers: ['C7'],
    title: 'Web servers are as many as the load needs; in production with room for more, and one in each zone',
    severity: 'medium',
    why: 'Without a policy the size is a guess; without room the policy does nothing',
    fix: 'Add WebScaling (apps/compute); set min and max in environments/src',
    types,
    about: isBehindBalancer,
    check: (group, world) => {
      const policies = world.thatName(group, 'aws_autoscaling_policy');
      const follows = policies.some(({ config }) => config['policy_type'] === 'TargetTrackingScaling');
      if (!follows) return 'has no policy that follows a target';
      const { environment } = world;
      const [least, most] = [Number(group.config['min_size']), Number(group.config['max_size'])];
      if (environment.kind !== 'production') return undefined;
      if (!(least < most)) return `min_size is ${least}, max_size is ${most}`;
      const zones = environment.network.placement === 'own' ? environment.network.zones.length : 2;
      return least < zones ? `min_size is ${least} in ${zones} zones` : undefined;
    },
  },
  {
    id: 'MAL_ASG_12',
    covers: ['C7'],
    title: 'Where an environment has hours, every group goes to nothing and comes back, in the time of a place',
    severity: 'low',
    why: 'What is forgotten runs through nights and weekends; without a time zone it moves by an hour twice a year',
    fix: 'Add OpeningHours (apps/compute) for the group',
    types,
    about: (_group, { environment: { hours } }) => hours.run === 'scheduled',
    check: (group, world) => {
      const schedules = schedulesOf(group, world);
      const other = schedules.find(({ time_zone: zone, recurrence }) => !zone || !recurrence);
      if (other) return `${String(other['scheduled_action_name'])} has no time_zone or no recurrence`;
      const sizes = schedules.map(({ max_size: most }) => Number(most));
      return sizes.includes(0) && sizes.some((size) => size > 0)
        ? undefined
        : `its schedule is for ${sizes.join(', ') || 'nothing'}`;
    },
  },
  {
    id: 'MAL_ASG_13',
    covers: ['C8'],
    title: 'Production runs on demand, and so do web servers',
    severity: 'medium',
    why: 'Spot capacity goes with two minutes of notice, all of a kind at once, and may not come back for hours',
    fix: 'Set spotPercent to 0 in environments/src',
    types,
    about: (group, world) => world.environment.kind === 'production' || isBehindBalancer(group, world),
    check: (group) => (spotOf(group) > 0 ? `${spotOf(group)} % of it is spot capacity` : undefined),
  },
  {
    id: 'MAL_ASG_14',
    covers: ['C8'],
    title: 'Elsewhere workers are spot capacity, of three types or more, chosen by price and by what there is',
    severity: 'low',
    why: 'It costs a third; of one type, or by price alone, it is taken away all the time',
    fix: 'Set spotPercent and three instanceTypes in environments/src; ScalingGroup (apps/compute) does the rest',
    types,
    about: (group, world) => world.environment.kind !== 'production' && isWorker(group, world),
    check: (group, world) => {
      if (spotOf(group) === 0) return 'is on demand';
      const choice = new Set(instanceTypesOf(group, world)).size;
      if (choice < 3) return `has ${choice} types to choose from`;
      const { spot_allocation_strategy: strategy } = distributionOf(group);
      if (strategy !== 'price-capacity-optimized') return `spot_allocation_strategy is ${JSON.stringify(strategy)}`;
      return isTrue(group.config['capacity_rebalance']) ? undefined : 'capacity_rebalance is not true';
    },
  },
  {
    id: 'MAL_ASG_15',
    title: 'Burstable spot instances begin in standard mode',
    severity: 'medium',
    why: 'In the unlimited mode of AWS, a job that uses the whole processor costs four times the spot price',
    fix: 'Add StandardCredits (apps/account) to the account, or name types that are not burstable',
    types,
    about: (group, world) => spotOf(group) > 0 && burstableOf(group, world).length > 0,
    check: (group, world) => {
      const said = world
        .resources('aws_ec2_default_credit_specification')
        .filter(({ config }) => config['cpu_credits'] === 'standard')
        .map(({ config }) => String(config['instance_family']));
      const open = burstableOf(group, world).find((family) => !said.includes(family));
      return open && `launches ${open} in the mode of AWS`;
    },
  },
  {
    id: 'FSBP.AutoScaling.6',
    title: 'Every group has several instance types to choose from',
    severity: 'low',
    why: 'When a zone has none left of the one type, nothing can be launched there',
    fix: 'Name more instanceTypes in environments/src; a size that was measured for one type needs a waiver',
    types,
    check: (group, world) => {
      const named = [...new Set(instanceTypesOf(group, world))];
      return named.length >= 2 ? undefined : `launches ${named.join() || 'nothing'} only`;
    },
  },
];

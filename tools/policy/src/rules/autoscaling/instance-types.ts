import { burstableFamilies } from '@malinshopper/environments';
import { block, type Resource, type World } from '@malinshopper/synthesized';
import { remove } from '../../testing/mutation';
import { all, at, custom, is, on, type Breaks } from '../ask';
import { instanceTypesOf, isBehindBalancer, isWorker } from '../ec2/instances';
import { rulesOf } from '../table';

const web = { path: 'web/group/Resource' };
const fetcher = { path: 'fetcher/group/Resource' };
const distribution = 'mixed_instances_policy.instances_distribution';

/** The share of spot capacity in a group, in percent. */
const spotOf = ({ config }: Resource) => {
  const { on_demand_percentage_above_base_capacity: onDemand } = block(
    block(config['mixed_instances_policy'])['instances_distribution'],
  );
  // AWS's own default is all on demand. A template can request spot as well; no template of this repository does.
  return 100 - Number(onDemand ?? 100);
};
/** The burstable families of a group. */
const burstableOf = (group: Resource, world: World) =>
  burstableFamilies.filter((family) => instanceTypesOf(group, world).some((type) => type.startsWith(`${family}.`)));

const isOnDemand = custom((group) => (spotOf(group) > 0 ? `${spotOf(group)} % of it is spot capacity` : undefined), {
  'the web servers of production are spot capacity': {
    ...web,
    change: (config) =>
      (config.mixed_instances_policy = {
        instances_distribution: { on_demand_percentage_above_base_capacity: 50 },
        launch_template: { launch_template_specification: { ...config.launch_template } },
      }),
  },
  'a worker of production is spot capacity': (config) =>
    (config.mixed_instances_policy = {
      instances_distribution: { on_demand_percentage_above_base_capacity: 0 },
    }),
});

const choosesFrom = (least: number, breaks: Breaks) =>
  custom((group, world) => {
    const named = [...new Set(instanceTypesOf(group, world))];
    return named.length >= least ? undefined : `launches ${named.join(', ') || 'nothing'} only`;
  }, breaks);

const creditsAreStandard = custom(
  (group, world) => {
    const standard = world
      .resources('aws_ec2_default_credit_specification')
      .filter(({ config }) => config['cpu_credits'] === 'standard')
      .map(({ config }) => String(config['instance_family']));
    const unlimited = burstableOf(group, world).find((family) => !standard.includes(family));
    return unlimited && `launches ${unlimited} with the credit mode of AWS's default`;
  },
  {
    'burstable spot instances are billed for usage above their credits': {
      scenario: 'staging',
      change: (config) => (config.cpu_credits = 'unlimited'),
    },
    'an account leaves the credit mode of burstable instances to AWS': { scenario: 'branch', change: remove },
    'spot capacity uses burstable types of a family in unlimited mode': {
      type: 'aws_autoscaling_group',
      ...fetcher,
      change: ({ mixed_instances_policy: policy }) => {
        policy.instances_distribution.on_demand_percentage_above_base_capacity = 0;
        policy.launch_template.override[0].instance_type = 't4g.large';
      },
    },
  },
);

const sharesNoTypes = custom(
  (webServers, world) => {
    const own = instanceTypesOf(webServers, world);
    for (const other of world.resources('aws_autoscaling_group')) {
      if (isBehindBalancer(other, world)) continue;
      const shared = instanceTypesOf(other, world).find((type) => own.includes(type));
      if (shared) return `launches ${shared}, as ${other.path} does`;
    }
    return undefined;
  },
  {
    'a worker has the instance type of web servers': (config) =>
      (config.mixed_instances_policy.launch_template.override[0].instance_type = 'm7g.large'),
    'a worker may have the instance type of web servers': {
      scenario: 'staging',
      change: (config) => config.mixed_instances_policy.launch_template.override.push({ instance_type: 't4g.medium' }),
    },
  },
);

/** The instance types of groups, and their purchase options. */
export const instanceTypes = rulesOf(
  'aws_autoscaling_group',
  {
    MAL_ASG_13: {
      title: 'Production and web servers use On-Demand capacity, not Spot',
      severity: 'medium',
      covers: 'C8',
      about: (group, world) => world.environment.kind === 'production' || isBehindBalancer(group, world),
      why: 'Spot capacity ends with two minutes of notice, for all instances of a type at once, and may stay away for hours',
      fix: 'Set spotPercent to 0 in environments/src',
      ask: isOnDemand,
    },
    MAL_ASG_14: {
      title: 'Workers outside production are spot capacity of at least three types, chosen by price and capacity',
      severity: 'low',
      covers: 'C8',
      about: (group, world) => world.environment.kind !== 'production' && isWorker(group, world),
      tried: { scenario: 'staging', ...fetcher },
      why: 'Spot capacity costs a third. With only one instance type, or a choice by price only, AWS interrupts it all the time',
      fix: 'Set spotPercent and three instanceTypes in environments/src; ScalingGroup (apps/compute) does the rest',
      ask: all(
        at(`${distribution}.on_demand_percentage_above_base_capacity`, (_value, group) => spotOf(group) > 0, 100),
        choosesFrom(3, {
          'spot capacity has two types to choose from': {
            scenario: 'testing',
            change: (config) => config.mixed_instances_policy.launch_template.override.pop(),
          },
        }),
        is(`${distribution}.spot_allocation_strategy`, 'price-capacity-optimized', 'lowest-price'),
        on('capacity_rebalance'),
      ),
    },
    MAL_ASG_15: {
      title: 'Burstable spot instances start in standard mode',
      severity: 'medium',
      about: (group, world) => spotOf(group) > 0 && burstableOf(group, world).length > 0,
      tried: { type: 'aws_ec2_default_credit_specification', path: 'credits/t4g' },
      why: 'In the unlimited mode of AWS, a job with full processor load costs four times the spot price',
      fix: 'Add StandardCredits (apps/account) to the account, or name types that are not burstable',
      ask: creditsAreStandard,
    },
    'FSBP.AutoScaling.6': {
      title: 'Auto scaling groups list several instance types',
      severity: 'low',
      tried: { scenario: 'staging', ...fetcher },
      why: 'When a zone has no capacity of the only type, nothing can be launched there',
      fix: 'Add instanceTypes in environments/src. A size that was measured for one type needs a waiver',
      ask: choosesFrom(2, {
        'a worker has one type': (config) => config.mixed_instances_policy.launch_template.override.splice(1),
      }),
    },
    MAL_ISO_5: {
      title: 'Web servers and workers use different instance types',
      severity: 'low',
      covers: 'C9',
      about: isBehindBalancer,
      why: 'When spot capacity or the quota of a type runs out, the hourly jobs must not compete with the web servers',
      fix: 'Choose other instanceTypes in environments/src',
      ask: sharesNoTypes,
    },
  },
  fetcher,
);

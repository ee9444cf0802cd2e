import { remove, type Mutation } from '../../testing/mutation';

const type = 'aws_autoscaling_group';
const web = 'web/group/Resource';
const fetcher = 'fetcher/group/Resource';

export const sizeMutations: readonly Mutation[] = [
  { rule: 'MAL_ASG_9', what: 'a worker has no group', type, path: 'updater-2/group/Resource', change: remove },
  {
    rule: 'MAL_ASG_9',
    what: 'a worker runs on the web servers',
    type,
    path: fetcher,
    change: (config) => {
      config.tag.find(({ key }: { key: string }) => key === 'Role').value = 'web';
    },
  },
  {
    rule: 'MAL_ASG_10',
    what: 'a worker may be two',
    type,
    path: fetcher,
    change: (config) => (config.max_size = 2),
  },
  {
    rule: 'MAL_ASG_10',
    what: 'nothing says how many a worker may be',
    type,
    path: 'updater-1/group/Resource',
    change: (config) => delete config.max_size,
  },
  {
    rule: 'MAL_ASG_11',
    what: 'there is no room for more web servers',
    type,
    path: web,
    change: (config) => (config.max_size = config.min_size),
  },
  {
    rule: 'MAL_ASG_11',
    what: 'a zone of production may be without a web server',
    type,
    path: web,
    change: (config) => (config.min_size = 2),
  },
  {
    rule: 'MAL_ASG_12',
    what: 'a worker of a branch runs at night',
    kind: 'branch',
    type: 'aws_autoscaling_schedule',
    path: 'fetcher/hours/stop',
    change: remove,
  },
  {
    rule: 'MAL_ASG_12',
    what: 'the web servers of a branch do not come back',
    kind: 'branch',
    type: 'aws_autoscaling_schedule',
    path: 'web/hours/start',
    change: (config) => (config.max_size = 0),
  },
  {
    rule: 'MAL_ASG_12',
    what: 'hours are those of Greenwich, and move in summer',
    kind: 'branch',
    type: 'aws_autoscaling_schedule',
    change: (config) => delete config.time_zone,
  },
  {
    rule: 'MAL_ASG_13',
    what: 'the web servers of production are spot capacity',
    type,
    path: web,
    change: (config) =>
      (config.mixed_instances_policy = {
        instances_distribution: { on_demand_percentage_above_base_capacity: 50 },
        launch_template: { launch_template_specification: { ...config.launch_template } },
      }),
  },
  {
    rule: 'MAL_ASG_13',
    what: 'a worker of production is spot capacity',
    type,
    path: fetcher,
    change: (config) =>
      (config.mixed_instances_policy = {
        instances_distribution: { on_demand_percentage_above_base_capacity: 0 },
      }),
  },
  {
    rule: 'MAL_ASG_14',
    what: 'a worker of staging is on demand',
    kind: 'staging',
    type,
    path: fetcher,
    change: (config) =>
      (config.mixed_instances_policy.instances_distribution.on_demand_percentage_above_base_capacity = 100),
  },
  {
    rule: 'MAL_ASG_14',
    what: 'spot capacity has two types to choose from',
    kind: 'testing',
    type,
    path: fetcher,
    change: (config) => config.mixed_instances_policy.launch_template.override.pop(),
  },
  {
    rule: 'MAL_ASG_14',
    what: 'spot capacity is whatever is cheapest',
    kind: 'branch',
    type,
    path: fetcher,
    change: (config) =>
      (config.mixed_instances_policy.instances_distribution.spot_allocation_strategy = 'lowest-price'),
  },
  {
    rule: 'MAL_ASG_14',
    what: 'spot capacity is not replaced before it is taken away',
    kind: 'staging',
    type,
    path: fetcher,
    change: (config) => delete config.capacity_rebalance,
  },
  {
    rule: 'MAL_ASG_15',
    what: 'burstable spot instances are billed for what they use above their credits',
    kind: 'staging',
    type: 'aws_ec2_default_credit_specification',
    path: 'credits/t4g',
    change: (config) => (config.cpu_credits = 'unlimited'),
  },
  {
    rule: 'MAL_ASG_15',
    what: 'an account leaves it to AWS in which mode burstable instances begin',
    kind: 'branch',
    type: 'aws_ec2_default_credit_specification',
    path: 'credits/t4g',
    change: remove,
  },
  {
    rule: 'MAL_ASG_15',
    what: 'spot capacity takes burstable types of a family that is unlimited',
    kind: 'production',
    type,
    path: fetcher,
    change: (config) => {
      config.mixed_instances_policy.instances_distribution.on_demand_percentage_above_base_capacity = 0;
      config.mixed_instances_policy.launch_template.override[0].instance_type = 't4g.large';
    },
  },
  {
    rule: 'FSBP.AutoScaling.6',
    what: 'a worker of staging has one type',
    kind: 'staging',
    type,
    path: fetcher,
    change: (config) => config.mixed_instances_policy.launch_template.override.splice(1),
  },
];

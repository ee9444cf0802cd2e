import type { Mutation } from '../../testing/mutation';

const type = 'aws_autoscaling_group';
const fetcher = 'fetcher/group/Resource';

const group = (rule: string, what: string, change: Mutation['change'], path = 'web/group/Resource'): Mutation => ({
  rule,
  what,
  type,
  path,
  change,
});

export const refreshMutations: readonly Mutation[] = [
  group('MAL_ASG_3', 'no new template reaches an instance', (config) => delete config.instance_refresh),
  group('MAL_ASG_3', 'a broken image is not taken back', (config) => {
    config.instance_refresh.preferences.auto_rollback = false;
  }),
  group('MAL_ASG_3', 'no alarm watches new web servers', (config) => {
    delete config.instance_refresh.preferences.alarm_specification;
  }),
  group('MAL_ASG_3', 'all web servers are exchanged at once', (config) => {
    config.instance_refresh.preferences.min_healthy_percentage = 0;
  }),
  group(
    'MAL_ASG_4',
    'two of a worker run during a refresh',
    (config) => {
      config.instance_refresh.preferences.max_healthy_percentage = 200;
    },
    fetcher,
  ),
  group('MAL_ASG_5', 'every apply sets the number of web servers', (config) => (config.desired_capacity = 3)),
  group('MAL_ASG_6', 'a group has a new name each time it is made', (config) => {
    delete config.name;
    config.name_prefix = 'production-web-';
  }),
  group('MAL_ASG_6', 'a group is made anew beside the old one', (config) => {
    config.lifecycle = { create_before_destroy: true };
  }),
  group('MAL_ASG_7', 'a group has a warm pool', (config) => (config.warm_pool = { pool_state: 'Stopped' })),
  group('MAL_ASG_8', 'an apply waits for instances', (config) => delete config.wait_for_capacity_timeout),
  group('MAL_ASG_8', 'an apply waits for the load balancer', (config) => (config.wait_for_elb_capacity = 3)),
];

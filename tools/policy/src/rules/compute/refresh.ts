import { block, blocks, isTrue } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { isBehindBalancer } from './instances';

const types = ['aws_autoscaling_group'];

/** How instances are exchanged for others, and what a deployment group needs of a group. */
export const refreshRules: readonly Rule[] = [
  {
    id: 'MAL_ASG_3',
    covers: ['C4'],
    title: 'A new template reaches instances one after the other, and is taken back if it does not work',
    severity: 'medium',
    why: 'Without a refresh, old instances stay until they die; without a way back, a broken image takes them all',
    fix: 'Set instanceRefresh: strategy Rolling, minHealthyPercentage, autoRollback; alarms on web servers',
    types,
    check: (group, world) => {
      const { strategy, preferences } = block(group.config['instance_refresh']);
      if (strategy !== 'Rolling') return `instance_refresh.strategy is ${JSON.stringify(strategy)}`;
      const { auto_rollback: back, min_healthy_percentage: least, alarm_specification: watched } = block(preferences);
      if (!isTrue(back)) return `auto_rollback is ${JSON.stringify(back)}`;
      if (least === undefined) return 'min_healthy_percentage is not set';
      if (!isBehindBalancer(group, world)) return undefined;
      if (Number(least) < 50) return `min_healthy_percentage of web servers is ${String(least)}`;
      const alarms = world.targets(block(watched)['alarms'], group.stack);
      return alarms.some(({ type }) => type === 'aws_cloudwatch_metric_alarm') ? undefined : 'watches no alarm of ours';
    },
  },
  {
    id: 'MAL_ASG_4',
    covers: ['C6'],
    title: 'A worker goes before its successor comes',
    severity: 'medium',
    why: 'Two of one role write to the same prefix, and s3fs knows no locks',
    fix: 'Set minHealthyPercentage to 0 and maxHealthyPercentage to 100 in instanceRefresh',
    types,
    about: (group, world) => !isBehindBalancer(group, world),
    check: ({ config }) => {
      const { max_healthy_percentage: most } = block(block(config['instance_refresh'])['preferences']);
      // AWS's own default is 100.
      return Number(most ?? 100) <= 100 ? undefined : `max_healthy_percentage is ${String(most)}`;
    },
  },
  {
    id: 'MAL_ASG_5',
    covers: ['C4'],
    title: 'No apply sets how many instances there are at the moment',
    severity: 'medium',
    why: 'It would take back what scaling has just added, in the middle of the load',
    fix: 'Leave desiredCapacity out, or ignore its changes',
    types,
    check: ({ config }) => {
      const ignored = [block(config['lifecycle'])['ignore_changes']].flat();
      const isSet = config['desired_capacity'] !== undefined && !ignored.includes('desired_capacity');
      return isSet ? `desired_capacity is ${String(config['desired_capacity'])}` : undefined;
    },
  },
  {
    id: 'MAL_ASG_6',
    covers: ['C4'],
    title: 'A group that releases go to has a fixed name, and is never made anew beside the old one',
    severity: 'high',
    why: 'The deployment group keeps to the old one by its name: new instances come up without the application',
    fix: 'Set name, not namePrefix, and no createBeforeDestroy',
    types,
    check: ({ config }) => {
      if (typeof config['name'] !== 'string' || config['name_prefix'] !== undefined) return 'has no fixed name';
      return isTrue(block(config['lifecycle'])['create_before_destroy']) ? 'has create_before_destroy' : undefined;
    },
  },
  {
    id: 'MAL_ASG_7',
    covers: ['C5'],
    title: 'No group that releases go to has a warm pool, or hooks of its own at the start',
    severity: 'medium',
    why: "CodeDeploy's hook does not know the pool, and instances are handed out without the application",
    fix: 'Remove warmPool and initialLifecycleHook; a golden image makes instances start fast',
    types,
    check: ({ config }) => {
      const found = ['warm_pool', 'initial_lifecycle_hook'].find((name) => blocks(config[name]).length > 0);
      return found && `has ${found}`;
    },
  },
  {
    id: 'MAL_ASG_8',
    covers: ['C4'],
    title: 'No apply waits for instances, which wait for the first release',
    severity: 'low',
    why: 'The first deploy of an environment would fail after ten minutes',
    fix: "Set waitForCapacityTimeout to '0'; alarms tell of missing instances",
    types,
    check: ({ config }) =>
      String(config['wait_for_capacity_timeout']) === '0' && !config['wait_for_elb_capacity']
        ? undefined
        : `wait_for_capacity_timeout is ${JSON.stringify(config['wait_for_capacity_timeout'])}`,
  },
];

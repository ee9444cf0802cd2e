import { block, isTrue, type Resource } from '@malinshopper/synthesized';
import { all, at, is, never, on, oneOf, ours, when } from '../ask';
import { isBehindBalancer, isWorker } from '../ec2/instances';
import { rulesOf } from '../table';

const tried = { path: 'web/group/Resource' };
const refresh = 'instance_refresh.preferences';

const ignoresCapacity = ({ config }: Resource) =>
  [block(config['lifecycle'])['ignore_changes']].flat().includes('desired_capacity');

/** The replacement of instances, and the settings that a deployment group requires. */
export const instanceRefresh = rulesOf(
  'aws_autoscaling_group',
  {
    MAL_ASG_3: {
      title: 'New templates reach instances by a rolling refresh that rolls back when it fails',
      severity: 'medium',
      covers: 'C4',
      why: 'Without a refresh, old instances stay until they fail; without a rollback, a broken image replaces them all',
      fix: 'Set instanceRefresh: strategy Rolling, minHealthyPercentage, autoRollback; alarms on web servers',
      ask: all(
        is('instance_refresh.strategy', 'Rolling', undefined),
        on(`${refresh}.auto_rollback`),
        at(`${refresh}.min_healthy_percentage`, (value) => value !== undefined, undefined),
        when(
          isBehindBalancer,
          all(
            at(`${refresh}.min_healthy_percentage`, (value) => Number(value) >= 50, 0),
            ours(`${refresh}.alarm_specification.alarms`, 'aws_cloudwatch_metric_alarm'),
          ),
        ),
      ),
    },
    MAL_ASG_4: {
      title: 'Workers are terminated before their replacement starts',
      severity: 'medium',
      covers: 'C6',
      about: isWorker,
      tried: { path: 'fetcher/group/Resource' },
      why: 'Two instances of one role write to the same prefix, and s3fs has no locks',
      fix: 'Set minHealthyPercentage to 0 and maxHealthyPercentage to 100 in instanceRefresh',
      // AWS's own default is 100.
      ask: at(`${refresh}.max_healthy_percentage`, (value) => Number(value ?? 100) <= 100, 200),
    },
    MAL_ASG_5: {
      title: 'Auto scaling groups leave the current number of instances to scaling',
      severity: 'medium',
      covers: 'C4',
      why: 'An apply would revert the latest scaling, in the middle of the load',
      fix: 'Leave desiredCapacity out, or ignore its changes',
      ask: at('desired_capacity', (value, group) => value === undefined || ignoresCapacity(group), 3),
    },
    MAL_ASG_6: {
      title: 'Auto scaling groups have a fixed name, and no change creates a second group beside the old group',
      severity: 'high',
      covers: 'C4',
      why: 'The deployment group refers to the old group by its name: the instances of a new group would start without the application',
      fix: 'Set name, not namePrefix, and no createBeforeDestroy',
      ask: all(
        at('name', (value) => typeof value === 'string', undefined),
        never('name_prefix', 'production-web-'),
        at('lifecycle.create_before_destroy', (value) => !isTrue(value), true),
      ),
    },
    MAL_ASG_7: {
      title: 'Auto scaling groups have no warm pool, and no launch hook except the hook of CodeDeploy',
      severity: 'medium',
      covers: 'C5',
      why: 'CodeDeploy does not deploy to instances of a warm pool or behind another hook: they enter service without the application',
      fix: 'Remove warmPool and initialLifecycleHook; a golden image makes instances start fast',
      ask: all(
        never('warm_pool', { pool_state: 'Stopped' }),
        never('initial_lifecycle_hook', { lifecycle_transition: 'autoscaling:EC2_INSTANCE_LAUNCHING' }),
      ),
    },
    MAL_ASG_8: {
      title: 'Applies do not wait for instances',
      severity: 'low',
      covers: 'C4',
      why: 'Instances wait for the first release: the first deploy of an environment would fail after ten minutes',
      fix: "Set waitForCapacityTimeout to '0'; alarms report missing instances",
      ask: all(
        oneOf('wait_for_capacity_timeout', '0'),
        at('wait_for_elb_capacity', (value) => !value, 3),
      ),
    },
  },
  tried,
);

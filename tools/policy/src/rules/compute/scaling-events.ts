import type { Resource, World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';

const failures = ['LAUNCH_ERROR', 'TERMINATE_ERROR'].map((event) => `autoscaling:EC2_INSTANCE_${event}`);
/** EC2 Auto Scaling user guide, "Successful events". */
const successes = ['EC2 Instance Launch Successful', 'EC2 Instance Terminate Successful'];

/** The kinds of events that a rule for all groups of the account takes. */
function kindsTaken({ config, stack }: Resource, world: World): readonly string[] {
  const pattern = JSON.parse(String(world.resolve(config['event_pattern'], stack) ?? '{}')) as Record<string, unknown>;
  const { source, 'detail-type': kinds, ...narrower } = pattern;
  const all = [source].flat().includes('aws.autoscaling') && Object.keys(narrower).length === 0;
  return all ? ([kinds].flat() as string[]) : [];
}

/** What is heard of the instances that come to groups and go. */
export const scalingEventRules: readonly Rule[] = [
  {
    id: 'AwsSolutions-AS3',
    covers: ['M3'],
    title:
      'Every group tells of each instance that it fails to launch or to terminate, and what comes and goes is in a log',
    severity: 'low',
    why: 'A group that cannot launch says so nowhere else',
    fix: 'Add scalingFailures (apps/compute) for the group; ScalingLog (apps/account) logs the others',
    types: ['aws_autoscaling_group'],
    check: (group, world) => {
      const told = world
        .thatName(group, 'aws_autoscaling_notification')
        .filter((notification) => world.namedBy(notification).some(({ type }) => type === 'aws_sns_topic'))
        .flatMap(({ config }) => (config['notifications'] ?? []) as string[]);
      const untold = failures.find((event) => !told.includes(event));
      if (untold) return `tells no topic of ours of ${untold}`;
      const taken = world.resources('aws_cloudwatch_event_rule').flatMap((rule) => kindsTaken(rule, world));
      const unlogged = successes.find((kind) => !taken.includes(kind));
      return unlogged && `no rule of the account takes "${unlogged}" of every group`;
    },
  },
  {
    id: 'MAL_SNS_7',
    title: 'No mail tells of what groups do by their schedule',
    severity: 'medium',
    why: 'Eight mails a day of each branch, and alarms are filtered away with them',
    fix: 'Notify of the events that end in _ERROR only: what succeeds is in the log of ScalingLog (apps/account)',
    types: ['aws_autoscaling_notification'],
    check: ({ config }) => {
      const more = ((config['notifications'] ?? []) as string[]).find((event) => !failures.includes(event));
      return more && `mails ${more}`;
    },
  },
];

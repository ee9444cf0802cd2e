import type { Resource, World } from '@malinshopper/synthesized';
import { remove } from '../../testing/mutation';
import { at, custom } from '../ask';
import { changeJson } from '../in-json';
import { rulesOf } from '../table';

const type = 'aws_autoscaling_notification';
const path = 'web-events';
const log = { type: 'aws_cloudwatch_event_rule', path: 'account/scaling/rule' };
const failures = ['LAUNCH_ERROR', 'TERMINATE_ERROR'].map((event) => `autoscaling:EC2_INSTANCE_${event}`);
/** EC2 Auto Scaling user guide, "Successful events". */
const successes = ['EC2 Instance Launch Successful', 'EC2 Instance Terminate Successful'];

/** The kinds of events that a rule for all groups of the account matches. */
function kindsTaken({ config, stack }: Resource, world: World): readonly string[] {
  const pattern = JSON.parse(String(world.resolve(config['event_pattern'], stack) ?? '{}')) as Record<string, unknown>;
  const { source, 'detail-type': kinds, ...narrower } = pattern;
  const all = [source].flat().includes('aws.autoscaling') && Object.keys(narrower).length === 0;
  return all ? ([kinds].flat() as string[]) : [];
}

const reportsFailuresAndLogsTheRest = custom(
  (group, world) => {
    const sent = world
      .thatName(group, type)
      .filter((notification) => world.namedBy(notification).some((each) => each.type === 'aws_sns_topic'))
      .flatMap(({ config }) => (config['notifications'] ?? []) as string[]);
    const unsent = failures.find((event) => !sent.includes(event));
    if (unsent) return `sends no ${unsent} to a topic of this repository`;
    const taken = world.resources('aws_cloudwatch_event_rule').flatMap((rule) => kindsTaken(rule, world));
    const unlogged = successes.find((kind) => !taken.includes(kind));
    return unlogged && `no rule of the account matches "${unlogged}" for every group`;
  },
  {
    'a group notifies no topic': { path: '', change: remove },
    'a failed launch is not reported': (config) =>
      (config.notifications = config.notifications.filter((each: string) => !/LAUNCH_ERROR/.test(each))),
    'a group notifies a topic of another account': (config) =>
      (config.topic_arn = 'arn:aws:sns:eu-west-1:999999999999:events'),
    'no log records the instances that groups terminate': {
      ...log,
      change: changeJson('event_pattern', (pattern) => pattern['detail-type'].splice(1)),
    },
    'the log records the instances of one group only': {
      ...log,
      change: changeJson('event_pattern', (pattern) => {
        pattern.detail = { AutoScalingGroupName: ['production-web'] };
      }),
    },
  },
);

/** The notifications and logs of launches and terminations. */
export const scalingNotifications = rulesOf(type, {
  'AwsSolutions-AS3': {
    title:
      'Auto scaling groups report failed launches and terminations by mail, and only log successful launches and terminations',
    severity: 'low',
    covers: 'M3',
    types: ['aws_autoscaling_group'],
    tried: { type, path },
    why: 'A failed launch of a group is reported nowhere else',
    fix: 'Add scalingFailures (apps/compute) for the group; ScalingLog (apps/account) logs the successful events',
    ask: reportsFailuresAndLogsTheRest,
  },
  MAL_SNS_7: {
    title: 'Notifications of auto scaling groups report failures only',
    severity: 'medium',
    tried: { path },
    why: 'Schedules cause eight mails a day for each branch, and recipients then filter alarms out too',
    fix: 'Send notifications only for events that end in _ERROR: ScalingLog (apps/account) logs the successful events',
    ask: at('notifications', (value) => ((value ?? []) as string[]).every((event) => failures.includes(event)), [
      ...failures,
      'autoscaling:EC2_INSTANCE_LAUNCH',
    ]),
  },
});

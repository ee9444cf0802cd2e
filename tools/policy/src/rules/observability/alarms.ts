import type { Resource, World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { composites } from './watched';

const metric = 'aws_cloudwatch_metric_alarm';
const types = [metric, 'aws_cloudwatch_composite_alarm'];

/** Whether an alarm is asked by a composite one, and may leave the telling to it. */
const isAsked = (alarm: Resource, world: World) => composites(alarm, world).length > 0;

/** What is wrong with what an alarm does on a change of its state. */
function badActions(alarm: Resource, attribute: string, world: World): string | undefined {
  const actions = (alarm.config[attribute] ?? []) as unknown[];
  if (actions.length === 0) return `it has no ${attribute}`;
  for (const action of actions) {
    const topic = world.targets(action, alarm.stack).find(({ type }) => type === 'aws_sns_topic');
    if (!topic) return `${attribute}: ${String(action)} is no topic that an app makes`;
    if (topic.region !== alarm.region) {
      return `${attribute}: ${topic.path} is in ${topic.region}, the alarm in ${alarm.region}`;
    }
  }
  return undefined;
}

const topicFix = "Pass the topicArn of the app's AlarmTopic, in us-east-1 that of its own there";

export const alarmRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_319',
    covers: ['M2'],
    title: 'Every alarm is switched on',
    severity: 'high',
    why: 'It would change its state and tell nobody',
    fix: 'Leave actionsEnabled out',
    types,
    check: ({ config }) =>
      config['actions_enabled'] === undefined || config['actions_enabled'] === true
        ? undefined
        : `actions_enabled is ${JSON.stringify(config['actions_enabled'])}`,
  },
  {
    id: 'MAL_ALARM_1',
    covers: ['M2', 'FSBP.CloudWatch.15'],
    title: 'Every alarm tells a topic of its own region when it goes off',
    severity: 'high',
    why: 'An alarm that nobody hears is none; an action in another region is refused by CloudWatch',
    fix: topicFix,
    types,
    about: (alarm, world) => !isAsked(alarm, world),
    check: (alarm, world) => badActions(alarm, 'alarm_actions', world),
  },
  {
    id: 'MAL_ALARM_2',
    covers: ['M2'],
    title: 'Every alarm tells when it is over',
    severity: 'low',
    why: 'Whoever was woken has to know whether to get up',
    fix: topicFix,
    types,
    about: (alarm, world) => !isAsked(alarm, world),
    check: (alarm, world) => badActions(alarm, 'ok_actions', world),
  },
  {
    id: 'MAL_ALARM_3',
    covers: ['M2'],
    title: 'Every alarm says what no data means',
    severity: 'medium',
    why: "AWS's own answer is a third state, in which an alarm tells nobody",
    fix: 'Make it with Alarm (libs/constructs), or set treatMissingData to breaching or notBreaching',
    types: [metric],
    check: ({ config }) =>
      ['breaching', 'notBreaching'].includes(String(config['treat_missing_data']))
        ? undefined
        : `treat_missing_data is ${JSON.stringify(config['treat_missing_data'])}`,
  },
  {
    id: 'MAL_ALARM_4',
    title: 'Every alarm says what is wrong and what to look at',
    severity: 'low',
    why: 'It is read at night, by somebody who has not written it',
    fix: 'Set description to a sentence',
    types,
    check: ({ config }) => {
      const text = String(config['alarm_description'] ?? '');
      return text.length >= 30 ? undefined : `alarm_description is ${JSON.stringify(text)}`;
    },
  },
];

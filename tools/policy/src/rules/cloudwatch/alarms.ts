import type { Resource, World } from '@malinshopper/synthesized';
import { alsoBroken, at, custom, oneOf, onOrUnset, type Breaks } from '../ask';
import { composites } from './watched';
import { rulesOf } from '../table';

const metric = 'aws_cloudwatch_metric_alarm';
const composite = 'aws_cloudwatch_composite_alarm';
const topicFix = "Pass the topicArn of the app's AlarmTopic, in us-east-1 that of its own there";

/** An alarm that belongs to a composite alarm may leave the notification to it. */
const standsAlone = (alarm: Resource, world: World) => composites(alarm, world).length === 0;

/** Demands that an alarm has actions, and that every one is a topic of its region. */
const notifiesTopic = (attribute: string, breaks: Breaks = {}) =>
  custom(
    (alarm, world) => {
      const actions = (alarm.config[attribute] ?? []) as unknown[];
      if (actions.length === 0) return `it has no ${attribute}`;
      for (const action of actions) {
        const topic = world.targets(action, alarm.stack).find(({ type }) => type === 'aws_sns_topic');
        if (!topic) return `${attribute}: ${String(action)} is no topic of this repository`;
        if (topic.region !== alarm.region)
          return `${attribute}: ${topic.path} is in ${topic.region}, the alarm in ${alarm.region}`;
      }
      return undefined;
    },
    { [`an alarm has no ${attribute}`]: (config) => delete config[attribute], ...breaks },
  );

export const alarms = rulesOf(
  [metric, composite],
  {
    CKV_AWS_319: {
      title: 'Alarms have their actions enabled',
      severity: 'high',
      covers: 'M2',
      why: 'The alarm would change its state and notify no topic',
      fix: 'Leave actionsEnabled out',
      ask: onOrUnset('actions_enabled'),
    },
    MAL_ALARM_1: {
      title: 'Alarms notify a topic in the region of the alarm when they go off',
      severity: 'high',
      covers: 'M2 FSBP.CloudWatch.15',
      about: standsAlone,
      why: 'An alarm without a recipient has no effect; CloudWatch refuses an action in another region',
      fix: topicFix,
      ask: notifiesTopic('alarm_actions', {
        'an alarm has an empty list of actions': (config) => (config.alarm_actions = []),
        'an alarm notifies a topic of another account': (config) =>
          (config.alarm_actions = ['arn:aws:sns:eu-west-1:999999999999:theirs']),
        'an alarm of us-east-1 notifies a topic of another region': {
          path: 'content/cdn/errors/Resource',
          change: (config) => delete config.provider,
        },
        'a composite alarm has no action': {
          scenario: 'branch',
          type: composite,
          path: '',
          change: (config) => delete config.alarm_actions,
        },
      }),
    },
    MAL_ALARM_2: {
      title: 'Alarms notify a topic when they are over',
      severity: 'low',
      covers: 'M2',
      about: standsAlone,
      why: 'The engineer on call must see when a fault has ended',
      fix: topicFix,
      ask: notifiesTopic('ok_actions'),
    },
    MAL_ALARM_3: {
      title: 'Alarms define the meaning of missing data',
      severity: 'medium',
      covers: 'M2',
      types: [metric],
      why: "AWS's default is a third state, in which an alarm notifies no topic",
      fix: 'Create the alarm with Alarm (libs/constructs), or set treatMissingData to breaching or notBreaching',
      ask: alsoBroken(oneOf('treat_missing_data', 'breaching', 'notBreaching'), {
        'missing data leaves an alarm as it was': (config) => (config.treat_missing_data = 'ignore'),
      }),
    },
    MAL_ALARM_4: {
      title: 'Alarms describe the fault and the first thing to check',
      severity: 'low',
      why: 'The person on call has usually not written the alarm',
      fix: 'Set description to a sentence',
      ask: at('alarm_description', (value) => String(value ?? '').length >= 30, undefined, 'slow'),
    },
  },
  { path: 'web-alarms/slow/Resource' },
);

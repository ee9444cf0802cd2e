import { remove, type Mutation } from '../../testing/mutation';

const alarm = (
  rule: string,
  what: string,
  path: string,
  change: Mutation['change'],
  kind?: Mutation['kind'],
): Mutation => ({
  rule,
  what,
  kind,
  type: 'aws_cloudwatch_metric_alarm',
  path,
  change,
});
const slow = 'web-alarms/slow/Resource';
const ofTheCdn = 'content/cdn/errors/Resource';

export const alarmMutations: readonly Mutation[] = [
  alarm('CKV_AWS_319', 'an alarm is switched off', slow, (config) => (config.actions_enabled = false)),
  alarm('MAL_ALARM_1', 'an alarm tells nobody', slow, (config) => delete config.alarm_actions),
  alarm('MAL_ALARM_1', 'an alarm tells an empty list', slow, (config) => (config.alarm_actions = [])),
  alarm('MAL_ALARM_1', 'an alarm tells a topic that nobody makes', slow, (config) => {
    config.alarm_actions = ['arn:aws:sns:eu-west-1:999999999999:theirs'];
  }),
  alarm(
    'MAL_ALARM_1',
    'an alarm of us-east-1 tells a topic of another region',
    ofTheCdn,
    (config) => delete config.provider,
  ),
  {
    rule: 'MAL_ALARM_1',
    what: 'of alarms that ask each other, none tells anybody',
    kind: 'branch',
    type: 'aws_cloudwatch_composite_alarm',
    change: (config) => delete config.alarm_actions,
  },
  alarm('MAL_ALARM_2', 'an alarm does not tell when it is over', slow, (config) => delete config.ok_actions),
  alarm('MAL_ALARM_3', 'an alarm leaves open what no data means', slow, (config) => delete config.treat_missing_data),
  alarm('MAL_ALARM_3', 'no data leaves an alarm as it was', slow, (config) => (config.treat_missing_data = 'ignore')),
  alarm('MAL_ALARM_4', 'an alarm does not say what is wrong', slow, (config) => delete config.alarm_description),
  alarm('MAL_ALARM_4', 'an alarm says its name again', slow, (config) => (config.alarm_description = 'slow')),

  alarm('MAL_WATCH_1', 'nobody hears that the site is slow', slow, remove),
  alarm('MAL_WATCH_1', 'the alarm on errors asks for another answer', 'web-alarms/errors/Resource', (config) => {
    config.metric_name = 'HTTPCode_Target_4XX_Count';
  }),
  alarm(
    'MAL_WATCH_1',
    'the alarm on unhealthy servers is on those of somebody else',
    'web-alarms/unhealthy/Resource',
    (config) => {
      config.dimensions = { TargetGroup: 'targetgroup/theirs/1' };
    },
  ),
  alarm('MAL_WATCH_2', 'nobody hears of errors of the load balancer', 'load-balancer-alarms/errors/Resource', remove),
  alarm('MAL_WATCH_3', 'nobody hears that a worker is missing', 'fetcher-capacity/Resource', remove),
  alarm(
    'MAL_WATCH_3',
    'the alarm on missing servers tells nobody',
    'web-capacity/Resource',
    (config) => delete config.alarm_actions,
  ),
  alarm('MAL_WATCH_4', 'nobody hears that a NAT gateway has no ports', 'nat-alarms-eu-west-1b/ports/Resource', remove),
  alarm(
    'MAL_WATCH_5',
    'nobody hears that the disk of the database fills up',
    'database/alarms/storage/Resource',
    remove,
  ),
  alarm('MAL_WATCH_6', 'nobody hears that nodes of the cluster are missing', 'core-nodes/Resource', remove, 'cluster'),
  alarm(
    'MAL_WATCH_7',
    'the alarm on the distribution is in the wrong region',
    ofTheCdn,
    (config) => delete config.provider,
  ),
  alarm('MAL_WATCH_7', 'nobody hears of errors of the distribution', ofTheCdn, remove),
  alarm('MAL_WATCH_8', 'nobody hears that a worker has not succeeded', 'fetcher-heartbeat/always/Resource', remove),
  alarm(
    'MAL_WATCH_8',
    'a worker that is gone is no reason to tell anybody',
    'fetcher-heartbeat/always/Resource',
    (config) => {
      config.treat_missing_data = 'notBreaching';
    },
  ),
  alarm('MAL_WATCH_8', 'a worker may be silent for a day', 'updater-1-heartbeat/always/Resource', (config) => {
    config.period = 86_400;
  }),
  alarm(
    'MAL_WATCH_8',
    'the job that moved to a cluster is watched no more',
    'updater-2-heartbeat/always/Resource',
    remove,
    'cluster',
  ),
];

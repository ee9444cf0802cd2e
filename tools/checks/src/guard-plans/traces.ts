import { act, policy, update } from './change';
import type { Refused } from './refused';

/** Plans that lose logs, the trail, alarms, or notifications of events. */
export const traces: Readonly<Record<string, Refused>> = {
  'the trail is deleted': [act('account', 'aws_cloudtrail', 'delete'), 'records API calls'],
  'the trail is switched off': [
    update('account', 'aws_cloudtrail', { enable_logging: false }),
    'enable_logging',
    'Leave it true',
  ],
  'the trail of one region': [
    update('account', 'aws_cloudtrail', { is_multi_region_trail: false }),
    'is_multi_region_trail',
  ],
  'the trail writes elsewhere': [update('account', 'aws_cloudtrail', { s3_bucket_name: 'other' }), 's3_bucket_name'],
  'the trail excludes read events': [
    update('account', 'aws_cloudtrail', { event_selector: [{ read_write_type: 'WriteOnly' }] }),
    'event_selector',
  ],
  'a log group is deleted': [act('network', 'aws_cloudwatch_log_group', 'delete'), 'holds logs'],
  'logs of a day': [
    update('network', 'aws_cloudwatch_log_group', { retention_in_days: 1 }),
    'from 365 to 1',
    'logs that are older',
  ],
  'the flow log is deleted': [act('network', 'aws_flow_log', 'delete'), 'logs the connections'],
  'an alarm is deleted': [act('compute', 'aws_cloudwatch_metric_alarm', 'delete'), 'is an alarm'],
  'an alarm notifies nothing': [
    update('compute', 'aws_cloudwatch_metric_alarm', { alarm_actions: [] }),
    'alarm_actions',
  ],
  'an alarm is silenced': [
    update('compute', 'aws_cloudwatch_metric_alarm', { actions_enabled: false }),
    'actions_enabled',
  ],
  'an alarm that never goes off': [update('compute', 'aws_cloudwatch_metric_alarm', { threshold: 1e9 }), 'threshold'],
  'the break-glass rule is deleted': [act('account', 'aws_cloudwatch_event_rule.access', 'delete'), 'matches an event'],
  'the break-glass rule is disabled': [
    update('account', 'aws_cloudwatch_event_rule.access', { state: 'DISABLED' }),
    'state',
  ],
  'the break-glass rule matches less': [
    update('account', 'aws_cloudwatch_event_rule.access', { event_pattern: '{}' }),
    'event_pattern',
  ],
  'break-glass use notifies a foreign account': [
    update('account', 'aws_cloudwatch_event_target.access', { arn: 'arn:aws:sns:eu-west-1:999999999999:x' }),
    'arn from',
  ],
  'services are not allowed to write logs': [
    update('account', 'aws_cloudwatch_log_resource_policy', { policy_document: policy((all) => all.splice(0)) }),
    'policy_document',
    'would go',
  ],
  'alarms cannot be published': [
    update('account', 'aws_sns_topic_policy.alarms_data_', { policy: policy((all) => all.shift()) }),
    'Allow sns:Publish would go',
  ],
  'a subscription is deleted': [act('account', 'aws_sns_topic_subscription', 'delete'), 'is a subscriber'],
  'sessions are not logged': [
    update('account', 'aws_ssm_document', {
      content: (now: unknown) =>
        String(now).replace('"cloudWatchStreamingEnabled":true', '"cloudWatchStreamingEnabled":false'),
    }),
    'content',
  ],
};

import type { Judged } from './judged';

export const watching: Judged = {
  aws_cloudwatch_composite_alarm: {
    'MAL_ALARM_1 MAL_WATCH_8': 'alarm_actions$',
    MAL_ALARM_4: 'alarm_description',
    'MAL_NAME_3 MAL_NAME_1': 'alarm_name',
    'MAL_ALARM_1 MAL_ALARM_2': 'alarm_rule$',
    MAL_ALARM_2: 'ok_actions$',
    MAL_TAG_1: 'tags.*',
  },
  aws_cloudwatch_log_delivery: {
    CKV_AWS_86: 'delivery_destination_arn$ delivery_source_name$',
    MAL_TAG_1: 'tags.*',
    kind: 'record_fields',
  },
  aws_cloudwatch_log_delivery_destination: {
    CKV_AWS_86: 'delivery_destination_configuration.destination_resource_arn$',
    'MAL_NAME_3 MAL_NAME_1': 'name',
    MAL_TAG_1: 'tags.*',
    kind: 'output_format',
  },
  aws_cloudwatch_log_delivery_source: {
    CKV_AWS_86: 'log_type resource_arn$',
    'MAL_NAME_3 MAL_NAME_1': 'name',
    MAL_TAG_1: 'tags.*',
  },
  aws_cloudwatch_log_group: {
    'CKV_AWS_158 MAL_LOG_1': 'kms_key_id$',
    'MAL_NAME_1 MAL_EVENT_5': 'name',
    'CKV_AWS_66 CKV_AWS_338': 'retention_in_days',
    MAL_TAG_1: 'tags.*',
  },
  aws_cloudwatch_log_resource_policy: {
    MAL_EVENT_5: 'policy_document$',
    text: 'policy_name',
  },
  aws_cloudwatch_metric_alarm: {
    MAL_ALARM_1: 'alarm_actions$',
    MAL_ALARM_4: 'alarm_description$',
    MAL_NAME_1: 'alarm_name',
    MAL_WATCH_3: 'metric_query.metric.dimensions.*$ metric_query.metric.metric_name',
    MAL_ALARM_2: 'ok_actions$',
    MAL_TAG_1: 'tags.*',
    MAL_ALARM_3: 'treat_missing_data',
    watch:
      'comparison_operator datapoints_to_alarm dimensions.*$ evaluation_periods metric_name metric_query.expression ' +
      'metric_query.id metric_query.label metric_query.metric.namespace metric_query.metric.period metric_query.metric.stat ' +
      'metric_query.return_data namespace period statistic threshold',
  },
};

import { allFixed, fixed, frees, on, present, ranked, tuned, upToEver } from '../effects/direction';
import { grows, members } from '../effects/lists';
import { allowsMore, documentBut } from '../effects/documents';
import { isSame, without } from '../effects/value';
import type { Rows } from '../row';

const done = 'the audit record';
const notified = 'the alarms and notifications';

type Raw = Readonly<Record<string, unknown>>;
/** A query without its label; the provider plans a period of 0 where there is none. */
const watchedBy = (query: Raw) => ({ ...without(query, 'label'), period: Number(query['period']) || 0 });
const watchesTheSame = (before: Raw, after: Raw) =>
  isSame(watchedBy(before), watchedBy(after)) || `${String(before['id'])} would watch something else`;

/** Logs, the trail, alarms, and notifications of events. */
export const traces: Rows = {
  aws_cloudtrail: {
    does: 'records API calls',
    keptByTerraform: true,
    attributes: {
      ...frees('tags tags_all'),
      enable_logging: on(done),
      enable_log_file_validation: on('the detection of a forged log'),
      include_global_service_events: on(done),
      is_multi_region_trail: on(done),
      ...allFixed('s3_bucket_name s3_key_prefix kms_key_id cloud_watch_logs_group_arn cloud_watch_logs_role_arn', done),
      ...allFixed('sns_topic_name is_organization_trail', done),
      ...allFixed('event_selector advanced_event_selector insight_selector', done),
    },
  },
  aws_cloudwatch_log_group: {
    does: 'holds logs that are lost with it',
    attributes: {
      ...frees('tags tags_all skip_destroy'),
      retention_in_days: upToEver('logs that are older'),
      kms_key_id: fixed('the encryption of logs, and the principals that can read them'),
      log_group_class: fixed(done),
    },
  },
  aws_cloudwatch_log_stream: { does: 'holds logs that are lost with it', attributes: {} },
  aws_cloudwatch_log_metric_filter: {
    does: 'sets off an alarm for entries of a log',
    attributes: allFixed('pattern log_group_name metric_transformation', notified),
  },
  aws_cloudwatch_log_subscription_filter: {
    does: 'forwards logs',
    attributes: {
      ...allFixed('filter_pattern log_group_name destination_arn role_arn', done),
      ...frees('distribution'),
    },
  },
  aws_cloudwatch_log_resource_policy: {
    does: 'allows services to write logs',
    attributes: { policy_document: allowsMore(`${done}: a service without this permission loses its log`) },
  },
  aws_cloudwatch_log_delivery: {
    does: 'logs requests',
    attributes: {
      ...frees('tags tags_all'),
      record_fields: grows(done),
      ...allFixed('delivery_destination_arn delivery_source_name field_delimiter s3_delivery_configuration', done),
    },
  },
  aws_cloudwatch_log_delivery_destination: {
    does: 'is the destination of logs',
    attributes: { ...frees('tags tags_all'), ...allFixed('delivery_destination_configuration output_format', done) },
  },
  aws_cloudwatch_log_delivery_source: {
    does: 'is the source of logs',
    attributes: { ...frees('tags tags_all'), ...allFixed('resource_arn log_type', done) },
  },
  aws_flow_log: {
    does: 'logs the connections in the network',
    attributes: { ...frees('tags tags_all') },
  },
  aws_route53_query_log: {
    does: 'logs the DNS queries of a zone',
    partOf: ['zone_id', 'aws_route53_zone'],
    attributes: {},
  },
  aws_wafv2_web_acl_logging_configuration: {
    does: 'logs the requests to the web ACL',
    partOf: ['resource_arn', 'aws_wafv2_web_acl'],
    oneEach: true,
    sets: ['resource_arn'],
    attributes: {
      resource_arn: fixed(done),
      log_destination_configs: fixed(done),
      redacted_fields: grows("the exclusion of visitors' secrets from logs"),
      logging_filter: fixed(done),
    },
  },
  aws_cloudwatch_metric_alarm: {
    does: 'is an alarm: without it, its metric is not watched',
    attributes: {
      ...frees('tags tags_all alarm_description ok_actions insufficient_data_actions'),
      actions_enabled: on(notified),
      alarm_actions: grows(notified),
      ...Object.fromEntries(
        ['threshold', 'evaluation_periods', 'datapoints_to_alarm', 'period'].map((name) => [name, tuned(notified)]),
      ),
      treat_missing_data: ranked(['ignore', 'notBreaching', 'missing', 'breaching'], notified),
      metric_query: members('id', 'may only change in its label', notified, watchesTheSame),
      ...allFixed('comparison_operator dimensions metric_name namespace statistic extended_statistic unit', notified),
      ...allFixed('evaluate_low_sample_count_percentiles threshold_metric_id', notified),
    },
  },
  aws_cloudwatch_composite_alarm: {
    does: 'is an alarm: without it, its metrics are not watched',
    attributes: {
      ...frees('tags tags_all alarm_description ok_actions insufficient_data_actions'),
      actions_enabled: on(notified),
      alarm_actions: grows(notified),
      ...allFixed('alarm_rule actions_suppressor', notified),
    },
  },
  aws_cloudwatch_event_rule: {
    does: 'matches an event: without it, the event has no effect',
    attributes: {
      ...frees('tags tags_all description force_destroy'),
      is_enabled: on(notified),
      ...allFixed('event_pattern schedule_expression state role_arn event_bus_name', notified),
    },
  },
  aws_cloudwatch_event_target: {
    does: 'reports an event',
    partOf: ['rule', 'aws_cloudwatch_event_rule'],
    attributes: {
      ...frees('force_destroy'),
      ...allFixed('arn rule input input_path input_transformer role_arn event_bus_name', notified),
      dead_letter_config: present(notified),
      retry_policy: fixed(notified),
    },
  },
  aws_sns_topic: {
    does: 'is the topic of alarms',
    attributes: {
      ...frees('tags tags_all display_name owner beginning_archive_time'),
      kms_master_key_id: fixed('the encryption and the delivery of alarms'),
      policy: allowsMore(notified),
      delivery_policy: fixed(notified),
    },
  },
  aws_sns_topic_policy: {
    does: 'allows alarms to be published',
    partOf: ['arn', 'aws_sns_topic'],
    oneEach: true,
    sets: ['arn'],
    attributes: { ...frees('owner'), arn: fixed(notified), policy: allowsMore(notified) },
  },
  aws_sns_topic_subscription: {
    does: 'is a subscriber of alarms',
    partOf: ['topic_arn', 'aws_sns_topic'],
    attributes: {
      ...frees('raw_message_delivery confirmation_timeout_in_minutes endpoint_auto_confirms pending_confirmation'),
      ...frees('confirmation_was_authenticated owner_id'),
      ...allFixed('filter_policy filter_policy_scope delivery_policy subscription_role_arn replay_policy', notified),
      redrive_policy: present(notified),
    },
  },
  aws_budgets_budget: {
    does: 'reports costs',
    attributes: {
      ...frees('tags tags_all limit_amount limit_unit time_period_end time_period_start planned_limit'),
      notification: grows(notified),
      ...allFixed('cost_filter cost_types auto_adjust_data', notified),
    },
  },
  aws_ssm_document: {
    does: 'configures the encryption and the logs of sessions',
    attributes: {
      ...frees(
        'tags tags_all default_version document_version hash hash_type latest_version parameter description status',
      ),
      ...frees('schema_version platform_types created_date owner version_name'),
      content: documentBut(['description', 'inputs.idleSessionTimeout', 'inputs.maxSessionDuration'], done),
      permissions: fixed('the exclusion of other accounts'),
      document_format: fixed(done),
      target_type: fixed(done),
    },
  },
  aws_accessanalyzer_analyzer: {
    does: 'finds resources that are open to others',
    attributes: { ...frees('tags tags_all'), configuration: fixed(notified) },
  },
  aws_sqs_queue: {
    does: '',
    mayGo: true,
    mayBeReplaced: true,
    attributes: {
      ...frees('tags tags_all visibility_timeout_seconds max_message_size delay_seconds receive_wait_time_seconds url'),
      ...frees('redrive_policy redrive_allow_policy policy kms_data_key_reuse_period_seconds deduplication_scope'),
      ...frees('fifo_throughput_limit content_based_deduplication kms_master_key_id sqs_managed_sse_enabled'),
      message_retention_seconds: tuned('messages that wait'),
    },
  },
};

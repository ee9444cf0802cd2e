import type { Judged } from './judged';

export const keysAndMessages: Judged = {
  aws_cloudwatch_event_rule: {
    'MAL_EVENT_2 MAL_IAM_19': 'event_pattern$',
    MAL_NAME_1: 'name',
    MAL_TAG_1: 'tags.*',
    text: 'description',
  },
  aws_cloudwatch_event_target: {
    MAL_EVENT_4: 'arn$',
    MAL_EVENT_3: 'dead_letter_config.arn$',
    MAL_EVENT_1: 'rule$',
    text: 'target_id',
  },
  aws_kms_alias: {
    'MAL_NAME_2 MAL_NAME_1': 'name',
    MAL_KMS_2: 'target_key_id$',
  },
  aws_kms_key: {
    'MAL_DNS_1 CKV_AWS_7': 'customer_master_key_spec',
    MAL_KMS_1: 'deletion_window_in_days',
    CKV_AWS_7: 'enable_key_rotation',
    MAL_DNS_1: 'key_usage',
    'CKV2_AWS_64 MAL_EVENT_4': 'policy',
    MAL_TAG_1: 'tags.*',
    text: 'description',
  },
  aws_secretsmanager_secret: {
    CKV_AWS_149: 'kms_key_id$',
    MAL_TAG_1: 'tags.*',
    text: 'description name',
    time: 'recovery_window_in_days',
  },
  aws_sns_topic: {
    'CKV_AWS_26 MAL_SNS_5': 'kms_master_key_id$',
    'MAL_NAME_1 MAL_NAME_2': 'name',
    MAL_TAG_1: 'tags.*',
  },
  aws_sns_topic_policy: {
    'AwsSolutions-SNS3 MAL_EVENT_4': 'arn$ policy$',
  },
  aws_sns_topic_subscription: {
    MAL_SNS_3: 'endpoint protocol',
    MAL_SNS_2: 'topic_arn$',
  },
  aws_sqs_queue: {
    'CKV2_AWS_73 MAL_SNS_5': 'kms_master_key_id$',
    MAL_SQS_2: 'message_retention_seconds',
    'MAL_NAME_3 MAL_NAME_1': 'name',
    'AwsSolutions-SQS3 MAL_SQS_4': 'redrive_policy$',
    MAL_TAG_1: 'tags.*',
    time: 'kms_data_key_reuse_period_seconds receive_wait_time_seconds visibility_timeout_seconds',
  },
  aws_sqs_queue_policy: {
    'AwsSolutions-SQS4 MAL_EVENT_4': 'policy$',
    'AwsSolutions-SQS4 MAL_SNS_5': 'queue_url$',
  },
  aws_sqs_queue_redrive_allow_policy: {
    'MAL_SQS_3 MAL_TYPE_1': 'queue_url$',
    'MAL_SQS_3 MAL_SQS_4': 'redrive_allow_policy$',
  },
};

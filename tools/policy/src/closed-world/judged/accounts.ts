import type { Judged } from './judged';

export const accounts: Judged = {
  aws_accessanalyzer_analyzer: {
    MAL_NAME_1: 'analyzer_name',
    MAL_TAG_1: 'tags.*',
    MAL_ACCOUNT_3: 'type',
  },
  aws_budgets_budget: {
    MAL_NAME_1: 'name',
    MAL_ACCOUNT_4: 'notification.notification_type notification.subscriber_email_addresses notification.threshold',
    MAL_TAG_1: 'tags.*',
    kind: 'budget_type limit_unit notification.comparison_operator notification.threshold_type time_unit',
    size: 'limit_amount',
  },
  aws_cloudtrail: {
    CKV2_AWS_10: 'cloud_watch_logs_group_arn$ cloud_watch_logs_role_arn$',
    CKV_AWS_36: 'enable_log_file_validation',
    MAL_TRAIL_1: 'include_global_service_events',
    CKV_AWS_67: 'is_multi_region_trail',
    CKV_AWS_35: 'kms_key_id$',
    MAL_NAME_1: 'name',
    MAL_TRAIL_2: 's3_bucket_name$',
    MAL_TAG_1: 'tags.*',
  },
  aws_ebs_default_kms_key: {
    MAL_EC2_10: 'key_arn$',
  },
  aws_ebs_encryption_by_default: {
    CKV_AWS_106: 'enabled',
  },
  aws_ebs_snapshot_block_public_access: {
    'FSBP.EC2.182': 'state',
  },
  aws_ec2_default_credit_specification: {
    size: 'cpu_credits',
    link: 'instance_family',
  },
  aws_ec2_image_block_public_access: {
    'FSBP.EC2.182': 'state',
  },
  aws_ec2_instance_metadata_defaults: {
    MAL_EC2_11: 'http_put_response_hop_limit http_tokens',
  },
  aws_emr_block_public_access_configuration: {
    CKV_AWS_390: 'block_public_security_group_rules',
  },
  aws_iam_account_password_policy: {
    CKV_AWS_9: 'max_password_age',
    CKV_AWS_10: 'minimum_password_length',
    CKV_AWS_13: 'password_reuse_prevention',
    CKV_AWS_11: 'require_lowercase_characters',
    CKV_AWS_12: 'require_numbers',
    CKV_AWS_14: 'require_symbols',
    CKV_AWS_15: 'require_uppercase_characters',
    kind: 'allow_users_to_change_password',
  },
  aws_s3_account_public_access_block: {
    MAL_ACCOUNT_2: 'block_public_acls block_public_policy ignore_public_acls restrict_public_buckets',
  },
  aws_ssm_document: {
    MAL_SSM_1: 'content$',
    'MAL_EC2_9 MAL_SSM_1': 'document_type',
    'MAL_SSM_1 MAL_NAME_1': 'name',
    MAL_TAG_1: 'tags.*',
    kind: 'document_format',
  },
};

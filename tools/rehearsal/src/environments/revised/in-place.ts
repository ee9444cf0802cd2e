/** The attributes of a resource, as the JSON has them. */
export type Config = Record<string, unknown>;

/** A new value of an attribute, or a function of the present one; undefined does not change it. */
type Value = string | number | boolean | readonly unknown[] | object | ((now: never, config: Config) => unknown);

/**
 * Attributes of a resource by their paths, each with its new value. A step that is a number is an index of a list, as
 * in `rule.0.action`; a path is skipped if a resource does not have the block in which it ends.
 */
export type Edits = Readonly<Record<string, Value>>;

const more = (text: string) => `${text}, revised`;
const withoutLast = (list: readonly unknown[]) => list.slice(0, -1);
/** An id of a statement is free: its change changes the whole document. */
const restated = (policy: string) => policy.replace(/"Effect":"(\w+)"(,"Sid":"\w+")?/, '"Effect":"$1","Sid":"Revised"');

/**
 * The changes in place of a resource of each type, without replacing it. Every resource with tags gets another one,
 * too.
 */
export const inPlace: Readonly<Record<string, Edits>> = {
  aws_autoscaling_group: {
    default_instance_warmup: 330,
    health_check_grace_period: 330,
    max_size: (now: number) => now + 1,
    suspended_processes: ['AZRebalance'],
  },
  aws_autoscaling_notification: { notifications: ['autoscaling:EC2_INSTANCE_LAUNCH_ERROR'] },
  aws_autoscaling_policy: { 'target_tracking_configuration.target_value': 60 },
  aws_backup_plan: { 'rule.0.start_window': 120, 'rule.0.completion_window': 420 },
  aws_budgets_budget: { limit_amount: '1800.0', 'notification.0.threshold': 60 },
  aws_cloudfront_distribution: {
    comment: more,
    price_class: 'PriceClass_All',
    'default_cache_behavior.compress': false,
  },
  aws_cloudfront_origin_access_control: { description: more },
  aws_cloudtrail: { enable_log_file_validation: false, is_multi_region_trail: false },
  aws_cloudwatch_event_rule: { description: more },
  aws_cloudwatch_event_target: { input: '{"text":"revised"}' },
  aws_cloudwatch_log_delivery: { record_fields: withoutLast },
  aws_cloudwatch_log_group: { retention_in_days: 400 },
  aws_cloudwatch_log_resource_policy: { policy_document: restated },
  aws_cloudwatch_metric_alarm: {
    alarm_description: more,
    evaluation_periods: (now: number) => now + 1,
    threshold: (now: number | undefined) => (now === undefined ? undefined : now + 1),
  },
  aws_codedeploy_deployment_group: { 'auto_rollback_configuration.events': ['DEPLOYMENT_FAILURE'] },
  aws_db_event_subscription: { enabled: false, event_categories: ['failure'] },
  aws_db_instance: {
    apply_immediately: true,
    backup_retention_period: 34,
    enabled_cloudwatch_logs_exports: ['error'],
    max_allocated_storage: (now: number) => now + 100,
    monitoring_interval: 30,
  },
  aws_db_parameter_group: { 'parameter.4.value': '2' },
  aws_db_subnet_group: { description: more },
  aws_ebs_snapshot_block_public_access: { state: 'block-new-sharing' },
  aws_ec2_image_block_public_access: { state: 'unblocked' },
  aws_ec2_instance_metadata_defaults: { http_put_response_hop_limit: 2, instance_metadata_tags: 'disabled' },
  aws_iam_account_password_policy: { minimum_password_length: 20 },
  aws_iam_group_policy: { policy: restated },
  aws_iam_openid_connect_provider: { client_id_list: ['sts.amazonaws.com', 'revised'] },
  aws_iam_policy: { policy: restated },
  aws_iam_role: { assume_role_policy: restated, description: more, max_session_duration: 7200 },
  aws_iam_role_policy: { policy: restated },
  aws_kms_key: {
    description: more,
    policy: restated,
    // AWS rotates symmetric keys for encryption alone (KMS developer guide, "Rotate AWS KMS keys").
    rotation_period_in_days: (_now: undefined, { enable_key_rotation: rotates }: Config) => (rotates ? 180 : undefined),
  },
  aws_lambda_function: { description: more, memory_size: 512, timeout: 90 },
  aws_lb: { desync_mitigation_mode: 'strictest', idle_timeout: 90 },
  aws_lb_listener: {
    'default_action.0.fixed_response.message_body': more,
    'default_action.0.redirect.status_code': 'HTTP_302',
  },
  aws_lb_listener_rule: { priority: 110, 'condition.0.host_header.values': withoutLast },
  aws_lb_target_group: { deregistration_delay: '90', 'health_check.interval': 20, 'stickiness.cookie_duration': 3600 },
  aws_route53_hosted_zone_dnssec: { signing_status: 'NOT_SIGNING' },
  aws_route53_record: {
    'alias.evaluate_target_health': true,
    ttl: (now: number | undefined) => (now === undefined ? undefined : now + 60),
  },
  aws_route53_zone: { comment: more },
  aws_s3_account_public_access_block: { block_public_acls: false },
  aws_s3_bucket_lifecycle_configuration: { 'rule.0.abort_incomplete_multipart_upload.0.days_after_initiation': 2 },
  aws_s3_bucket_logging: { target_prefix: (now: string) => `${now}revised/` },
  aws_s3_bucket_policy: { policy: restated },
  aws_s3_bucket_public_access_block: { block_public_acls: false },
  aws_s3_bucket_server_side_encryption_configuration: {
    'rule.0.bucket_key_enabled': (now: boolean | undefined) => !now,
  },
  aws_secretsmanager_secret: { description: more },
  aws_sns_topic: { display_name: 'Revised' },
  aws_sns_topic_policy: { policy: restated },
  aws_ssm_document: {
    content: (now: string) => now.replace(/"idleSessionTimeout":"\d+"/, '"idleSessionTimeout":"30"'),
  },
  aws_subnet: { map_public_ip_on_launch: true },
  aws_vpc_endpoint: { policy: restated },
  aws_vpc_security_group_egress_rule: { description: more },
  aws_vpc_security_group_ingress_rule: { description: more },
  aws_wafv2_web_acl: {
    description: more,
    'rule.0.statement.rate_based_statement.limit': (now: number) => now + 1000,
    'rule.0.visibility_config.sampled_requests_enabled': true,
    rule: withoutLast,
  },
  aws_wafv2_web_acl_logging_configuration: { redacted_fields: withoutLast },
};

const anew = 'every attribute that it has replaces it (AWS provider 5.100.0)';
const tagsAlone = 'nothing but its tags can be changed in place';

/** The types of which no attribute is revised, and why. */
export const onlyTagged: Readonly<Record<string, string>> = {
  aws_accessanalyzer_analyzer: tagsAlone,
  aws_acm_certificate: 'its transparency log is its only option, and the embedded AWS refuses to change that',
  aws_acm_certificate_validation: anew,
  aws_backup_selection: anew,
  aws_backup_vault: tagsAlone,
  aws_backup_vault_lock_configuration: anew,
  aws_cloudwatch_log_delivery_destination: tagsAlone,
  aws_cloudwatch_log_delivery_source: tagsAlone,
  aws_codedeploy_app: 'another name is a rename, which edits of the corpus make (tools/rehearsal/src/edits)',
  aws_default_security_group: tagsAlone,
  aws_ebs_default_kms_key: anew,
  aws_ebs_encryption_by_default: 'it can be off only, which is what its destroy does',
  aws_eip: tagsAlone,
  aws_emr_block_public_access_configuration: anew,
  aws_flow_log: tagsAlone,
  aws_iam_group: 'another name is a rename, which edits of the corpus make (tools/rehearsal/src/edits)',
  aws_iam_group_membership: 'it follows the users',
  aws_iam_instance_profile: 'with another role instances lose their permissions',
  aws_iam_role_policy_attachment: anew,
  aws_iam_user: 'another name is a rename, which edits of the corpus make (tools/rehearsal/src/edits)',
  aws_internet_gateway: tagsAlone,
  aws_kms_alias: 'another key is what a replaced key gives it',
  aws_lambda_invocation: 'its input names the environment for which the function is',
  aws_launch_template:
    'another version replaces the instances, as releases of an image do (replacement.embedded.test.ts)',
  aws_nat_gateway: tagsAlone,
  aws_route: anew,
  aws_route53_delegation_set: anew,
  aws_route53_key_signing_key: 'a key can be inactive only if no zone is signed with it',
  aws_route53_query_log: anew,
  aws_route_table: tagsAlone,
  aws_route_table_association: 'another table is a replacement of the table',
  aws_s3_bucket: tagsAlone,
  aws_s3_bucket_notification: 'it has one switch, and content by events turns it on (tools/policy/src/scenarios.ts)',
  aws_s3_bucket_ownership_controls: 'buckets of this repository have no access control lists',
  aws_s3_bucket_versioning: 'it is never suspended: objects would be lost',
  aws_s3_object: 'another text is other code of the function',
  aws_security_group: tagsAlone,
  aws_sns_topic_subscription: anew,
  aws_vpc: 'names of the DNS identify everything in the network',
  aws_wafv2_web_acl_association: anew,
  terraform_data: 'it is not a resource of AWS',
};

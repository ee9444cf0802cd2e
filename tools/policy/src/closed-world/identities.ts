/**
 * The attributes that identify a setting which exists once in AWS: two resources with the same values overwrite each
 * other, and the last one that is applied wins. From the provider's import ids (Terraform registry, hashicorp/aws
 * 5.100, "Import") and the keys of the AWS API.
 */
export const identities: Readonly<Record<string, string>> = {
  aws_accessanalyzer_analyzer: 'analyzer_name',
  aws_acm_certificate_validation: 'certificate_arn',
  aws_autoscaling_group: 'name',
  aws_autoscaling_notification: 'topic_arn group_names',
  aws_autoscaling_policy: 'autoscaling_group_name name',
  aws_autoscaling_schedule: 'autoscaling_group_name scheduled_action_name',
  aws_backup_plan: 'name',
  aws_backup_selection: 'plan_id name',
  aws_backup_vault: 'name',
  aws_backup_vault_lock_configuration: 'backup_vault_name',
  aws_budgets_budget: 'name',
  aws_cloudfront_distribution: 'aliases',
  aws_cloudfront_origin_access_control: 'name',
  aws_cloudtrail: 'name',
  aws_cloudwatch_composite_alarm: 'alarm_name',
  aws_cloudwatch_event_rule: 'name',
  aws_cloudwatch_event_target: 'rule target_id',
  aws_cloudwatch_log_delivery: 'delivery_source_name delivery_destination_arn',
  aws_cloudwatch_log_delivery_destination: 'name',
  aws_cloudwatch_log_delivery_source: 'name',
  aws_cloudwatch_log_group: 'name',
  aws_cloudwatch_log_resource_policy: 'policy_name',
  aws_cloudwatch_metric_alarm: 'alarm_name',
  aws_codedeploy_app: 'name',
  aws_codedeploy_deployment_group: 'app_name deployment_group_name',
  aws_db_event_subscription: 'name',
  aws_db_instance: 'identifier',
  aws_db_subnet_group: 'name',
  aws_default_security_group: 'vpc_id',
  aws_ebs_default_kms_key: '',
  aws_ebs_encryption_by_default: '',
  aws_ebs_snapshot_block_public_access: '',
  aws_ec2_default_credit_specification: 'instance_family',
  aws_ec2_image_block_public_access: '',
  aws_ec2_instance_metadata_defaults: '',
  aws_elasticache_replication_group: 'replication_group_id',
  aws_elasticache_subnet_group: 'name',
  aws_emr_block_public_access_configuration: '',
  aws_emr_cluster: 'name',
  aws_emr_instance_fleet: 'cluster_id',
  aws_emr_managed_scaling_policy: 'cluster_id',
  aws_emr_security_configuration: 'name',
  aws_flow_log: 'vpc_id log_destination traffic_type',
  aws_iam_account_password_policy: '',
  aws_iam_group: 'name',
  aws_iam_group_membership: 'group',
  aws_iam_group_policy: 'group name',
  aws_iam_instance_profile: 'name',
  aws_iam_openid_connect_provider: 'url',
  aws_iam_policy: 'name',
  aws_iam_role: 'name',
  aws_iam_role_policy: 'role name',
  aws_iam_role_policy_attachment: 'role policy_arn',
  aws_iam_user: 'name',
  aws_internet_gateway: 'vpc_id',
  aws_kms_alias: 'name',
  aws_lambda_function: 'function_name',
  aws_lambda_invocation: 'function_name input',
  aws_lb: 'name',
  aws_lb_listener: 'load_balancer_arn port',
  aws_lb_listener_certificate: 'listener_arn certificate_arn',
  aws_lb_listener_rule: 'listener_arn priority',
  aws_lb_target_group: 'name',
  aws_nat_gateway: 'allocation_id',
  aws_route: 'route_table_id destination_cidr_block',
  aws_route53_delegation_set: 'reference_name',
  aws_route53_hosted_zone_dnssec: 'hosted_zone_id',
  aws_route53_key_signing_key: 'hosted_zone_id name',
  aws_route53_query_log: 'zone_id',
  aws_route53_record: 'zone_id name type',
  aws_route53_zone: 'name',
  aws_route_table_association: 'subnet_id',
  aws_s3_account_public_access_block: '',
  aws_s3_bucket: 'bucket',
  aws_s3_bucket_lifecycle_configuration: 'bucket',
  aws_s3_bucket_logging: 'bucket',
  aws_s3_bucket_notification: 'bucket',
  aws_s3_bucket_ownership_controls: 'bucket',
  aws_s3_bucket_policy: 'bucket',
  aws_s3_bucket_public_access_block: 'bucket',
  aws_s3_bucket_server_side_encryption_configuration: 'bucket',
  aws_s3_bucket_versioning: 'bucket',
  aws_s3_object: 'bucket key',
  aws_secretsmanager_secret: 'name',
  aws_sns_topic: 'name',
  aws_sns_topic_policy: 'arn',
  aws_sns_topic_subscription: 'topic_arn protocol endpoint',
  aws_sqs_queue: 'name',
  aws_sqs_queue_policy: 'queue_url',
  aws_sqs_queue_redrive_allow_policy: 'queue_url',
  aws_ssm_document: 'name',
  aws_subnet: 'vpc_id cidr_block',
  aws_vpc: 'cidr_block',
  aws_vpc_endpoint: 'vpc_id service_name',
  aws_vpc_security_group_egress_rule:
    'security_group_id ip_protocol from_port to_port cidr_ipv4 prefix_list_id referenced_security_group_id',
  aws_vpc_security_group_ingress_rule:
    'security_group_id ip_protocol from_port to_port cidr_ipv4 referenced_security_group_id',
  aws_wafv2_web_acl_association: 'resource_arn',
  aws_wafv2_web_acl_logging_configuration: 'resource_arn',
};

/** The types of which several resources may be alike: AWS gives each its own name or id. */
export const several: Readonly<Record<string, string>> = {
  aws_acm_certificate: 'a domain has a new certificate before the old one is deleted',
  aws_db_parameter_group: 'AWS completes the name',
  aws_eip: 'each is another address',
  aws_kms_key: 'each is another key',
  aws_launch_template: 'AWS completes the name',
  aws_route_table: 'its subnets matter: aws_route_table_association',
  aws_security_group: 'AWS completes the name',
  aws_wafv2_web_acl: 'AWS completes the name',
  terraform_data: 'it is no resource of AWS',
};

/**
 * Blocks that one resource can have several times, and the attributes that distinguish them: of two alike, the last one
 * wins, or either.
 */
export const blockIdentities: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_autoscaling_group: {
    tag: 'key',
    'mixed_instances_policy.launch_template.override': 'instance_type',
  },
  aws_backup_plan: { rule: 'rule_name' },
  aws_budgets_budget: { notification: 'notification_type threshold' },
  aws_cloudfront_distribution: { origin: 'origin_id' },
  aws_cloudwatch_metric_alarm: { metric_query: 'id' },
  aws_codedeploy_deployment_group: { trigger_configuration: 'trigger_name' },
  aws_db_parameter_group: { parameter: 'name' },
  aws_emr_cluster: { bootstrap_action: 'name' },
  aws_launch_template: { block_device_mappings: 'device_name', tag_specifications: 'resource_type' },
  aws_s3_bucket_lifecycle_configuration: { rule: 'id' },
  aws_wafv2_web_acl: { rule: 'name' },
};

/**
 * Attributes that refer to the resource being configured. In the apps they are always references: no rule can follow a
 * literal, and a setting on a resource of another app would overwrite that app's own setting, or be removed by it.
 */
export const owners: ReadonlySet<string> = new Set([
  'app_name',
  'arn',
  'autoscaling_group_name',
  'backup_vault_name',
  'bucket',
  'cluster_id',
  'function_name',
  'group',
  'hosted_zone_id',
  'listener_arn',
  'load_balancer_arn',
  'plan_id',
  'queue_url',
  'resource_arn',
  'role',
  'route_table_id',
  'rule',
  'security_group_id',
  'subnet_id',
  'topic_arn',
  'vpc_id',
  'zone_id',
]);

/** The attributes of this list that are the resource's own name. */
export const ownNames: ReadonlySet<string> = new Set(['aws_s3_bucket.bucket', 'aws_lambda_function.function_name']);

/**
 * Settings that an app may add to a resource of another app. A resource can have many such settings, and a new one
 * overwrites no other.
 */
export const additions: ReadonlySet<string> = new Set([
  'aws_autoscaling_notification.topic_arn',
  'aws_lambda_invocation.function_name',
  'aws_lb_listener_rule.listener_arn',
  'aws_route53_record.zone_id',
  'aws_s3_object.bucket',
  'aws_vpc_security_group_egress_rule.security_group_id',
  'aws_vpc_security_group_ingress_rule.security_group_id',
]);

/** The attributes of a resource that a plan would create, as far as they are known. */
export type Attributes = Readonly<Record<string, unknown>>;

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
/** Joins values by a separator; undefined unless all of them are known. */
const joined =
  (separator: string, ...names: readonly string[]) =>
  (_id: string, attributes: Attributes) => {
    const values = names.map((name) => text(attributes[name]));
    return values.includes(undefined) ? undefined : values.join(separator);
  };

/** Types with an import id that is the id in Terraform's report of their creation (AWS provider 5.100.0, "Import" of each type). */
const byId: readonly string[] = [
  ...['aws_accessanalyzer_analyzer', 'aws_acm_certificate', 'aws_autoscaling_group', 'aws_backup_plan'],
  ...['aws_backup_vault', 'aws_backup_vault_lock_configuration', 'aws_budgets_budget', 'aws_cloudfront_distribution'],
  ...['aws_cloudfront_origin_access_control', 'aws_cloudtrail', 'aws_cloudwatch_composite_alarm'],
  ...['aws_cloudwatch_event_rule', 'aws_cloudwatch_log_delivery', 'aws_cloudwatch_log_delivery_destination'],
  ...['aws_cloudwatch_log_delivery_source', 'aws_cloudwatch_log_group', 'aws_cloudwatch_log_resource_policy'],
  ...['aws_cloudwatch_metric_alarm', 'aws_db_event_subscription', 'aws_db_parameter_group', 'aws_db_subnet_group'],
  ...['aws_default_security_group', 'aws_ebs_default_kms_key', 'aws_eip', 'aws_elasticache_replication_group'],
  ...['aws_elasticache_subnet_group', 'aws_emr_cluster', 'aws_emr_security_configuration', 'aws_flow_log'],
  ...['aws_iam_account_password_policy', 'aws_iam_group', 'aws_iam_group_policy', 'aws_iam_instance_profile'],
  ...['aws_iam_openid_connect_provider', 'aws_iam_policy', 'aws_iam_role', 'aws_iam_role_policy', 'aws_iam_user'],
  ...['aws_internet_gateway', 'aws_kms_alias', 'aws_kms_key', 'aws_lambda_function', 'aws_launch_template', 'aws_lb'],
  ...['aws_lb_listener', 'aws_lb_listener_certificate', 'aws_lb_listener_rule', 'aws_lb_target_group'],
  ...['aws_nat_gateway', 'aws_route53_delegation_set', 'aws_route53_hosted_zone_dnssec'],
  ...['aws_route53_key_signing_key', 'aws_route53_query_log', 'aws_route53_record', 'aws_route53_zone'],
  ...[
    'aws_route_table',
    'aws_s3_account_public_access_block',
    'aws_s3_bucket',
    'aws_s3_bucket_lifecycle_configuration',
  ],
  ...['aws_s3_bucket_logging', 'aws_s3_bucket_notification', 'aws_s3_bucket_ownership_controls'],
  ...['aws_s3_bucket_policy', 'aws_s3_bucket_public_access_block'],
  ...['aws_s3_bucket_server_side_encryption_configuration', 'aws_s3_bucket_versioning', 'aws_secretsmanager_secret'],
  ...['aws_security_group', 'aws_sns_topic', 'aws_sns_topic_policy', 'aws_sns_topic_subscription', 'aws_sqs_queue'],
  ...['aws_sqs_queue_policy', 'aws_sqs_queue_redrive_allow_policy', 'aws_ssm_document', 'aws_subnet', 'aws_vpc'],
  ...['aws_vpc_endpoint', 'aws_vpc_security_group_egress_rule', 'aws_vpc_security_group_ingress_rule'],
  ...['aws_wafv2_web_acl_association', 'aws_wafv2_web_acl_logging_configuration', 'terraform_data'],
];

/** Types with another import id: values of the plan, or such values and the reported id together. */
const otherwise: Readonly<Record<string, (id: string, attributes: Attributes) => string | undefined>> = {
  aws_autoscaling_policy: joined('/', 'autoscaling_group_name', 'name'),
  aws_autoscaling_schedule: joined('/', 'autoscaling_group_name', 'scheduled_action_name'),
  aws_backup_selection: (id, { plan_id }) => text(plan_id) && `${plan_id}|${id}`,
  // Its id is `<rule>-<target>`, and both may have hyphens.
  aws_cloudwatch_event_target: (id, { rule, target_id }) =>
    text(rule) && `${rule}/${text(target_id) ?? id.slice(`${rule}-`.length)}`,
  aws_codedeploy_app: joined('', 'name'),
  aws_codedeploy_deployment_group: joined(':', 'app_name', 'deployment_group_name'),
  aws_db_instance: joined('', 'identifier'),
  aws_ebs_encryption_by_default: () => 'default',
  aws_ebs_snapshot_block_public_access: () => 'default',
  aws_ec2_default_credit_specification: joined('', 'instance_family'),
  aws_emr_block_public_access_configuration: () => 'current',
  aws_iam_role_policy_attachment: joined('/', 'role', 'policy_arn'),
  aws_route: (
    _id,
    { route_table_id, destination_cidr_block, destination_ipv6_cidr_block, destination_prefix_list_id },
  ) => {
    const destination = [destination_cidr_block, destination_ipv6_cidr_block, destination_prefix_list_id].find(text);
    return text(route_table_id) && destination !== undefined ? `${route_table_id}_${destination}` : undefined;
  },
  aws_route_table_association: (_id, { subnet_id, gateway_id, route_table_id }) => {
    const associated = text(subnet_id) ?? text(gateway_id);
    return associated && text(route_table_id) && `${associated}/${route_table_id}`;
  },
  aws_s3_object: joined('/', 'bucket', 'key'),
  aws_wafv2_web_acl: (id, { name, scope }) => (text(name) && text(scope) ? `${id}/${name}/${scope}` : undefined),
};

/** Types that the provider cannot import, each with the reason why it does no harm that the plan makes it again. */
export const madeAgain: Readonly<Record<string, string>> = {
  aws_acm_certificate_validation: 'it only waits for the certificate',
  aws_autoscaling_notification: 'PutNotificationConfiguration overwrites the existing one',
  aws_ec2_image_block_public_access: 'it is one setting of the account',
  aws_ec2_instance_metadata_defaults: 'it is one setting of the account',
  aws_emr_instance_fleet:
    'a cluster has one task fleet, and AWS refuses a second one (API reference, AddInstanceFleet)',
  aws_emr_managed_scaling_policy: 'PutManagedScalingPolicy overwrites the existing one',
  aws_iam_group_membership: 'AddUserToGroup of a member changes nothing',
  aws_lambda_invocation: 'its function is invoked again, as after every change',
};

/**
 * Types that cannot be found after a run was cut off while it made one, and of which AWS may make another one or refuse it: with the command that
 * lists them.
 */
export const notReported: Readonly<Record<string, string>> = {
  aws_backup_selection: 'aws backup list-backup-selections --backup-plan-id <the plan>',
  aws_cloudfront_origin_access_control: 'aws cloudfront list-origin-access-controls',
  aws_cloudwatch_log_delivery: 'aws logs describe-deliveries',
};

/** True if resources of a type can be brought into a state after their creation, or need not be. */
export const isAdoptable = (type: string) => byId.includes(type) || type in otherwise || type in madeAgain;

/**
 * Returns the import id of a resource that a run has reported as created.
 * @param id its `id` in Terraform's report, or its name if it has none
 * @param attributes its values that the plan knows
 * @returns undefined if a value is not known before another resource is imported, or if its type is made again
 */
export function importIdOfMade(type: string, id: string, attributes: Attributes): string | undefined {
  if (type in madeAgain) return undefined;
  return otherwise[type] ? otherwise[type](id, attributes) : id;
}

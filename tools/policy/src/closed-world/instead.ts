const of = (resource: string) => `use the resource ${resource}, which rules judge`;
const firewall = of('aws_vpc_security_group_ingress_rule or _egress_rule');
const acl = 'access is by policies alone: aws_s3_bucket_policy';

/**
 * Attributes that duplicate a separate resource, and their replacement, by type. Several are deprecated by the
 * provider.
 */
export const insteadOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_autoscaling_group: {
    launch_configuration: 'use mixed_instances_policy with an aws_launch_template',
    load_balancers: 'use target_group_arns',
  },
  aws_iam_role: {
    inline_policy: of('aws_iam_role_policy'),
    managed_policy_arns: of('aws_iam_role_policy_attachment'),
  },
  aws_route_table: { route: of('aws_route') },
  // "Version 4 Upgrade Guide" of terraform-provider-aws, "S3 Bucket Refactor".
  aws_s3_bucket: {
    acceleration_status: 'transfer acceleration has no rule',
    acl,
    cors_rule: 'no browser reads a bucket: CloudFront responds with its response headers policy',
    grant: acl,
    lifecycle_rule: of('aws_s3_bucket_lifecycle_configuration'),
    logging: of('aws_s3_bucket_logging'),
    object_lock_configuration: of('aws_s3_bucket_object_lock_configuration'),
    object_lock_enabled: of('aws_s3_bucket_object_lock_configuration'),
    policy: of('aws_s3_bucket_policy'),
    replication_configuration: of('aws_s3_bucket_replication_configuration'),
    request_payer: of('aws_s3_bucket_request_payment_configuration'),
    server_side_encryption_configuration: of('aws_s3_bucket_server_side_encryption_configuration'),
    versioning: of('aws_s3_bucket_versioning'),
    website: 'CloudFront serves content: a website is public, without TLS',
  },
  aws_security_group: { ingress: firewall, egress: firewall },
  aws_default_security_group: { ingress: 'it has no rules', egress: 'it has no rules' },
  aws_sns_topic: { policy: of('aws_sns_topic_policy') },
  aws_sqs_queue: { policy: of('aws_sqs_queue_policy') },
};

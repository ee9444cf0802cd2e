import { prefixed, type NameFact } from './name-fact';

/** RDS and ElastiCache require a letter first, no hyphen last, and no two in a row. */
const identifier = /^[a-z](?!.*--)[a-z0-9-]*[a-z0-9]$/;

/**
 * Names by resource type, as AWS's API reference or user guide documents them; if the provider accepts less, its limit.
 * No plan checks most of them: a wrong name of RDS, ElastiCache, SNS, KMS, EMR, EventBridge or Backup fails in the
 * middle of a deploy.
 */
export const nameFacts = {
  aws_accessanalyzer_analyzer: { attribute: 'analyzer_name', longest: 255 }, // IAM Access Analyzer API, CreateAnalyzer
  aws_autoscaling_group: { longest: 255 }, // EC2 Auto Scaling API, CreateAutoScalingGroup
  aws_autoscaling_policy: { longest: 255, inside: true }, // EC2 Auto Scaling API, PutScalingPolicy
  aws_autoscaling_schedule: { attribute: 'scheduled_action_name', longest: 255, inside: true }, // ..., PutScheduledUpdateGroupAction
  aws_backup_plan: { longest: 50 }, // AWS Backup API, BackupPlanInput
  aws_backup_selection: { longest: 50, inside: true }, // AWS Backup API, BackupSelection
  aws_backup_vault: { longest: 50 }, // AWS Backup API, CreateBackupVault
  aws_budgets_budget: { longest: 100 }, // AWS Budgets API, Budget
  aws_cloudfront_origin_access_control: { longest: 64 }, // CloudFront API, OriginAccessControlConfig
  aws_cloudtrail: { longest: 128 }, // CloudTrail API, CreateTrail
  aws_cloudwatch_composite_alarm: { attribute: 'alarm_name', longest: 255 }, // CloudWatch API, PutCompositeAlarm
  aws_cloudwatch_event_rule: { longest: 64 }, // EventBridge API, PutRule
  aws_cloudwatch_log_delivery_destination: { longest: 60 }, // CloudWatch Logs API, PutDeliveryDestination
  aws_cloudwatch_log_delivery_source: { longest: 60 }, // CloudWatch Logs API, PutDeliverySource
  aws_cloudwatch_log_group: { longest: 512 }, // CloudWatch Logs API, CreateLogGroup
  aws_cloudwatch_metric_alarm: { attribute: 'alarm_name', longest: 255 }, // CloudWatch API, PutMetricAlarm
  aws_codedeploy_app: { longest: 100 }, // CodeDeploy API, CreateApplication
  aws_codedeploy_deployment_group: { attribute: 'deployment_group_name', longest: 100, inside: true }, // ..., CreateDeploymentGroup
  // RDS API, CreateEventSubscription: "less than 255 characters". The provider accepts 255
  // (internal/service/rds/validate.go).
  aws_db_event_subscription: { longest: 254, lowerCase: true },
  aws_db_instance: { attribute: 'identifier', longest: 63, lowerCase: true, looks: identifier }, // RDS API, CreateDBInstance
  // RDS API, CreateDBParameterGroup: 255. The provider accepts the same length for a prefix
  // (internal/service/rds/validate.go), and documents 226.
  aws_db_parameter_group: prefixed(255, { lowerCase: true }),
  aws_db_subnet_group: { longest: 255, lowerCase: true }, // RDS API, CreateDBSubnetGroup
  // ElastiCache API, CreateReplicationGroup.
  aws_elasticache_replication_group: {
    attribute: 'replication_group_id',
    longest: 40,
    lowerCase: true,
    looks: identifier,
  },
  aws_elasticache_subnet_group: { longest: 255, lowerCase: true }, // ElastiCache API, CreateCacheSubnetGroup
  aws_emr_cluster: { longest: 256 }, // EMR API, RunJobFlow
  aws_emr_instance_fleet: { longest: 256, inside: true }, // EMR API, InstanceFleetConfig
  aws_emr_security_configuration: { longest: 256 }, // EMR API, CreateSecurityConfiguration
  aws_iam_group: { longest: 128 }, // IAM user guide, "IAM and AWS STS quotas"
  aws_iam_group_policy: { longest: 128, inside: true }, // ...
  aws_iam_instance_profile: { longest: 128 }, // ...
  aws_iam_policy: { longest: 128 }, // ...
  aws_iam_role: { longest: 64 }, // ...
  aws_iam_role_policy: { longest: 128, inside: true }, // ...
  aws_iam_user: { longest: 64 }, // ...
  aws_kms_alias: { longest: 256, looks: /^alias\/(?!aws\/)[A-Za-z0-9/_-]+$/ }, // KMS API, CreateAlias
  aws_lambda_function: { attribute: 'function_name', longest: 64 }, // Lambda API, CreateFunction
  // EC2 API, CreateLaunchTemplate: 128, of which the provider accepts 125
  // (internal/service/ec2/ec2_launch_template.go).
  aws_launch_template: prefixed(125),
  aws_lb: { longest: 32, looks: /^(?!internal-)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/ }, // ELB API, CreateLoadBalancer
  aws_lb_target_group: { longest: 32, looks: /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/ }, // ELB API, CreateTargetGroup
  // Route 53 API, CreateKeySigningKey.
  aws_route53_key_signing_key: { longest: 128, looks: /^\w{3,}$/, inside: true },
  // S3 user guide, "General purpose bucket naming rules"; no dots, because no certificate covers a name with dots.
  aws_s3_bucket: { attribute: 'bucket', longest: 63, lowerCase: true, looks: /^[a-z0-9][a-z0-9-]+[a-z0-9]$/ },
  aws_secretsmanager_secret: { longest: 512 }, // Secrets Manager API, CreateSecret
  aws_security_group: prefixed(255, { looks: /^(?!sg-)/ }), // EC2 API, CreateSecurityGroup
  aws_sns_topic: { longest: 256, looks: /^[\w-]+(\.fifo)?$/ }, // SNS API, CreateTopic
  aws_sqs_queue: { longest: 80, looks: /^[\w-]+(\.fifo)?$/ }, // SQS API, CreateQueue
  aws_ssm_document: { longest: 128 }, // Systems Manager API, CreateDocument
  aws_wafv2_web_acl: prefixed(128, { looks: /^[\w-]+$/ }), // WAF API, CreateWebACL
} as const satisfies Readonly<Record<string, NameFact>>;

/** The resource types with a known form of the name. */
export type NamedType = keyof typeof nameFacts;

/**
 * The rules of AWS for the name of a resource.
 * @returns nothing for a type that is not in the table
 */
export function nameFactOf(type: string): NameFact | undefined {
  return Object.hasOwn(nameFacts, type) ? nameFacts[type as NamedType] : undefined;
}

/** The argument of a resource type that contains its name. @returns `name` for a type that is not in the table */
export function nameAttributeOf(type: string): string {
  return nameFactOf(type)?.attribute ?? 'name';
}

/** True if a type's argument contains the prefix of the name only: two resources can have the same prefix. */
export function isNamePrefix(type: string): boolean {
  return nameAttributeOf(type) === 'name_prefix';
}

import { aSetting, aTie, noSuchError, notOfAws, type Deletion } from './deletion';

export const data: Readonly<Record<string, Deletion>> = {
  aws_backup_plan: {
    by: 'backup:DELETE /backup/plans/{PlanId}',
    code: 'InvalidRequestException',
    while: 'it has selections',
    source: 'API reference, DeleteBackupPlan',
  },
  aws_backup_selection: noSuchError('DeleteBackupSelection'),
  aws_backup_vault: {
    // InvalidRequestException for recovery points. StartBackupJob is refused by name here, so that there are none.
    never: 'API reference, DeleteBackupVault: refused only for recovery points, which the embedded AWS cannot make',
  },
  aws_backup_vault_lock_configuration: {
    // InvalidRequestException after the grace time of at least three days.
    never: 'API reference, DeleteBackupVaultLockConfiguration: refused only after days, which no rehearsal lasts',
  },
  aws_cloudfront_distribution: {
    by: 'cloudfront:DELETE /2020-05-31/distribution/{Id}',
    code: 'DistributionNotDisabled',
    while: 'it is enabled',
    source: 'API reference, DeleteDistribution',
  },
  aws_cloudfront_origin_access_control: {
    by: 'cloudfront:DELETE /2020-05-31/origin-access-control/{Id}',
    code: 'OriginAccessControlInUse',
    while: 'an origin of a distribution has it',
    source: 'API reference, DeleteOriginAccessControl',
  },
  aws_cloudfront_response_headers_policy: {
    by: 'cloudfront:DELETE /2020-05-31/response-headers-policy/{Id}',
    code: 'ResponseHeadersPolicyInUse',
    while: 'a cache behaviour of a distribution has it',
    source: 'API reference, DeleteResponseHeadersPolicy',
  },
  aws_cloudwatch_event_rule: {
    by: 'events:DeleteRule',
    code: 'ValidationException',
    while: 'it has targets',
    source: 'API reference, DeleteRule: "Before you can delete the rule, you must remove all targets"',
  },
  aws_cloudwatch_event_target: aTie('RemoveTargets'),
  aws_cloudwatch_log_delivery: aTie('DeleteDelivery'),
  aws_cloudwatch_log_delivery_destination: {
    by: 'logs:DeleteDeliveryDestination',
    code: 'ConflictException',
    while: 'a delivery goes there',
    source:
      'API reference, DeleteDeliveryDestination: "You can\'t delete a delivery destination if any current deliveries are associated"',
  },
  aws_cloudwatch_log_delivery_source: {
    by: 'logs:DeleteDeliverySource',
    code: 'ConflictException',
    while: 'a delivery comes from it',
    source: 'API reference, DeleteDeliverySource',
  },
  aws_db_event_subscription: noSuchError('DeleteEventSubscription'),
  aws_db_instance: {
    by: 'rds:DeleteDBInstance',
    code: 'InvalidParameterCombination',
    while: 'deletion protection is on',
    source: 'RDS user guide, "Deleting a DB instance"',
  },
  aws_db_parameter_group: {
    by: 'rds:DeleteDBParameterGroup',
    code: 'InvalidDBParameterGroupState',
    while: 'a database server has it',
    source: 'API reference, DeleteDBParameterGroup',
  },
  aws_db_subnet_group: {
    by: 'rds:DeleteDBSubnetGroup',
    code: 'InvalidDBSubnetGroupStateFault',
    while: 'a database server is in it',
    source: 'API reference, DeleteDBSubnetGroup',
  },
  aws_elasticache_replication_group: noSuchError('DeleteReplicationGroup'),
  aws_elasticache_subnet_group: {
    by: 'elasticache:DeleteCacheSubnetGroup',
    code: 'CacheSubnetGroupInUse',
    while: 'a cache is in it',
    source: 'API reference, DeleteCacheSubnetGroup',
  },
  aws_lambda_function: noSuchError('DeleteFunction'),
  aws_lambda_invocation: notOfAws('Terraform calls the function at its destruction, and there is nothing to delete'),
  aws_s3_bucket: {
    by: 's3:DELETE /{Bucket}',
    code: 'BucketNotEmpty',
    while: 'it contains an object, or an old version of one',
    source: 'API reference, DeleteBucket',
  },
  aws_s3_bucket_lifecycle_configuration: aSetting('DeleteBucketLifecycle'),
  aws_s3_bucket_logging: aSetting('PutBucketLogging'),
  aws_s3_bucket_notification: aSetting('PutBucketNotificationConfiguration'),
  aws_s3_bucket_ownership_controls: aSetting('DeleteBucketOwnershipControls'),
  aws_s3_bucket_policy: aSetting('DeleteBucketPolicy'),
  aws_s3_bucket_public_access_block: aSetting('DeletePublicAccessBlock'),
  aws_s3_bucket_server_side_encryption_configuration: aSetting('DeleteBucketEncryption'),
  aws_s3_bucket_versioning: aSetting('PutBucketVersioning'),
  aws_secretsmanager_secret: noSuchError('DeleteSecret'),
  aws_sqs_queue: noSuchError('DeleteQueue'),
  aws_sqs_queue_policy: aSetting('SetQueueAttributes'),
  aws_sqs_queue_redrive_allow_policy: aSetting('SetQueueAttributes'),
  aws_wafv2_web_acl: {
    by: 'wafv2:DeleteWebACL',
    code: 'WAFAssociatedItemException',
    while: 'a load balancer or a distribution has it',
    source: 'API reference, DeleteWebACL',
  },
  aws_wafv2_web_acl_association: aTie('DisassociateWebACL'),
  aws_wafv2_web_acl_logging_configuration: noSuchError('DeleteLoggingConfiguration'),
  terraform_data: notOfAws('Terraform keeps it in its state'),
};

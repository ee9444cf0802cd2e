import { makes, makesUnnamed, named, own, plain, saying, untagged, type Lives } from '../step';

const withinBoundary = (boundary: string, ...actions: readonly string[]) =>
  saying({ 'iam:PermissionsBoundary': boundary }, untagged('role', ...actions));

/** What several apps have: keys, logs, alarms, rules, buckets, roles, web ACLs. */
export const sharedLives: Lives = {
  aws_kms_key: {
    create: [
      ...makesUnnamed('kms:CreateKey'),
      ...makes('key', 'kms:TagResource'),
      ...own('key', 'kms:EnableKeyRotation'),
    ],
    read: own('key', 'kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListResourceTags'),
    update: own('key', 'kms:PutKeyPolicy', 'kms:UpdateKeyDescription', 'kms:TagResource', 'kms:UntagResource'),
    remove: own('key', 'kms:ScheduleKeyDeletion'),
  },
  aws_kms_alias: {
    create: [...untagged('alias', 'kms:CreateAlias'), ...own('key', 'kms:CreateAlias')],
    read: plain('kms:ListAliases'),
    update: [...untagged('alias', 'kms:UpdateAlias'), ...own('key', 'kms:UpdateAlias')],
    remove: [...untagged('alias', 'kms:DeleteAlias'), ...own('key', 'kms:DeleteAlias')],
  },
  aws_cloudwatch_log_group: {
    create: [
      ...makes('log-group', 'logs:CreateLogGroup', 'logs:TagResource'),
      ...own('log-group', 'logs:PutRetentionPolicy'),
    ],
    read: [...plain('logs:DescribeLogGroups'), ...own('log-group', 'logs:ListTagsForResource')],
    update: own(
      'log-group',
      'logs:AssociateKmsKey',
      'logs:DeleteRetentionPolicy',
      'logs:TagResource',
      'logs:UntagResource',
    ),
    remove: own('log-group', 'logs:DeleteLogGroup'),
  },
  aws_cloudwatch_log_resource_policy: {
    create: plain('logs:PutResourcePolicy'),
    read: plain('logs:DescribeResourcePolicies'),
    remove: plain('logs:DeleteResourcePolicy'),
  },
  aws_cloudwatch_metric_alarm: {
    create: makes('alarm', 'cloudwatch:PutMetricAlarm', 'cloudwatch:TagResource'),
    read: own('alarm', 'cloudwatch:DescribeAlarms', 'cloudwatch:ListTagsForResource'),
    update: own('alarm', 'cloudwatch:PutMetricAlarm', 'cloudwatch:TagResource', 'cloudwatch:UntagResource'),
    remove: own('alarm', 'cloudwatch:DeleteAlarms'),
  },
  aws_cloudwatch_composite_alarm: {
    create: makes('alarm', 'cloudwatch:PutCompositeAlarm', 'cloudwatch:TagResource'),
    read: own('alarm', 'cloudwatch:DescribeAlarms', 'cloudwatch:ListTagsForResource'),
    update: own('alarm', 'cloudwatch:PutCompositeAlarm'),
    remove: own('alarm', 'cloudwatch:DeleteAlarms'),
  },
  aws_sns_topic: {
    create: [...makes('topic', 'sns:CreateTopic', 'sns:TagResource'), ...own('topic', 'sns:SetTopicAttributes')],
    read: own('topic', 'sns:GetTopicAttributes', 'sns:ListTagsForResource'),
    update: own('topic', 'sns:TagResource', 'sns:UntagResource'),
    remove: own('topic', 'sns:DeleteTopic'),
  },
  aws_sns_topic_policy: {
    create: own('topic', 'sns:SetTopicAttributes'),
    read: own('topic', 'sns:GetTopicAttributes'),
    remove: own('topic', 'sns:SetTopicAttributes'),
  },
  aws_sns_topic_subscription: {
    create: own('topic', 'sns:Subscribe'),
    read: own('topic', 'sns:GetSubscriptionAttributes'),
    update: own('topic', 'sns:SetSubscriptionAttributes'),
    remove: own('topic', 'sns:Unsubscribe'),
  },
  aws_cloudwatch_event_rule: {
    create: makes('rule-on-default-event-bus', 'events:PutRule', 'events:TagResource'),
    read: own('rule-on-default-event-bus', 'events:DescribeRule', 'events:ListTagsForResource'),
    update: own('rule-on-default-event-bus', 'events:PutRule', 'events:TagResource', 'events:UntagResource'),
    remove: own('rule-on-default-event-bus', 'events:DeleteRule'),
  },
  aws_cloudwatch_event_target: {
    create: own('rule-on-default-event-bus', 'events:PutTargets'),
    read: own('rule-on-default-event-bus', 'events:ListTargetsByRule'),
    remove: own('rule-on-default-event-bus', 'events:RemoveTargets'),
  },
  aws_wafv2_web_acl: {
    create: [
      ...makes('webacl', 'wafv2:CreateWebACL', 'wafv2:TagResource'),
      ...untagged('managedruleset', 'wafv2:CreateWebACL'),
    ],
    read: own('webacl', 'wafv2:GetWebACL', 'wafv2:ListTagsForResource'),
    update: [
      ...own('webacl', 'wafv2:UpdateWebACL', 'wafv2:TagResource', 'wafv2:UntagResource'),
      ...untagged('managedruleset', 'wafv2:UpdateWebACL'),
    ],
    remove: own('webacl', 'wafv2:DeleteWebACL'),
  },
  aws_wafv2_web_acl_logging_configuration: {
    create: [
      ...own('webacl', 'wafv2:PutLoggingConfiguration'),
      ...plain(
        'logs:CreateLogDelivery',
        'logs:PutResourcePolicy',
        'logs:DescribeResourcePolicies',
        'logs:DescribeLogGroups',
      ),
    ],
    read: own('webacl', 'wafv2:GetLoggingConfiguration'),
    remove: [...own('webacl', 'wafv2:DeleteLoggingConfiguration'), ...plain('logs:DeleteLogDelivery')],
  },
  aws_iam_role: {
    create: [...withinBoundary('own', 'iam:CreateRole'), ...untagged('role', 'iam:TagRole', 'iam:GetRole')],
    read: untagged('role', 'iam:GetRole', 'iam:ListRolePolicies', 'iam:ListAttachedRolePolicies'),
    update: [
      ...withinBoundary('own', 'iam:PutRolePermissionsBoundary'),
      ...untagged(
        'role',
        'iam:UpdateAssumeRolePolicy',
        'iam:UpdateRole',
        'iam:UpdateRoleDescription',
        'iam:TagRole',
        'iam:UntagRole',
      ),
    ],
    remove: untagged('role', 'iam:ListInstanceProfilesForRole', 'iam:DeleteRole'),
  },
  aws_iam_role_policy: {
    create: withinBoundary('own', 'iam:PutRolePolicy'),
    read: untagged('role', 'iam:GetRolePolicy'),
    remove: withinBoundary('own', 'iam:DeleteRolePolicy'),
  },
  aws_iam_user: {
    create: [
      ...saying({ 'iam:PermissionsBoundary': 'own' }, untagged('user', 'iam:CreateUser')),
      ...untagged('user', 'iam:TagUser'),
    ],
    read: untagged('user', 'iam:GetUser'),
    update: [
      ...saying({ 'iam:PermissionsBoundary': 'own' }, untagged('user', 'iam:PutUserPermissionsBoundary')),
      ...untagged('user', 'iam:UntagUser'),
    ],
    // Its credentials go first, where `force_destroy` says so: see `takingCredentials`.
    remove: untagged('user', 'iam:ListGroupsForUser', 'iam:DeleteUser'),
  },
  aws_iam_group: {
    create: untagged('group', 'iam:CreateGroup'),
    read: untagged('group', 'iam:GetGroup'),
    remove: untagged('group', 'iam:DeleteGroup'),
  },
  aws_iam_group_membership: {
    create: untagged('group', 'iam:AddUserToGroup'),
    read: untagged('group', 'iam:GetGroup'),
    remove: untagged('group', 'iam:RemoveUserFromGroup'),
  },
  aws_iam_group_policy: {
    create: untagged('group', 'iam:PutGroupPolicy'),
    read: untagged('group', 'iam:GetGroupPolicy'),
    remove: untagged('group', 'iam:DeleteGroupPolicy'),
  },
  aws_iam_instance_profile: {
    create: [
      ...untagged(
        'instance-profile',
        'iam:CreateInstanceProfile',
        'iam:TagInstanceProfile',
        'iam:AddRoleToInstanceProfile',
      ),
      ...saying({ 'iam:PassedToService': 'ec2.amazonaws.com' }, untagged('role', 'iam:PassRole')),
    ],
    read: untagged('instance-profile', 'iam:GetInstanceProfile'),
    update: untagged('instance-profile', 'iam:UntagInstanceProfile'),
    remove: untagged('instance-profile', 'iam:RemoveRoleFromInstanceProfile', 'iam:DeleteInstanceProfile'),
  },
  aws_s3_bucket: {
    create: untagged('bucket', 's3:CreateBucket', 's3:PutBucketTagging'),
    read: untagged(
      'bucket',
      's3:GetAccelerateConfiguration',
      's3:GetBucketAcl',
      's3:GetBucketCORS',
      's3:GetBucketLocation',
      's3:GetBucketLogging',
      's3:GetBucketObjectLockConfiguration',
      's3:GetBucketPolicy',
      's3:GetBucketRequestPayment',
      's3:GetBucketTagging',
      's3:GetBucketVersioning',
      's3:GetBucketWebsite',
      's3:GetEncryptionConfiguration',
      's3:GetLifecycleConfiguration',
      's3:GetReplicationConfiguration',
      's3:ListBucket',
    ),
    // What is in it goes first, where `force_destroy` says so: see `emptyingBucket`.
    remove: untagged('bucket', 's3:DeleteBucket'),
  },
  aws_s3_bucket_lifecycle_configuration: {
    create: untagged('bucket', 's3:PutLifecycleConfiguration'),
    read: untagged('bucket', 's3:GetLifecycleConfiguration'),
    remove: untagged('bucket', 's3:PutLifecycleConfiguration'),
  },
  aws_s3_bucket_logging: {
    create: untagged('bucket', 's3:PutBucketLogging'),
    read: untagged('bucket', 's3:GetBucketLogging'),
    remove: untagged('bucket', 's3:PutBucketLogging'),
  },
  aws_s3_bucket_notification: {
    create: untagged('bucket', 's3:PutBucketNotification'),
    read: untagged('bucket', 's3:GetBucketNotification'),
    remove: untagged('bucket', 's3:PutBucketNotification'),
  },
  aws_s3_bucket_ownership_controls: {
    create: untagged('bucket', 's3:PutBucketOwnershipControls'),
    read: untagged('bucket', 's3:GetBucketOwnershipControls'),
    remove: untagged('bucket', 's3:PutBucketOwnershipControls'),
  },
  aws_s3_bucket_policy: {
    create: untagged('bucket', 's3:PutBucketPolicy'),
    read: untagged('bucket', 's3:GetBucketPolicy'),
    remove: untagged('bucket', 's3:DeleteBucketPolicy'),
  },
  aws_s3_bucket_public_access_block: {
    create: untagged('bucket', 's3:PutBucketPublicAccessBlock'),
    read: untagged('bucket', 's3:GetBucketPublicAccessBlock'),
    remove: untagged('bucket', 's3:PutBucketPublicAccessBlock'),
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    create: untagged('bucket', 's3:PutEncryptionConfiguration'),
    read: untagged('bucket', 's3:GetEncryptionConfiguration'),
    remove: untagged('bucket', 's3:PutEncryptionConfiguration'),
  },
  aws_s3_bucket_versioning: {
    create: untagged('bucket', 's3:PutBucketVersioning'),
    read: untagged('bucket', 's3:GetBucketVersioning'),
    remove: untagged('bucket', 's3:PutBucketVersioning'),
  },
};

/** What the provider does before it deletes a user with `force_destroy`. */
export const takingCredentials = [
  ...untagged(
    'user',
    'iam:ListUserPolicies',
    'iam:ListAttachedUserPolicies',
    'iam:ListAccessKeys',
    'iam:DeleteAccessKey',
    'iam:ListSSHPublicKeys',
    'iam:ListMFADevices',
    'iam:DeleteLoginProfile',
    'iam:ListSigningCertificates',
    'iam:ListServiceSpecificCredentials',
  ),
  ...plain('iam:ListVirtualMFADevices'),
];

/** The service-linked roles of AWS: made when a service is used for the first time in an account. */
export const firstUse = (service: string) =>
  saying(
    { 'iam:AWSServiceName': service },
    named(`aws-service-role/${service}/AWSServiceRole`, untagged('role', 'iam:CreateServiceLinkedRole')),
  );

/** A role of the app's is passed to a service. */
export const passes = (service: string) => saying({ 'iam:PassedToService': service }, untagged('role', 'iam:PassRole'));

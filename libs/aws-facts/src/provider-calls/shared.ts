import { makes, makesUnnamed, own, plain, untagged, type CallsByType } from './call';

/** Resource types of several apps: keys, logs, alarms, rules, web ACLs. */
export const sharedCalls = {
  aws_kms_key: {
    create: [
      ...makesUnnamed('kms:CreateKey'),
      ...makes('key', 'kms:TagResource'),
      ...own('key', 'kms:EnableKeyRotation'),
    ],
    read: own('key', 'kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListResourceTags'),
    update: own('key', 'kms:PutKeyPolicy', 'kms:UpdateKeyDescription', 'kms:TagResource', 'kms:UntagResource'),
    delete: own('key', 'kms:ScheduleKeyDeletion'),
  },
  aws_kms_alias: {
    create: [...untagged('alias', 'kms:CreateAlias'), ...own('key', 'kms:CreateAlias')],
    read: plain('kms:ListAliases'),
    update: [...untagged('alias', 'kms:UpdateAlias'), ...own('key', 'kms:UpdateAlias')],
    delete: [...untagged('alias', 'kms:DeleteAlias'), ...own('key', 'kms:DeleteAlias')],
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
    delete: own('log-group', 'logs:DeleteLogGroup'),
  },
  aws_cloudwatch_log_resource_policy: {
    create: plain('logs:PutResourcePolicy'),
    read: plain('logs:DescribeResourcePolicies'),
    delete: plain('logs:DeleteResourcePolicy'),
  },
  aws_cloudwatch_metric_alarm: {
    create: makes('alarm', 'cloudwatch:PutMetricAlarm', 'cloudwatch:TagResource'),
    read: own('alarm', 'cloudwatch:DescribeAlarms', 'cloudwatch:ListTagsForResource'),
    update: own('alarm', 'cloudwatch:PutMetricAlarm', 'cloudwatch:TagResource', 'cloudwatch:UntagResource'),
    delete: own('alarm', 'cloudwatch:DeleteAlarms'),
  },
  aws_cloudwatch_composite_alarm: {
    create: makes('alarm', 'cloudwatch:PutCompositeAlarm', 'cloudwatch:TagResource'),
    read: own('alarm', 'cloudwatch:DescribeAlarms', 'cloudwatch:ListTagsForResource'),
    update: own('alarm', 'cloudwatch:PutCompositeAlarm'),
    delete: own('alarm', 'cloudwatch:DeleteAlarms'),
  },
  aws_sns_topic: {
    create: [...makes('topic', 'sns:CreateTopic', 'sns:TagResource'), ...own('topic', 'sns:SetTopicAttributes')],
    read: own('topic', 'sns:GetTopicAttributes', 'sns:ListTagsForResource'),
    update: own('topic', 'sns:TagResource', 'sns:UntagResource'),
    delete: own('topic', 'sns:DeleteTopic'),
  },
  aws_sns_topic_policy: {
    create: own('topic', 'sns:SetTopicAttributes'),
    read: own('topic', 'sns:GetTopicAttributes'),
    delete: own('topic', 'sns:SetTopicAttributes'),
  },
  aws_sns_topic_subscription: {
    create: own('topic', 'sns:Subscribe'),
    read: own('topic', 'sns:GetSubscriptionAttributes'),
    update: own('topic', 'sns:SetSubscriptionAttributes'),
    delete: own('topic', 'sns:Unsubscribe'),
  },
  aws_cloudwatch_event_rule: {
    create: makes('rule-on-default-event-bus', 'events:PutRule', 'events:TagResource'),
    read: own('rule-on-default-event-bus', 'events:DescribeRule', 'events:ListTagsForResource'),
    update: own('rule-on-default-event-bus', 'events:PutRule', 'events:TagResource', 'events:UntagResource'),
    delete: own('rule-on-default-event-bus', 'events:DeleteRule'),
  },
  aws_cloudwatch_event_target: {
    create: own('rule-on-default-event-bus', 'events:PutTargets'),
    read: own('rule-on-default-event-bus', 'events:ListTargetsByRule'),
    delete: own('rule-on-default-event-bus', 'events:RemoveTargets'),
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
    delete: own('webacl', 'wafv2:DeleteWebACL'),
  },
  aws_wafv2_web_acl_logging_configuration: {
    create: own('webacl', 'wafv2:PutLoggingConfiguration'),
    read: own('webacl', 'wafv2:GetLoggingConfiguration'),
    delete: own('webacl', 'wafv2:DeleteLoggingConfiguration'),
  },
} satisfies CallsByType;

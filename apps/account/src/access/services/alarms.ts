import type { Capability } from '../capability';

/** Topics that tell people of something. */
export const topics: Capability = {
  read: ['sns:GetSubscriptionAttributes', 'sns:GetTopicAttributes', 'sns:ListTagsForResource'],
  create: ['sns:CreateTopic', 'sns:TagResource'],
  change: [
    'sns:DeleteTopic',
    'sns:SetSubscriptionAttributes',
    'sns:SetTopicAttributes',
    'sns:Subscribe',
    'sns:TagResource',
    'sns:Unsubscribe',
    'sns:UntagResource',
  ],
};

/** Alarms on a metric. */
export const alarms: Capability = {
  read: ['cloudwatch:DescribeAlarms', 'cloudwatch:ListTagsForResource'],
  create: ['cloudwatch:PutMetricAlarm', 'cloudwatch:TagResource'],
  change: [
    'cloudwatch:DeleteAlarms',
    'cloudwatch:PutMetricAlarm',
    'cloudwatch:TagResource',
    'cloudwatch:UntagResource',
  ],
};

/** Alarms on other alarms. */
export const compositeAlarms: Capability = {
  create: ['cloudwatch:PutCompositeAlarm'],
  change: ['cloudwatch:PutCompositeAlarm'],
};

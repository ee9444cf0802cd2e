import type { Capability } from '../capability';

/** Rules of EventBridge, and where they send what they match. */
export const eventRules: Capability = {
  read: ['events:DescribeRule', 'events:ListTagsForResource', 'events:ListTargetsByRule'],
  create: ['events:PutRule', 'events:TagResource'],
  change: [
    'events:DeleteRule',
    'events:PutRule',
    'events:PutTargets',
    'events:RemoveTargets',
    'events:TagResource',
    'events:UntagResource',
  ],
};

/** Queues. */
export const queues: Capability = {
  read: ['sqs:GetQueueAttributes', 'sqs:ListQueueTags'],
  create: ['sqs:CreateQueue', 'sqs:TagQueue'],
  change: ['sqs:DeleteQueue', 'sqs:SetQueueAttributes', 'sqs:TagQueue', 'sqs:UntagQueue'],
};

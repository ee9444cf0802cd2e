import type { Capability } from '../capability';

/** Log groups. */
export const logGroups: Capability = {
  list: ['logs:DescribeLogGroups'],
  read: ['logs:ListTagsForResource'],
  create: ['logs:CreateLogGroup', 'logs:TagResource'],
  change: [
    'logs:AssociateKmsKey',
    'logs:DeleteLogGroup',
    'logs:DeleteRetentionPolicy',
    'logs:PutRetentionPolicy',
    'logs:TagResource',
    'logs:UntagResource',
  ],
};

/** What lets services of AWS write into log groups. */
export const logPolicies: Capability = {
  list: ['logs:DescribeResourcePolicies'],
  set: ['logs:DeleteResourcePolicy', 'logs:PutResourcePolicy'],
};

/** The way of logs that a service delivers by itself ("vended logs"). */
export const logDeliveries: Capability = {
  read: ['logs:GetDelivery', 'logs:GetDeliveryDestination', 'logs:GetDeliverySource', 'logs:ListTagsForResource'],
  create: ['logs:CreateDelivery', 'logs:PutDeliveryDestination', 'logs:PutDeliverySource', 'logs:TagResource'],
  change: [
    'logs:CreateDelivery',
    'logs:DeleteDelivery',
    'logs:DeleteDeliveryDestination',
    'logs:DeleteDeliverySource',
    'logs:PutDeliveryDestination',
    'logs:PutDeliverySource',
    'logs:TagResource',
    'logs:UntagResource',
    'logs:UpdateDeliveryConfiguration',
  ],
};

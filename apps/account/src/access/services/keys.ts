import type { Capability } from '../capability';

/** Keys that encrypt, and their aliases. */
export const keys: Capability = {
  list: ['kms:ListAliases'],
  read: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListResourceTags'],
  create: ['kms:TagResource'],
  createUnnamed: ['kms:CreateKey'],
  change: [
    // An alias carries no tag, see `aliases`: whoever changes one needs the key, too.
    'kms:CreateAlias',
    'kms:DeleteAlias',
    'kms:UpdateAlias',
    'kms:EnableKeyRotation',
    'kms:PutKeyPolicy',
    'kms:ScheduleKeyDeletion',
    'kms:TagResource',
    'kms:UntagResource',
    'kms:UpdateKeyDescription',
  ],
};

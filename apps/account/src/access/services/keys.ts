import type { Capability } from '../capability';

/** Keys that encrypt, and their aliases. */
export const keys: Capability = {
  list: ['kms:ListAliases'],
  read: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListResourceTags'],
  create: ['kms:TagResource'],
  createUnnamed: ['kms:CreateKey'],
  change: [
    // An alias carries no tag, see `aliases`: who changes one needs the key, too. What is done to a new key, see `newKeys`.
    'kms:DeleteAlias',
    'kms:UpdateAlias',
    'kms:PutKeyPolicy',
    'kms:ScheduleKeyDeletion',
    'kms:TagResource',
    'kms:UntagResource',
    'kms:UpdateKeyDescription',
  ],
};

import { makes, own, type CallsByType } from './call';

/** Vaults and plans, in terraform-provider-aws 5.100.0 (internal/service/backup). */
export const backupCalls = {
  aws_backup_vault: {
    create: makes('backupVault', 'backup:CreateBackupVault', 'backup:TagResource'),
    read: own('backupVault', 'backup:DescribeBackupVault', 'backup:ListTags'),
    update: own('backupVault', 'backup:TagResource', 'backup:UntagResource'),
    // Its content is deleted first, with `force_destroy`: see `emptyingVault`.
    delete: own('backupVault', 'backup:DeleteBackupVault'),
  },
  aws_backup_vault_lock_configuration: {
    create: own('backupVault', 'backup:PutBackupVaultLockConfiguration'),
    read: own('backupVault', 'backup:DescribeBackupVault'),
    delete: own('backupVault', 'backup:DeleteBackupVaultLockConfiguration'),
  },
  aws_backup_plan: {
    create: makes('backupPlan', 'backup:CreateBackupPlan', 'backup:TagResource'),
    read: own('backupPlan', 'backup:GetBackupPlan', 'backup:ListTags'),
    update: own('backupPlan', 'backup:UpdateBackupPlan'),
    delete: own('backupPlan', 'backup:DeleteBackupPlan'),
  },
  aws_backup_selection: {
    create: own('backupPlan', 'backup:CreateBackupSelection'),
    read: own('backupPlan', 'backup:GetBackupSelection'),
    delete: own('backupPlan', 'backup:DeleteBackupSelection'),
  },
} satisfies CallsByType;

/** The calls that empty a vault before its deletion, with `force_destroy`. */
export const emptyingVault = [
  ...own('backupVault', 'backup:ListRecoveryPointsByBackupVault'),
  ...own('recoveryPoint', 'backup:DeleteRecoveryPoint'),
];

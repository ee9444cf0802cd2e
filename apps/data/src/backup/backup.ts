import { BackupPlan } from '@cdktf/provider-aws/lib/backup-plan';
import { BackupSelection } from '@cdktf/provider-aws/lib/backup-selection';
import { BackupVault } from '@cdktf/provider-aws/lib/backup-vault';
import { BackupVaultLockConfiguration } from '@cdktf/provider-aws/lib/backup-vault-lock-configuration';
import { EncryptionKey, ServiceRole } from '@malinshopper/constructs';
import type { Environment } from '@malinshopper/environments';
import { resourceName, type ProtectionSettings } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { BackupAlarms } from './backup-alarms';
import { backupPermissions, type BackupPermissionsProps } from './backup-permissions';

export interface BackupProps extends Omit<BackupPermissionsProps, 'vaultArn' | 'vaultKeyArn'> {
  readonly environment: Environment;
  readonly protection: ProtectionSettings;
  /** The retention of a backup, in days. */
  readonly keepDays: number;
  readonly topicArn: string;
}

/**
 * A backup of the database and of the content every night, in its own vault: it outlives its source. In a protected
 * environment no identity can delete it early, unless an administrator removes the lock. The backups are full, not
 * continuous: continuous backup would take over RDS's own backups, with their window and retention.
 */
export class Backup extends Construct {
  constructor(scope: Construct, id: string, props: BackupProps) {
    super(scope, id);
    const { environment, protection, keepDays, topicArn } = props;
    const { account, name } = environment;

    const key = new EncryptionKey(this, 'key', {
      description: `Backups of ${name}`,
      alias: resourceName('keyAlias', 'malinshopper', name, 'backup'),
      accountId: account.id,
      protection,
    });
    const vault = new BackupVault(this, 'vault', {
      name: resourceName('backupVault', name),
      kmsKeyArn: key.arn,
      forceDestroy: protection.forceDestroy,
      lifecycle: { preventDestroy: protection.preventDestroy },
    });
    if (protection.preventDestroy) {
      // Without "compliance mode": in that mode no identity, not even AWS, can correct a mistake.
      new BackupVaultLockConfiguration(this, 'lock', { backupVaultName: vault.name, minRetentionDays: keepDays });
    }
    const role = new ServiceRole(this, 'role', {
      name: resourceName('role', name, 'backup'),
      description: `Copies the database and the content of ${name}`,
      service: 'backup.amazonaws.com',
      sourceAccount: account.id,
      policies: backupPermissions({ ...props, vaultArn: vault.arn, vaultKeyArn: key.arn }),
    });
    const plan = new BackupPlan(this, 'plan', {
      name: resourceName('backupPlan', name, 'daily'),
      rule: [
        {
          ruleName: 'daily',
          targetVaultName: vault.name,
          // In UTC. "AWS database services cannot start backups 1 hour before or during their maintenance window or
          // automatic backup window" (AWS Backup developer guide, "Troubleshoot creating resources"): the server has
          // both windows before four o'clock (apps/data/src/database/database.ts), and a job can begin at any time in
          // its start window.
          schedule: 'cron(30 4 * * ? *)',
          startWindow: 60,
          completionWindow: 360,
          lifecycle: { deleteAfter: keepDays },
        },
      ],
    });
    new BackupSelection(this, 'selection', {
      name: resourceName('backupPlan', name, 'data'),
      planId: plan.id,
      iamRoleArn: role.arn,
      // By ARN and not by tag: a forgotten tag would be a missing backup, and a selection by tag needs an opt-in of the
      // account for each service (AWS Backup developer guide, "Service opt-in").
      resources: [props.databaseArn, props.bucketArn],
    });
    new BackupAlarms(this, 'alarms', { environmentName: name, vaultName: vault.name, topicArn });
  }
}

import { BackupPlan } from '@cdktf/provider-aws/lib/backup-plan';
import { BackupSelection } from '@cdktf/provider-aws/lib/backup-selection';
import { BackupVault } from '@cdktf/provider-aws/lib/backup-vault';
import { BackupVaultLockConfiguration } from '@cdktf/provider-aws/lib/backup-vault-lock-configuration';
import { Alarm, EncryptionKey, ServiceRole } from '@malinshopper/constructs';
import type { Environment } from '@malinshopper/environments';
import { resourceName, type ProtectionSettings } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { backupPermissions, type BackupPermissionsProps } from './backup-permissions';

export interface BackupProps extends Omit<BackupPermissionsProps, 'vaultArn' | 'vaultKeyArn'> {
  readonly environment: Environment;
  readonly protection: ProtectionSettings;
  /** How long a copy is kept, in days. */
  readonly keepDays: number;
  readonly topicArn: string;
}

const day = 24 * 60 * 60;

/**
 * A copy of the database and of the content every night, in a vault of its own: it outlives what it is a copy of, and where
 * the environment is protected nobody deletes it before its time, until an administrator takes the lock off. Whole copies, not
 * a continuous one: that would take RDS's own backups over, with their window and their time.
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
      // Without a day from which it is for good ("compliance mode"): a mistake in it could be mended by nobody, not even AWS.
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
          // After RDS's own window, in UTC, and done before people come to work.
          schedule: 'cron(30 2 * * ? *)',
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
      // By address and not by tag: a tag that is forgotten would be a copy that is not there, and services that are chosen by
      // tag have to be switched on for the account (AWS Backup developer guide, "Service opt-in").
      resources: [props.databaseArn, props.bucketArn],
    });
    this.alarms(vault.name, name, topicArn);
  }

  private alarms(vaultName: string, environmentName: string, topicArn: string): void {
    const common = {
      namespace: 'AWS/Backup',
      dimensions: { BackupVaultName: vaultName },
      statistic: 'Sum',
      topicArn,
    } as const;
    new Alarm(this, 'failed', {
      ...common,
      name: resourceName('alarm', environmentName, 'backup-failed'),
      description: `A copy for the vault ${vaultName} has failed: look at its job in AWS Backup`,
      metricName: 'NumberOfBackupJobsFailed',
      comparisonOperator: 'GreaterThanThreshold',
      threshold: 0,
      period: 300,
      evaluationPeriods: 1,
    });
    new Alarm(this, 'missing', {
      ...common,
      name: resourceName('alarm', environmentName, 'backup-missing'),
      description: `For two days no copy has come into the vault ${vaultName}: look at the jobs of its plan in AWS Backup`,
      metricName: 'NumberOfBackupJobsCompleted',
      comparisonOperator: 'LessThanThreshold',
      threshold: 1,
      period: day,
      // Of two: jobs do not end at the same minute every night.
      evaluationPeriods: 2,
      missingData: 'breaching',
    });
  }
}

import { isTrue } from '@malinshopper/synthesized';
import { all, alsoBroken, at, between, on } from '../ask';
import { isProtected, onlyIfUnprotected } from '../protected';
import { rulesOf } from '../table';

/** Recovery of a database after the loss of a server, a zone, a disk or data. */
export const recovery = rulesOf('aws_db_instance', {
  CKV_AWS_157: {
    title: 'Database servers have a standby in another zone',
    severity: 'high',
    covers: 'FSBP.RDS.5 AwsSolutions-RDS3 D1',
    why: 'Without it the loss of a zone or a disk makes the site unavailable for hours',
    fix: 'Set multiAz in the environment',
    ask: on('multi_az'),
  },
  CKV_AWS_133: {
    title: 'Database servers are backed up every day',
    severity: 'critical',
    covers: 'tfsec.rds.specify-backup-retention D3',
    why: 'With a retention of 0 days RDS creates no snapshots, and no point-in-time recovery is possible',
    fix: 'Set backupRetentionDays of the environment to 1 to 35',
    ask: between('backup_retention_period', 1, 35, 0),
  },
  'FSBP.RDS.11': {
    title: 'Database backups are kept for seven days, in production for thirty',
    severity: 'high',
    covers: 'AwsSolutions-RDS13 D3',
    why: 'Damage that is found after a holiday is in all later backups too',
    fix: 'Set backupRetentionDays of the environment to 7 or more, in production to 30 to 35',
    ask: alsoBroken(
      at(
        'backup_retention_period',
        (days, _server, { environment }) => Number(days) >= (environment.kind === 'production' ? 30 : 7),
        7,
      ),
      {
        'staging keeps backups for one day': {
          scenario: 'staging',
          change: (config) => (config.backup_retention_period = 1),
        },
      },
    ),
  },
  MAL_RDS_12: {
    title: 'A deletion of a protected database server keeps its automated backups',
    severity: 'high',
    covers: 'D3 X4',
    why: 'After a deletion, only the automated backups and the final snapshot are left',
    fix: 'Leave deleteAutomatedBackups out, or set it to false',
    ask: at(
      'delete_automated_backups',
      (value, server, world) => !isTrue(value) || !isProtected(server, world),
      true,
      'true',
    ),
  },
  CKV_AWS_293: {
    title: 'Database servers have deletion protection',
    severity: 'high',
    covers: 'FSBP.RDS.8 AwsSolutions-RDS10 D3 X4',
    why: 'A call in the wrong account would delete the shop',
    fix: 'Set protection.enabled in the environment',
    ask: on('deletion_protection'),
  },
  MAL_RDS_4: {
    title:
      'At its deletion, a protected database server leaves a final snapshot with a unique name. Any other database server leaves no snapshot',
    severity: 'high',
    covers: 'D3 X4',
    why: 'The deletion fails if the name exists; a snapshot of a temporary environment costs money',
    fix: 'Set skipFinalSnapshot from ProtectionSettings, finalSnapshotIdentifier with the time of creation',
    ask: alsoBroken(
      all(
        onlyIfUnprotected('skip_final_snapshot'),
        at(
          'final_snapshot_identifier',
          (name, { config }) => isTrue(config['skip_final_snapshot']) || String(name).includes('${terraform_data.'),
          'production-mysql-final',
        ),
      ),
      {
        'testing leaves a final snapshot': {
          scenario: 'testing',
          change: (config) => (config.skip_final_snapshot = false),
        },
      },
    ),
  },
  CKV2_AWS_60: {
    title: 'Snapshots have the tags of their database server',
    severity: 'low',
    covers: 'FSBP.RDS.17 D3',
    why: 'Without tags it is unknown which team owns them, their cost, and if they can be deleted',
    fix: 'Set copyTagsToSnapshot',
    ask: on('copy_tags_to_snapshot'),
  },
  MAL_RDS_5: {
    title: 'Database servers grow their storage automatically',
    severity: 'high',
    covers: 'D4',
    why: 'A full disk stops the database server, and no page of the shop works',
    fix: 'Set maxStorageGiB of the environment to at least 1.1 times storageGiB',
    source: 'RDS user guide, "Managing capacity automatically with storage autoscaling"',
    ask: at(
      'max_allocated_storage',
      (value, { config }) => Number(value) >= Number(config['allocated_storage']) * 1.1,
      undefined,
      100,
    ),
  },
});

import { isTrue } from '@malinshopper/synthesized';
import type { Rule } from '../../rule';
import { must, said } from '../must';
import { isProtected } from '../protected';

const types = ['aws_db_instance'];

/** What is left of a database when a server, a zone, a disk or a day's work is lost. */
export const databaseRecoveryRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_157',
    covers: ['FSBP.RDS.5', 'AwsSolutions-RDS3', 'D1'],
    title: 'Every database server has a second one in another zone',
    severity: 'high',
    why: 'Without it, the loss of a zone or of a disk takes the site down for hours',
    fix: 'multiAz: true in the environment',
    types,
    check: must('multi_az', isTrue),
  },
  {
    id: 'CKV_AWS_133',
    covers: ['tfsec.rds.specify-backup-retention', 'D3'],
    title: 'Every database server is backed up every day',
    severity: 'critical',
    why: 'With no days to keep there are no backups at all, and none of a minute either',
    fix: 'backupRetentionDays: 1 to 35 in the environment',
    types,
    check: must('backup_retention_period', (value) => Number(value) >= 1 && Number(value) <= 35),
  },
  {
    id: 'FSBP.RDS.11',
    covers: ['AwsSolutions-RDS13', 'D3'],
    title: 'Backups of a database server are kept for a week, in production for thirty days',
    severity: 'high',
    why: 'Damage that is found after a holiday is in every younger backup too',
    fix: 'backupRetentionDays: 7 in the environment, in production 30 to 35',
    types,
    check: (resource, world) => {
      const least = world.environment.kind === 'production' ? 30 : 7;
      return must('backup_retention_period', (value) => Number(value) >= least)(resource, world);
    },
  },
  {
    id: 'CKV_AWS_293',
    covers: ['FSBP.RDS.8', 'AwsSolutions-RDS10', 'D3', 'X4'],
    title: 'No database server can be deleted by mistake',
    severity: 'high',
    why: 'A call to the wrong account, and the shop is gone',
    fix: 'protection: { enabled: true } in the environment',
    types,
    check: must('deletion_protection', isTrue),
  },
  {
    id: 'MAL_RDS_4',
    covers: ['D3', 'X4'],
    title: 'A protected database server leaves a snapshot behind, under a name of its own; any other leaves nothing',
    severity: 'high',
    why: 'With a name that was there before, the deletion fails; what is thrown away must not go on to cost',
    fix: 'skipFinalSnapshot of the protection settings; finalSnapshotIdentifier with the time at which the server was made',
    types,
    check: (resource, world) => {
      const { config } = resource;
      const skips = isTrue(config['skip_final_snapshot']);
      if (skips === isProtected(resource, world)) return said(config, 'skip_final_snapshot');
      const name = 'final_snapshot_identifier';
      return skips || String(config[name]).includes('${terraform_data.') ? undefined : said(config, name);
    },
  },
  {
    id: 'CKV2_AWS_60',
    covers: ['FSBP.RDS.17', 'D3'],
    title: 'Snapshots carry the tags of their database server',
    severity: 'low',
    why: 'Else nobody can say whose they are, what they cost, and whether they may go',
    fix: 'copyTagsToSnapshot: true',
    types,
    check: must('copy_tags_to_snapshot', isTrue),
  },
  {
    id: 'MAL_RDS_5',
    covers: ['D4'],
    title: 'The disk of every database server grows by itself',
    severity: 'high',
    why: 'A full disk stops the server, and every page with it',
    fix: 'maxStorageGiB at least a tenth above storageGiB in the environment',
    types,
    check: must(
      'max_allocated_storage',
      // RDS user guide, "Managing capacity automatically with storage autoscaling".
      (value, { config }) => Number(value) >= Number(config['allocated_storage']) * 1.1,
    ),
  },
];

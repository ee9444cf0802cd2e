import { blocks, isTrue, type Resource, type World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { isContent } from './buckets/parts';
import { must, said } from './must';
import { isOwnKey } from './own-key';
import { isProtected } from './protected';

const vault = ['aws_backup_vault'];
const isBackedUp = ({ environment: { kind, backup } }: World) => kind === 'production' || backup.plan !== 'none';

/** Copies that outlive what they are copies of. */
export const backupRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_166',
    covers: ['FSBP.Backup.1', 'B1'],
    title: 'Every vault of backups is encrypted with a key of ours',
    severity: 'high',
    why: 'A copy has to have the same lock as what it is a copy of',
    fix: 'kmsKeyArn: the arn of an EncryptionKey (libs/constructs)',
    types: vault,
    check: must('kms_key_arn', isOwnKey),
  },
  {
    id: 'FSBP.RDS.26',
    covers: ['B1'],
    title: 'In production, the database and the content are copied into a vault every day',
    severity: 'critical',
    why: "RDS's own backups go with the server, and the versions of a bucket with the bucket",
    fix: "backup: { plan: 'daily' } in the environment",
    types: ['aws_db_instance', 'aws_s3_bucket'],
    about: (resource, world) =>
      isBackedUp(world) && (resource.type === 'aws_db_instance' || isContent(resource, world)),
    check: (resource, world) => {
      const selections = world
        .thatName(resource, 'aws_backup_selection')
        .filter(({ config, stack }) => world.targets(config['resources'], stack).includes(resource))
        .filter(({ config, stack }) => !world.targets(config['not_resources'], stack).includes(resource));
      if (selections.length === 0) return 'no selection of a backup plan names it';
      const planned = selections.some(({ config, stack }) =>
        world.targets(config['plan_id'], stack).some((plan) => vaultsOf(plan, world).length > 0),
      );
      return planned ? undefined : 'the plan of its selection copies into no vault of ours';
    },
  },
  {
    id: 'MAL_BAK_1',
    covers: ['B1'],
    title: 'A backup plan copies every night, and keeps each copy as long as the environment says',
    severity: 'high',
    why: 'Damage that is found after a holiday is in every younger copy too',
    fix: 'schedule: once a day; lifecycle.deleteAfter: keepDays of the environment',
    types: ['aws_backup_plan'],
    check: ({ config }, { environment: { backup, kind } }) => {
      const least = Math.max(kind === 'production' ? 30 : 7, backup.plan === 'none' ? 0 : backup.keepDays);
      const rules = blocks(config['rule']);
      const daily = rules.filter(({ schedule }) => /^cron\(\d+ \d+ (\*|\?) \* (\*|\?) \*\)$/.test(String(schedule)));
      if (daily.length === 0) return `its schedules are ${rules.map(({ schedule }) => schedule).join(', ') || 'none'}`;
      const kept = daily.map((rule) => Number(blocks(rule['lifecycle'])[0]?.['delete_after'] ?? 0));
      return kept.some((days) => days >= least) ? undefined : `copies are kept for ${kept.join(', ')} days of ${least}`;
    },
  },
  {
    id: 'MAL_BAK_2',
    covers: ['B1', 'X4'],
    title: 'Where an environment is protected, nobody deletes a copy before its time',
    severity: 'high',
    why: 'Who breaks in and wants a ransom deletes the backups first',
    fix: 'A BackupVaultLockConfiguration with minRetentionDays, and forceDestroy of the protection settings',
    types: vault,
    check: (resource, world) => {
      const kept = isProtected(resource, world);
      if (isTrue(resource.config['force_destroy']) === kept) return said(resource.config, 'force_destroy');
      const locks = world.thatName(resource, 'aws_backup_vault_lock_configuration');
      const locked = locks.some(({ config }) => Number(config['min_retention_days'] ?? 0) >= 7);
      return kept && !locked ? 'no lock keeps its copies for a week at least' : undefined;
    },
  },
];

/** Where a plan copies to. */
const vaultsOf = ({ config, stack }: Resource, world: World): readonly Resource[] =>
  world
    .targets(
      blocks(config['rule']).map((rule) => rule['target_vault_name']),
      stack,
    )
    .filter(({ type }) => type === 'aws_backup_vault');

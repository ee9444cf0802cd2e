import { blocks, type Resource, type World } from '@malinshopper/synthesized';
import { remove, type Change } from '../../testing/mutation';
import { all, custom, ours } from '../ask';
import { isProtected, onlyIfUnprotected } from '../protected';
import { isContent } from '../s3/parts';
import { rulesOf } from '../table';
import { overlap, startsOf, windowsOf } from './windows';

const onPlan = (change: Change) => ({ type: 'aws_backup_plan', change });
const onSelection = (change: Change) => ({ type: 'aws_backup_selection', change });
/** Changes attributes of the first rule of a plan. */
const withRule = (attributes: object) => onPlan((config) => Object.assign(config.rule[0], attributes));

const isBackedUp = ({ environment: { kind, backup } }: World) => kind === 'production' || backup.plan !== 'none';

/** The vaults of this repository that a plan copies to. */
const vaultsOf = ({ config, stack }: Resource, world: World): readonly Resource[] =>
  blocks(config['rule'])
    .flatMap((rule) => world.targets(rule['target_vault_name'], stack))
    .filter(({ type }) => type === 'aws_backup_vault');

/** The database servers that a plan backs up. */
const serversOf = (plan: Resource, world: World) =>
  world
    .thatName(plan, 'aws_backup_selection')
    .flatMap(({ config, stack }) => world.targets(config['resources'], stack))
    .filter(({ type }) => type === 'aws_db_instance');

/** Copies in vaults of AWS Backup. */
export const backupPlans = rulesOf('aws_backup_plan', {
  CKV_AWS_166: {
    title: 'Backup vaults are encrypted with a customer managed key',
    severity: 'high',
    covers: 'FSBP.Backup.1 B1',
    types: ['aws_backup_vault'],
    why: 'A copy needs the same protection as its source',
    fix: 'Set kmsKeyArn to the arn of an EncryptionKey (libs/constructs)',
    ask: ours('kms_key_arn', 'aws_kms_key'),
  },
  'FSBP.RDS.26': {
    title: 'Database and content of production are copied to a vault',
    severity: 'critical',
    covers: 'B1',
    types: ['aws_db_instance', 'aws_s3_bucket'],
    about: (resource, world) =>
      isBackedUp(world) && (resource.type === 'aws_db_instance' || isContent(resource, world)),
    why: 'Backups of RDS are deleted with the server, and object versions with the bucket',
    fix: "Set backup: { plan: 'daily' } in the environment",
    ask: custom(
      (resource, world) => {
        const selections = world
          .thatName(resource, 'aws_backup_selection')
          .filter(({ config, stack }) => world.targets(config['resources'], stack).includes(resource))
          .filter(({ config, stack }) => !world.targets(config['not_resources'], stack).includes(resource));
        if (selections.length === 0) return 'no selection of a backup plan names it';
        const isPlanned = selections.some(({ config, stack }) =>
          world.targets(config['plan_id'], stack).some((plan) => vaultsOf(plan, world).length > 0),
        );
        return isPlanned ? undefined : 'the plan of its selection copies to no vault of this repository';
      },
      {
        'the selection is removed': onSelection(remove),
        'the database is not selected': onSelection((config) => config.resources.splice(0, 1)),
        'the content is not selected': onSelection((config) => config.resources.splice(1, 1)),
        'a selection excludes all of its resources': onSelection((config) => (config.not_resources = config.resources)),
        'the selection has no plan': onSelection((config) => (config.plan_id = 'gone')),
        'the plan copies to the default vault': withRule({ target_vault_name: 'Default' }),
      },
    ),
  },
  MAL_BAK_1: {
    title: 'Backup plans copy every day and keep copies for the retention of the environment',
    severity: 'high',
    covers: 'B1',
    why: 'Damage that is found after a holiday is in all later copies too',
    fix: 'Set schedule to once a day, lifecycle.deleteAfter to keepDays of the environment',
    ask: custom(
      ({ config }, { environment: { backup, kind } }) => {
        const least = Math.max(kind === 'production' ? 30 : 7, backup.plan === 'none' ? 0 : backup.keepDays);
        const rules = blocks(config['rule']);
        const daily = rules.filter(({ schedule }) => /^cron\(\d+ \d+ (\*|\?) \* (\*|\?) \*\)$/.test(String(schedule)));
        if (daily.length === 0)
          return `its schedules are ${rules.map(({ schedule }) => schedule).join(', ') || 'none'}`;
        const kept = daily.map((rule) => Number(blocks(rule['lifecycle'])[0]?.['delete_after'] ?? 0));
        return kept.some((days) => days >= least)
          ? undefined
          : `copies are kept for ${kept.join(', ')} days of ${least}`;
      },
      {
        'backups are made once a month': withRule({ schedule: 'cron(30 2 1 * ? *)' }),
        'copies are kept for a week': withRule({ lifecycle: { delete_after: 7 } }),
        'a plan has no rule': onPlan((config) => delete config.rule),
      },
    ),
  },
  MAL_BAK_2: {
    title: 'Backups of protected environments cannot be deleted before the end of their retention',
    severity: 'high',
    covers: 'B1 X4',
    types: ['aws_backup_vault'],
    why: 'Ransomware deletes the backups first',
    fix: 'Add a BackupVaultLockConfiguration with minRetentionDays; set forceDestroy from ProtectionSettings',
    ask: all(
      onlyIfUnprotected('force_destroy'),
      custom(
        (vault, world) => {
          const locks = world.thatName(vault, 'aws_backup_vault_lock_configuration');
          const isKept = locks.some(({ config }) => Number(config['min_retention_days'] ?? 0) >= 7);
          return isProtected(vault, world) && !isKept ? 'no lock keeps its copies for a week' : undefined;
        },
        {
          'the lock of the vault is removed': { type: 'aws_backup_vault_lock_configuration', change: remove },
          'the lock of the vault keeps copies for one day': {
            type: 'aws_backup_vault_lock_configuration',
            change: (config) => (config.min_retention_days = 1),
          },
        },
      ),
    ),
  },
  MAL_BAK_3: {
    title: 'Backup jobs start outside the windows of the database server, and not in the hour before them',
    severity: 'high',
    covers: 'B1',
    about: (plan, world) => serversOf(plan, world).length > 0,
    why: 'AWS Backup fails jobs that start at that time: one night of each week would have no copy',
    fix: 'Set a schedule with a start window clear of backup_window and maintenance_window',
    ask: custom(
      (plan, world) => {
        for (const rule of blocks(plan.config['rule'])) {
          const starts = startsOf(rule);
          if (!starts) return `its schedule ${String(rule['schedule'])} is not one time of a day`;
          for (const server of serversOf(plan, world)) {
            const windows = windowsOf(server);
            if (!windows) return `${server.path} has a window that RDS chooses`;
            const closed = windows.map((window) => ({ ...window, from: window.from - 60 }));
            const hit = closed.find((window) => starts.some((start) => overlap(start, window)));
            if (hit) return `a job of ${String(rule['schedule'])} may start in ${hit.what} or in the hour before`;
          }
        }
        return undefined;
      },
      {
        'jobs start in the maintenance window': withRule({ schedule: 'cron(30 2 * * ? *)' }),
        'jobs start in the hour before the backup window': withRule({ schedule: 'cron(0 0 * * ? *)' }),
        'evening jobs may start as late as the windows': withRule({
          schedule: 'cron(0 20 * * ? *)',
          start_window: 360,
        }),
        'jobs have the default start window of eight hours': withRule({
          schedule: 'cron(0 18 * * ? *)',
          start_window: undefined,
        }),
        'jobs start every hour': withRule({ schedule: 'rate(1 hour)' }),
        'a server has its maintenance window at the start of the jobs': {
          type: 'aws_db_instance',
          change: (config) => (config.maintenance_window = 'sat:05:00-sat:06:00'),
        },
      },
    ),
  },
  MAL_BAK_4: {
    title: 'Database servers have separate backup and maintenance windows',
    severity: 'medium',
    covers: 'B1',
    types: ['aws_db_instance'],
    about: ({ config }) => config['replicate_source_db'] === undefined,
    why: 'RDS refuses windows that overlap. If a window is not set, RDS chooses a random window',
    fix: 'Set backup_window and maintenance_window to times that do not overlap',
    ask: custom(
      (server) => {
        const [maintenance, ...backups] = windowsOf(server) ?? [];
        if (!maintenance) return 'has a window that RDS chooses';
        return backups.some((window) => overlap(window, maintenance)) ? 'its two windows overlap' : undefined;
      },
      {
        'the windows of a server overlap': (config) => (config.maintenance_window = 'sun:02:00-sun:03:00'),
        'RDS chooses the backup window of a server': (config) => delete config.backup_window,
      },
    ),
  },
});

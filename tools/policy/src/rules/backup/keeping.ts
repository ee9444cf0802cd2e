import { blocks, type World } from '@malinshopper/synthesized';
import { all, at, custom, never } from '../ask';
import { rulesOf } from '../table';

const lock = 'aws_backup_vault_lock_configuration';
/** The retention of copies in an environment, in days: a week where it has no backup plan of its own. */
const leastOf = ({ environment: { backup } }: World) => (backup.plan === 'none' ? 7 : backup.keepDays);

/** The retention of copies in vaults. */
export const backupKeeping = rulesOf('aws_backup_plan', {
  MAL_BAK_7: {
    title: 'Every rule of a backup plan keeps its copies as long as the environment sets',
    severity: 'critical',
    covers: 'B1',
    why: 'If the schedule of the first rule is disabled, a second rule that keeps copies for a day is the only rule that runs',
    fix: 'Set lifecycle.deleteAfter to keepDays of the environment in every rule',
    ask: custom(
      ({ config }, world) => {
        const short = blocks(config['rule']).find((rule) => {
          const days: unknown = blocks(rule['lifecycle'])[0]?.['delete_after'];
          return days !== undefined && !(Number(days) >= leastOf(world));
        });
        return short && `rule ${String(short['rule_name'])} keeps copies for less than ${leastOf(world)} days`;
      },
      {
        'a second rule keeps copies for a day': (config) =>
          config.rule.push({ ...config.rule[0], rule_name: 'short', lifecycle: { delete_after: 1 } }),
        'copies are kept for a month': (config) => (config.rule[0].lifecycle.delete_after = 30),
      },
    ),
  },
  MAL_BAK_8: {
    title: 'Locks of vaults keep copies for the retention of the environment, and permit that retention',
    severity: 'critical',
    covers: 'B1 X4',
    types: [lock],
    tried: { type: lock },
    why: 'With a lock of a week, an intruder can delete all copies that are older than a week. A lock with a low maximum refuses every copy',
    fix: 'Set minRetentionDays to keepDays of the environment, and leave maxRetentionDays out',
    ask: all(
      at('min_retention_days', (value, _lock, world) => Number(value) >= leastOf(world), undefined, 7, 34),
      at('max_retention_days', (value, _lock, world) => value === undefined || Number(value) >= leastOf(world), 8),
    ),
  },
  MAL_BAK_9: {
    title: 'Backup selections include all resources that they name',
    severity: 'critical',
    covers: 'B1',
    types: ['aws_backup_selection'],
    tried: { type: 'aws_backup_selection' },
    why: 'A condition on a tag excludes the database, and no job fails',
    fix: 'Leave condition out',
    source: 'AWS Backup API, "BackupSelection": Conditions',
    ask: never('condition', [{ string_equals: [{ key: 'aws:ResourceTag/Backup', value: 'yes' }] }]),
  },
});

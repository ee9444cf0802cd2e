import type { Call } from '@malinshopper/aws-facts';
import { call, regional, type Who } from './who';

/** Calls that shorten the retention of backups, or make them unreadable. */
export function backupLossCalls(who: Who): Call[] {
  const own = { 'aws:ResourceTag/Team': 'data' };
  return [
    call(
      'remove the lock of its vault',
      'backup:DeleteBackupVaultLockConfiguration',
      regional(who, 'backup', 'backup-vault:x'),
      own,
    ),
    call('delete a key of its own', 'kms:ScheduleKeyDeletion', regional(who, 'kms', 'key/x'), own),
  ];
}

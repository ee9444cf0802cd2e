import type { Rule } from '../rule';
import { backupAlarmRules } from './backup-alarms';
import { backupWindowRules } from './backup-windows';
import { backupRules } from './backups';
import { bucketEncryptionRules } from './buckets/encryption';
import { bucketKeepingRules } from './buckets/keeping';
import { bucketPrivacyRules } from './buckets/privacy';
import { bucketTransportRules } from './buckets/transport';
import { bucketWatchingRules } from './buckets/watching';
import { cacheRules } from './cache';
import { databaseAccessRules } from './database/access';
import { databaseEncryptionRules } from './database/encryption';
import { masterSecretRules } from './database/master-secret';
import { databaseRecoveryRules } from './database/recovery';
import { databaseSettingsRules } from './database/settings';
import { databaseWatchingRules } from './database/watching';
import { functionRules } from './functions';
import { guardRules } from './guards';
import { keyRules } from './keys';
import { nameRules } from './names/names';
import { tagRules } from './tags';

export const dataRules: readonly Rule[] = [
  ...databaseEncryptionRules,
  ...databaseAccessRules,
  ...masterSecretRules,
  ...databaseRecoveryRules,
  ...databaseSettingsRules,
  ...databaseWatchingRules,
  ...functionRules,
  ...cacheRules,
  ...bucketPrivacyRules,
  ...bucketTransportRules,
  ...bucketEncryptionRules,
  ...bucketKeepingRules,
  ...bucketWatchingRules,
  ...keyRules,
  ...backupRules,
  ...backupWindowRules,
  ...backupAlarmRules,
  ...guardRules,
  ...nameRules,
  ...tagRules,
];

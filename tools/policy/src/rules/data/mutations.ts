import type { Mutation } from '../../testing/mutation';
import { backupMutations } from './backups.mutations';
import { bucketEncryptionMutations } from './buckets/encryption.mutations';
import { bucketKeepingMutations } from './buckets/keeping.mutations';
import { bucketPrivacyMutations } from './buckets/privacy.mutations';
import { bucketTransportMutations } from './buckets/transport.mutations';
import { bucketWatchingMutations } from './buckets/watching.mutations';
import { cacheMutations } from './cache.mutations';
import { databaseMutations } from './database/database.mutations';
import { masterSecretMutations } from './database/master-secret.mutations';
import { functionMutations } from './functions.mutations';
import { guardMutations } from './guards.mutations';
import { keyMutations } from './keys.mutations';
import { nameMutations } from './names/names.mutations';
import { tagMutations } from './tags.mutations';

export const dataMutations: readonly Mutation[] = [
  ...databaseMutations,
  ...masterSecretMutations,
  ...functionMutations,
  ...cacheMutations,
  ...bucketPrivacyMutations,
  ...bucketTransportMutations,
  ...bucketEncryptionMutations,
  ...bucketKeepingMutations,
  ...bucketWatchingMutations,
  ...keyMutations,
  ...backupMutations,
  ...guardMutations,
  ...nameMutations,
  ...tagMutations,
];

import { remove } from '../../testing/mutation';
import { alsoBroken, ours } from '../ask';
import { rulesOf } from '../table';

/** Secrets that apps make themselves. Those that RDS makes are judged by MAL_RDS_2 and MAL_RDS_10. */
export const secrets = rulesOf('aws_secretsmanager_secret', {
  CKV_AWS_149: {
    title: 'Secrets are encrypted with a customer managed key',
    severity: 'medium',
    why: 'Only the policy of a customer managed key is a second check each time the secret is read',
    fix: 'Set kmsKeyId to the key of an EncryptionKey (libs/constructs)',
    ask: alsoBroken(ours('kms_key_id', 'aws_kms_key'), {
      'the key of the secret is removed': {
        type: 'aws_kms_key',
        path: 'data/database/key/Resource',
        change: remove,
      },
    }),
    tried: { path: 'data/users/web' },
  },
});

import { remove } from '../../testing/mutation';
import { alsoBroken, at, ours } from '../ask';
import { isProtected } from '../protected';
import { rulesOf } from '../table';

/** Rules for secrets that apps create. MAL_RDS_2 and MAL_RDS_10 judge secrets that RDS creates. */
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
  MAL_SM_1: {
    title: 'Secrets of protected environments can be restored for thirty days',
    severity: 'high',
    covers: 'X4',
    why: 'Without its secrets the application does not reach the database',
    fix: 'Set recoveryWindowInDays from ProtectionSettings',
    ask: at(
      'recovery_window_in_days',
      // Secrets Manager's default is 30 days.
      (value, secret, world) => !isProtected(secret, world) || Number(value ?? 30) >= 30,
      0,
      7,
    ),
    tried: { path: 'data/users/web' },
  },
});

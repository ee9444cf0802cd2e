import { remove } from '../../testing/mutation';
import { alsoBroken, at, custom, on, onOrUnset } from '../ask';
import { isProtected } from '../protected';
import { rulesOf } from '../table';

/** Settings of customer managed keys. */
export const keys = rulesOf(
  'aws_kms_key',
  {
    CKV_AWS_7: {
      title: 'Symmetric keys are rotated every year',
      severity: 'medium',
      covers: 'FSBP.KMS.4 AwsSolutions-KMS5 I2',
      about: ({ config }) => (config['customer_master_key_spec'] ?? 'SYMMETRIC_DEFAULT') === 'SYMMETRIC_DEFAULT',
      why: 'The longer a key is used, the more data its loss exposes',
      fix: 'Set enableKeyRotation, or use EncryptionKey (libs/constructs)',
      source: 'KMS developer guide, "Rotating AWS KMS keys": asymmetric keys are not rotated',
      ask: on('enable_key_rotation'),
    },
    CKV_AWS_227: {
      title: 'Keys are enabled',
      severity: 'high',
      why: 'Data that is encrypted with a disabled key cannot be read',
      fix: 'Leave isEnabled out',
      ask: onOrUnset('is_enabled'),
    },
    MAL_KMS_1: {
      title: 'Deleted keys can be restored for thirty days, those of unprotected environments for seven',
      severity: 'high',
      covers: 'FSBP.KMS.3 I2',
      why: 'The deletion of a key destroys all data that it encrypts; a key that waits for deletion costs money',
      fix: 'Set deletionWindowInDays from keyDeletionWindowDays of ProtectionSettings',
      source: 'KMS API, ScheduleKeyDeletion: 30 days by default',
      ask: alsoBroken(
        at(
          'deletion_window_in_days',
          (days, key, world) => Number(days ?? 30) === (isProtected(key, world) ? 30 : 7),
          7,
        ),
        {
          'the key of a branch waits thirty days': {
            scenario: 'branch',
            path: 'content/key/Resource',
            change: (config) => delete config.deletion_window_in_days,
          },
        },
      ),
    },
    MAL_KMS_2: {
      title: 'Keys have an alias',
      severity: 'low',
      covers: 'I2',
      why: 'The console and CloudTrail show a key without an alias as an id',
      fix: 'Use EncryptionKey (libs/constructs)',
      ask: custom((key, world) => (world.thatName(key, 'aws_kms_alias').length > 0 ? undefined : 'has no alias'), {
        'the alias of a key is removed': { type: 'aws_kms_alias', path: 'database/key/alias', change: remove },
      }),
    },
  },
  { path: 'database/key/Resource' },
);

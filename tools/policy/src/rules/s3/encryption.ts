import { all, alsoBroken, at, custom, on, oneOf, ours, show } from '../ask';
import { keyBehind } from '../kms/own-key';
import { rulesOf } from '../table';
import { accountLogs, broken, hasPart, inPart, loadBalancerLogs } from './bucket-parts';
import { logWritersOf } from './log-writers';
import { bucketsBehind, encryptionOf } from './parts';

const byDefault = 'rule.apply_server_side_encryption_by_default';
const algorithm = `${byDefault}.sse_algorithm`;

/** Encryption of buckets and of uploads to them. */
export const bucketEncryption = rulesOf('aws_s3_bucket', {
  CKV_AWS_19: {
    title: 'Buckets set their default encryption',
    severity: 'medium',
    covers: 'tfsec.s3.enable-bucket-encryption S1',
    why: 'S3 encrypts in any case, but each upload would choose the key',
    fix: 'Use Bucket (libs/constructs)',
    ask: hasPart('encryption', oneOf(algorithm, 'AES256', 'aws:kms', 'aws:kms:dsse')),
  },
  CKV_AWS_145: {
    title: 'Buckets are encrypted with a customer managed key',
    severity: 'medium',
    covers: 'FSBP.S3.17 tfsec.s3.encryption-customer-key S1',
    why: 'With keys of S3, the permission to read the bucket is sufficient. A KMS key adds a second check',
    fix: 'Set encryptionKeyArn of the Bucket; a bucket for logs that S3 or ELB write needs a waiver',
    ask: inPart(
      'encryption',
      all(
        at(algorithm, (value) => String(value).startsWith('aws:kms'), 'AES256'),
        ours(`${byDefault}.kms_master_key_id`, 'aws_kms_key'),
      ),
    ),
  },
  MAL_S3_1: {
    title: 'Buckets for logs of S3 or ELB are encrypted with keys of S3',
    severity: 'high',
    covers: 'S1 L5',
    about: (bucket, world) => logWritersOf(bucket, world).some(({ onlyOwnKeysOfS3 }) => onlyOwnKeysOfS3),
    why: 'The services that write these logs support no other encryption. With a customer managed key, logs are lost without an error',
    fix: 'Leave encryptionKeyArn of that Bucket out',
    ask: alsoBroken(
      inPart(
        'encryption',
        at(algorithm, (value) => value === 'AES256', 'aws:kms'),
        accountLogs,
      ),
      {
        'load balancer logs need a customer managed key': broken(
          'encryption',
          (config) =>
            Object.assign(config.rule[0].apply_server_side_encryption_by_default, {
              sse_algorithm: 'aws:kms',
              kms_master_key_id: 'alias/ours',
            }),
          loadBalancerLogs,
        ),
      },
    ),
  },
  MAL_S3_2: {
    title: 'Buckets with a customer managed key use a bucket key',
    severity: 'low',
    covers: 'S1',
    about: (bucket, world) => encryptionOf(bucket, world).algorithm === 'aws:kms',
    why: 'Without a bucket key, S3 calls KMS for each object. For a mounted bucket, these calls cost more than the storage',
    fix: 'Set bucketKeyEnabled, or use Bucket (libs/constructs)',
    ask: inPart('encryption', on('rule.bucket_key_enabled')),
  },
  CKV_AWS_186: {
    title: 'Uploaded objects are encrypted with a customer managed key',
    severity: 'low',
    types: ['aws_s3_object'],
    why: 'Configuration of machines needs the same protection as their data',
    fix: 'Upload to a Bucket with encryptionKeyArn, and leave the encryption settings of the object unset: it gets the encryption of the bucket',
    ask: custom(
      (object, world) => {
        const { config, stack } = object;
        if (config['server_side_encryption'] === 'AES256') return show('server_side_encryption', 'AES256');
        if (config['kms_key_id'] !== undefined) {
          return keyBehind(config['kms_key_id'], object, world) ? undefined : show('kms_key_id', config['kms_key_id']);
        }
        const [bucket] = bucketsBehind(config['bucket'], stack, world);
        const found = bucket ? encryptionOf(bucket, world).algorithm : 'unknown';
        return found.startsWith('aws:kms') ? undefined : `the algorithm of its bucket is ${found}`;
      },
      {
        'an upload is encrypted with keys of S3': (config) => (config.server_side_encryption = 'AES256'),
        'an upload is encrypted with the default key of S3': (config) => (config.kms_key_id = 'alias/aws/s3'),
      },
    ),
    tried: { scenario: 'cluster' },
  },
});

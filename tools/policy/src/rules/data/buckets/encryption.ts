import { block, isTrue } from '@malinshopper/synthesized';
import type { Rule } from '../../rule';
import { said } from '../must';
import { isOwnKey } from '../own-key';
import { bucketsBehind, bucketTypes as types, encryptionOf } from './parts';
import { logWritersOf } from './writers';

/** With what buckets encrypt. */
export const bucketEncryptionRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_19',
    covers: ['tfsec.s3.enable-bucket-encryption', 'S1'],
    title: 'Every bucket says with what it encrypts',
    severity: 'medium',
    why: 'S3 encrypts anyway, but with which key is then decided by whoever uploads',
    fix: 'Make it with Bucket (libs/constructs)',
    types,
    check: (bucket, world) => {
      const { algorithm } = encryptionOf(bucket, world);
      return ['AES256', 'aws:kms', 'aws:kms:dsse'].includes(algorithm) ? undefined : `its algorithm is ${algorithm}`;
    },
  },
  {
    id: 'CKV_AWS_145',
    covers: ['FSBP.S3.17', 'tfsec.s3.encryption-customer-key', 'S1'],
    title: 'Every bucket encrypts with a key of ours',
    severity: 'medium',
    why: 'With keys of S3, whoever may read the bucket may read what is in it: there is no second lock',
    fix: 'encryptionKeyArn of a Bucket; a bucket for logs that S3 or ELB write needs a waiver',
    types,
    check: (bucket, world) => {
      const { algorithm, rule, of } = encryptionOf(bucket, world);
      if (!of || !algorithm.startsWith('aws:kms')) return `its algorithm is ${algorithm}`;
      const key = block(rule['apply_server_side_encryption_by_default']);
      return isOwnKey(key['kms_master_key_id'], of, world) ? undefined : said(key, 'kms_master_key_id');
    },
  },
  {
    id: 'MAL_S3_1',
    covers: ['S1', 'L5'],
    title: 'A bucket that S3 or ELB write logs to encrypts with keys of S3',
    severity: 'high',
    why: 'They can use no other: with a key of ours no log is ever written, and nobody is told',
    fix: 'Leave encryptionKeyArn out for that Bucket',
    types,
    about: (bucket, world) => logWritersOf(bucket, world).some(({ onlyOwnKeysOfS3 }) => onlyOwnKeysOfS3),
    check: (bucket, world) => {
      const { algorithm } = encryptionOf(bucket, world);
      return algorithm === 'AES256' ? undefined : `its algorithm is ${algorithm}`;
    },
  },
  {
    id: 'MAL_S3_2',
    covers: ['S1'],
    title: 'A bucket with a key of ours has a bucket key',
    severity: 'low',
    why: 'Without it S3 asks KMS for every object: a mounted bucket then costs more for its key than for itself',
    fix: 'bucketKeyEnabled: true, as Bucket (libs/constructs) has it',
    types,
    about: (bucket, world) => encryptionOf(bucket, world).algorithm === 'aws:kms',
    check: (bucket, world) => {
      const { rule } = encryptionOf(bucket, world);
      return isTrue(rule['bucket_key_enabled']) ? undefined : said(rule, 'bucket_key_enabled');
    },
  },
  {
    id: 'CKV_AWS_186',
    title: 'Every object that Terraform uploads is encrypted with a key of ours',
    severity: 'low',
    why: 'What configures machines has to have the same lock as what they work on',
    fix: 'Put it into a Bucket with encryptionKeyArn, and leave its own encryption out',
    types: ['aws_s3_object'],
    check: (object, world) => {
      const { config, stack } = object;
      if (config['server_side_encryption'] === 'AES256') return said(config, 'server_side_encryption');
      if (config['kms_key_id'] !== undefined) {
        return isOwnKey(config['kms_key_id'], object, world) ? undefined : said(config, 'kms_key_id');
      }
      const [bucket] = bucketsBehind(config['bucket'], stack, world);
      const { algorithm } = bucket ? encryptionOf(bucket, world) : { algorithm: 'unknown' };
      return algorithm.startsWith('aws:kms') ? undefined : `the algorithm of its bucket is ${algorithm}`;
    },
  },
];

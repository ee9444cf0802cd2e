import { blocks, isTrue } from '@malinshopper/synthesized';
import type { Rule } from '../../rule';
import { must, said } from '../must';
import { isOwnKey } from '../own-key';

const types = ['aws_db_instance'];
const isOn = (value: unknown) => ['1', 'on'].includes(String(value).toLowerCase());

/** What nobody else may read: the disk, the connections, the password. */
export const databaseEncryptionRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_16',
    covers: ['FSBP.RDS.3', 'AwsSolutions-RDS2', 'tfsec.rds.encrypt-instance-storage-data', 'D1'],
    title: 'Every database server encrypts its disk, snapshots and backups',
    severity: 'critical',
    why: 'A snapshot can be copied to another account, and read there',
    fix: 'storageEncrypted: true; a server that has none has to be restored from an encrypted copy of its snapshot',
    types,
    check: must('storage_encrypted', isTrue),
  },
  {
    id: 'MAL_RDS_1',
    covers: ['D1'],
    title: 'Every database server is encrypted with a key of ours',
    severity: 'high',
    why: 'Of the key of RDS itself nobody can say who may use it, nor take it away',
    fix: 'kmsKeyId: the arn of an EncryptionKey (libs/constructs)',
    types,
    check: must('kms_key_id', isOwnKey),
  },
  {
    id: 'MAL_RDS_2',
    covers: ['D2', 'FSBP.SecretsManager.1', 'AwsSolutions-SMG4'],
    title: 'RDS makes the master password, changes it every week, and keeps it in a secret of our key',
    severity: 'critical',
    why: 'A password that is given to Terraform lies in its state, for everybody who may plan',
    fix: 'manageMasterUserPassword: true and masterUserSecretKmsKeyId, neither password nor passwordWo',
    types,
    check: (resource, world) => {
      const { config } = resource;
      const given = ['password', 'password_wo'].find((attribute) => config[attribute] !== undefined);
      if (given) return `${given} is set`;
      if (!isTrue(config['manage_master_user_password'])) return said(config, 'manage_master_user_password');
      const key = 'master_user_secret_kms_key_id';
      return isOwnKey(config[key], resource, world) ? undefined : said(config, key);
    },
  },
  {
    id: 'CKV_AWS_354',
    covers: ['tfsec.rds.enable-performance-insights-encryption', 'D4'],
    title: 'What Performance Insights keeps is encrypted with a key of ours',
    severity: 'medium',
    why: 'It keeps the texts of queries, with what stands in them',
    fix: 'performanceInsightsKmsKeyId: the arn of an EncryptionKey (libs/constructs)',
    types,
    about: ({ config }) => isTrue(config['performance_insights_enabled']),
    check: must('performance_insights_kms_key_id', isOwnKey),
  },
  {
    id: 'CKV2_AWS_69',
    covers: ['FSBP.RDS.44', 'D5'],
    title: 'Every database server refuses connections without TLS',
    severity: 'high',
    why: 'The password and every answer would be readable on the way, as soon as one client forgets TLS',
    fix: 'require_secure_transport = 1 in a parameter group of our own',
    types,
    check: ({ config, stack }, world) => {
      const group = world
        .targets(config['parameter_group_name'], stack)
        .find(({ type }) => type === 'aws_db_parameter_group');
      if (!group) return `${said(config, 'parameter_group_name')}, which is no group of ours`;
      const found = blocks(group.config['parameter']).find(({ name }) => name === 'require_secure_transport');
      return isOn(found?.['value']) ? undefined : `require_secure_transport is ${found?.['value'] ?? 'not set'}`;
    },
  },
  {
    id: 'CKV_AWS_211',
    covers: ['D4'],
    title: 'Every database server says which modern authority its certificate is of',
    severity: 'medium',
    why: 'Clients trust what they know: when AWS changes its default, they would stop to connect',
    fix: "caCertIdentifier: 'rds-ca-rsa2048-g1', or one of its stronger sisters",
    types,
    check: must('ca_cert_identifier', (value) => /^rds-ca-(rsa2048|rsa4096|ecc384)-g1$/.test(String(value))),
  },
];

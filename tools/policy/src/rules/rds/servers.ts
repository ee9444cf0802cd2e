import { isTrue } from '@malinshopper/synthesized';
import { all, at, custom, like, never, on, ours, show } from '../ask';
import { rulesOf } from '../table';

/** User names that attackers try first: the names in FSBP RDS.25, and the default names of the engines. */
const commonNames = ['admin', 'administrator', 'awsuser', 'master', 'mysql', 'postgres', 'rdsadmin', 'root', 'user'];

/** Encryption, network and logins of database servers. MAL_NET_12 judges their tier, and MAL_NET_6 their firewall. */
export const servers = rulesOf('aws_db_instance', {
  CKV_AWS_16: {
    title: 'Database servers encrypt their storage',
    severity: 'critical',
    covers: 'FSBP.RDS.3 AwsSolutions-RDS2 tfsec.rds.encrypt-instance-storage-data D1',
    why: 'An unencrypted snapshot can be copied to another account and read there',
    fix: 'Set storageEncrypted; an existing server has to be restored from an encrypted copy of its snapshot',
    ask: on('storage_encrypted'),
  },
  MAL_RDS_1: {
    title: 'Database servers are encrypted with a customer managed key',
    severity: 'high',
    covers: 'D1',
    why: 'Access to the default key of RDS can be neither limited nor revoked',
    fix: 'Set kmsKeyId to the arn of an EncryptionKey (libs/constructs)',
    ask: ours('kms_key_id', 'aws_kms_key'),
  },
  MAL_RDS_2: {
    title: 'RDS manages the master password, in a secret with a customer managed key',
    severity: 'critical',
    covers: 'D2 FSBP.SecretsManager.1 AwsSolutions-SMG4',
    why: 'A password that Terraform sets is stored in the state, which every planning role can read',
    fix: 'Set manageMasterUserPassword and masterUserSecretKmsKeyId, neither password nor passwordWo',
    ask: all(
      never('password', 'correct-horse'),
      never('password_wo', 'correct-horse'),
      on('manage_master_user_password'),
      ours('master_user_secret_kms_key_id', 'aws_kms_key'),
    ),
  },
  CKV_AWS_354: {
    title: 'Performance Insights is encrypted with a customer managed key',
    severity: 'medium',
    covers: 'tfsec.rds.enable-performance-insights-encryption D4',
    about: ({ config }) => isTrue(config['performance_insights_enabled']),
    why: 'It stores the text of queries, with the personal data in them',
    fix: 'Set performanceInsightsKmsKeyId to the arn of an EncryptionKey (libs/constructs)',
    ask: ours('performance_insights_kms_key_id', 'aws_kms_key'),
  },
  CKV_AWS_211: {
    title: 'Database servers have a certificate of a current authority',
    severity: 'medium',
    covers: 'D4',
    why: 'Clients trust only known authorities: a change of the AWS default would break their connections',
    fix: "Set caCertIdentifier to 'rds-ca-rsa2048-g1', or to its rsa4096 or ecc384 version",
    ask: like('ca_cert_identifier', /^rds-ca-(rsa2048|rsa4096|ecc384)-g1$/, 'rds-ca-2019'),
  },
  CKV_AWS_17: {
    title: 'Database servers have no public address',
    severity: 'critical',
    covers: 'FSBP.RDS.2 tfsec.rds.no-public-db-access D1',
    why: 'One wrong firewall rule would open its login to the internet',
    fix: 'Set publiclyAccessible to false',
    ask: at('publicly_accessible', (value) => !isTrue(value), true, 'true'),
  },
  'FSBP.RDS.18': {
    title: 'Database servers and caches are in subnets of this repository',
    severity: 'high',
    covers: 'FSBP.RDS.46 AwsSolutions-AEC1 FSBP.ElastiCache.7 CKV_AWS_323 D1',
    types: ['aws_db_instance', 'aws_elasticache_replication_group'],
    why: 'Without a subnet group AWS uses the default VPC, where subnets are public',
    fix: 'Set a subnet group with subnet ids of the network contract',
    ask: custom(
      ({ config, type, stack }, world) => {
        const attribute = type === 'aws_db_instance' ? 'db_subnet_group_name' : 'subnet_group_name';
        const group = world.targets(config[attribute], stack).find((each) => each.type.endsWith('_subnet_group'));
        return group ? undefined : `${show(attribute, config[attribute])}, which is no subnet group of this repository`;
      },
      {
        'a database server has no subnet group': (config) => delete config.db_subnet_group_name,
        'a database server is in the default subnet group': (config) => (config.db_subnet_group_name = 'default'),
        'a cache is in the default subnet group': {
          scenario: 'cluster',
          type: 'aws_elasticache_replication_group',
          change: (config) => (config.subnet_group_name = 'default'),
        },
      },
    ),
  },
  CKV_AWS_161: {
    title: 'Database servers accept IAM authentication',
    severity: 'medium',
    covers: 'FSBP.RDS.10 D4',
    why: 'People would share a password, which former employees still know',
    fix: 'Set iamDatabaseAuthenticationEnabled',
    ask: on('iam_database_authentication_enabled'),
  },
  'FSBP.RDS.25': {
    title: 'Database servers have an uncommon master user name',
    severity: 'low',
    covers: 'D2',
    why: 'An attacker has to guess the name as well as the password',
    fix: "Set username to 'malinshopper'",
    ask: at(
      'username',
      (name) => typeof name === 'string' && name !== '' && !commonNames.includes(name.toLowerCase()),
      undefined,
      'Admin',
    ),
  },
});

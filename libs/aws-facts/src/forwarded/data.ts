import { calls, makesRoleOf, passesRole, usesKey, type ForwardedCalls } from './forwarded-call';

const RDS = 'AWS re:Post knowledge center, "rds-iam-least-privileges"';
const PASSWORDS = 'Amazon RDS user guide, "Permissions required for Secrets Manager integration"';
const STORAGE = 'Amazon RDS user guide, "AWS KMS key management": authorizing use of a customer managed key';
const MONITORING = 'Amazon RDS user guide, "Setting up and enabling Enhanced Monitoring"';
/** Without its service-linked role, RDS also refuses to create a subnet group. */
const FIRST_SUBNETS = 'terraform-aws-modules/terraform-aws-rds issue 364';
const RDS_ROLE = 'Amazon RDS user guide, "Using service-linked roles for Amazon RDS"';
const CACHE = 'AWS managed policy AmazonElastiCacheFullAccess, version 3';
const CACHE_KEY = 'Amazon ElastiCache user guide, "At-Rest Encryption": using customer managed keys';
const VAULT = 'AWS Backup developer guide, "Backup vault creation and deletion": required permissions';
const BACKUP = 'AWS managed policy AWSBackupFullAccess, version 30';

const ec2 = (...names: readonly string[]) => names.map((name) => `ec2:Describe${name}`);

/** RDS checks the network of a server. */
const network = [
  ...calls(RDS, ec2('AccountAttributes', 'AvailabilityZones', 'InternetGateways', 'SecurityGroups', 'Subnets', 'Vpcs')),
  ...calls(RDS, ec2('VpcAttribute'), { kind: 'vpc' }),
];
const managed = { kind: 'Secret', when: ['ManageMasterUserPassword'] } as const;
/** The name of the secret begins with `rds!`. */
const password = [
  ...calls(PASSWORDS, ['secretsmanager:CreateSecret', 'secretsmanager:TagResource'], managed),
  ...usesKey('secretsmanager', PASSWORDS, ['Decrypt', 'GenerateDataKey'], ['MasterUserSecretKmsKeyId']),
];

/** Databases, caches and backups. */
export const ofData: ForwardedCalls = {
  'rds:CreateDBSubnetGroup': [...network, ...makesRoleOf('rds.amazonaws.com', FIRST_SUBNETS)],
  'rds:ModifyDBSubnetGroup': network,
  'rds:CreateDBInstance': [
    ...network,
    ...password,
    ...usesKey('rds', STORAGE, ['CreateGrant', 'DescribeKey'], ['KmsKeyId', 'PerformanceInsightsKMSKeyId']),
    ...passesRole('monitoring.rds.amazonaws.com', MONITORING, ['MonitoringRoleArn']),
    ...makesRoleOf('rds.amazonaws.com', RDS_ROLE),
  ],
  'rds:ModifyDBInstance': [
    ...network,
    ...password,
    ...calls(PASSWORDS, ['secretsmanager:RotateSecret'], { kind: 'Secret', when: ['RotateMasterUserPassword'] }),
    ...passesRole('monitoring.rds.amazonaws.com', MONITORING, ['MonitoringRoleArn']),
  ],
  'elasticache:CreateCacheSubnetGroup': calls(CACHE, ec2('Subnets', 'Vpcs')),
  'elasticache:ModifyCacheSubnetGroup': calls(CACHE, ec2('Subnets', 'Vpcs')),
  'elasticache:CreateReplicationGroup': [
    ...calls(CACHE, ec2('SecurityGroups', 'Subnets', 'Vpcs')),
    ...usesKey('elasticache', CACHE_KEY, ['CreateGrant', 'DescribeKey'], ['KmsKeyId']),
    ...makesRoleOf('elasticache.amazonaws.com', CACHE),
  ],
  'elasticache:ModifyReplicationGroup': calls(CACHE, ec2('SecurityGroups'), { when: ['SecurityGroupIds'] }),
  'backup:CreateBackupVault': [
    ...calls(VAULT, ['backup-storage:MountCapsule']),
    ...usesKey(
      'backup',
      VAULT,
      ['CreateGrant', 'Decrypt', 'DescribeKey', 'GenerateDataKey', 'RetireGrant'],
      ['EncryptionKeyArn'],
    ),
    ...makesRoleOf('backup.amazonaws.com', BACKUP),
  ],
  'backup:CreateBackupSelection': passesRole('backup.amazonaws.com', BACKUP, ['IamRoleArn']),
  'backup:DeleteRecoveryPoint': calls(BACKUP, ['rds:DeleteDBSnapshot'], { kind: 'snapshot', via: 'backup' }),
};

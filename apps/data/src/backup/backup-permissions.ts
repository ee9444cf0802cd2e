import type { PolicyStatement } from '@malinshopper/constructs';
import type { Environment } from '@malinshopper/environments';

export interface BackupPermissionsProps {
  readonly environment: Environment;
  readonly databaseArn: string;
  readonly databaseKeyArn: string;
  readonly bucketArn: string;
  readonly bucketKeyArn: string;
  readonly vaultArn: string;
  readonly vaultKeyArn: string;
}

/**
 * The permissions of AWS Backup to back up this one server and this one bucket. The managed policies
 * AWSBackupServiceRolePolicyForBackup and AWSBackupServiceRolePolicyForS3Backup allow the same on all of them.
 */
export function backupPermissions(props: BackupPermissionsProps): Record<string, PolicyStatement[]> {
  const { account, region } = props.environment;
  const inRegion = (service: string, resource: string) => `arn:aws:${service}:${region}:${account.id}:${resource}`;
  const snapshots = inRegion('rds', 'snapshot:awsbackup:*');
  return {
    database: [
      {
        Sid: 'Looks',
        Action: ['rds:DescribeDBInstances', 'rds:DescribeDBSnapshots'],
        Resource: [inRegion('rds', 'db:*'), inRegion('rds', 'snapshot:*')],
      },
      {
        Sid: 'Copies',
        Action: ['rds:CreateDBSnapshot', 'rds:CopyDBSnapshot', 'rds:AddTagsToResource', 'rds:ListTagsForResource'],
        Resource: [props.databaseArn, snapshots],
      },
      // Without ModifyDBSnapshotAttribute, which shares a snapshot with another account: no backup goes there.
      { Sid: 'Forgets', Action: 'rds:DeleteDBSnapshot', Resource: snapshots },
      ...grantsOf(props.databaseKeyArn),
    ],
    content: [
      {
        Sid: 'Looks',
        Action: [
          's3:GetBucketAcl',
          's3:GetBucketLocation',
          's3:GetBucketNotification',
          's3:GetBucketTagging',
          's3:GetBucketVersioning',
          's3:GetInventoryConfiguration',
          's3:ListBucket',
          's3:ListBucketVersions',
        ],
        Resource: props.bucketArn,
      },
      { Sid: 'ListsBuckets', Action: 's3:ListAllMyBuckets', Resource: '*' },
      // AWS Backup gets the changes of the bucket from EventBridge and from an inventory.
      {
        Sid: 'HearsOfChanges',
        Action: ['s3:PutBucketNotification', 's3:PutInventoryConfiguration'],
        Resource: props.bucketArn,
      },
      {
        Sid: 'HasRulesOfItsOwn',
        Action: [
          'events:DeleteRule',
          'events:DescribeRule',
          'events:DisableRule',
          'events:EnableRule',
          'events:ListTargetsByRule',
          'events:PutRule',
          'events:PutTargets',
          'events:RemoveTargets',
        ],
        Resource: inRegion('events', 'rule/AwsBackupManagedRule*'),
      },
      {
        Sid: 'Copies',
        Action: [
          's3:GetObject',
          's3:GetObjectAcl',
          's3:GetObjectTagging',
          's3:GetObjectVersion',
          's3:GetObjectVersionAcl',
          's3:GetObjectVersionTagging',
        ],
        Resource: `${props.bucketArn}/*`,
      },
      {
        Sid: 'Reads',
        Action: ['kms:Decrypt', 'kms:DescribeKey'],
        Resource: props.bucketKeyArn,
        Condition: { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } },
      },
      // These support no narrower resource (Service Authorization Reference).
      { Sid: 'Measures', Action: ['cloudwatch:GetMetricData', 'events:ListRules'], Resource: '*' },
    ],
    vault: [
      { Sid: 'Keeps', Action: 'backup:DescribeBackupVault', Resource: props.vaultArn },
      { Sid: 'Tags', Action: 'backup:TagResource', Resource: inRegion('backup', 'recovery-point:*') },
      { Sid: 'Encrypts', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: props.vaultKeyArn },
      ...grantsOf(props.vaultKeyArn),
      { Sid: 'FindsByTag', Action: 'tag:GetResources', Resource: '*' },
    ],
  };
}

/** AWS services can use a key for the duration of a backup (KMS developer guide, "Grants in AWS KMS"). */
const grantsOf = (keyArn: string): PolicyStatement[] => [
  { Sid: 'Knows', Action: 'kms:DescribeKey', Resource: keyArn },
  {
    Sid: 'Grants',
    Action: 'kms:CreateGrant',
    Resource: keyArn,
    Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
  },
];

import type { Reach } from '../reach';
import { forAws, onAll, writesLog, type Words } from './words';

/**
 * AWS Backup (Backup developer guide, "AWS managed policies": those for backups and restores, limited to resources of
 * this repository).
 */
export function backups({ regional, bucket, key, via, names }: Words): readonly Reach[] {
  const databases = names.map((name) => regional('rds', `db:${name}-*`));
  const copies = regional('rds', 'snapshot:awsbackup:*');
  return [
    onAll('cloudwatch:GetMetricData', 'events:ListRules', 's3:ListAllMyBuckets', 'tag:GetResources'),
    { actions: ['backup:DescribeBackupVault'], on: names.map((name) => regional('backup', `backup-vault:${name}*`)) },
    { actions: ['backup:TagResource'], on: [regional('backup', 'recovery-point:*')] },
    { actions: ['events:*'], on: [regional('events', 'rule/AwsBackupManagedRule*')] },
    { actions: ['rds:Describe*'], on: [regional('rds', 'db:*'), regional('rds', 'snapshot:*')] },
    {
      actions: ['rds:AddTagsToResource', 'rds:CopyDBSnapshot', 'rds:CreateDBSnapshot', 'rds:ListTagsForResource'],
      on: [...databases, copies],
    },
    { actions: ['rds:DeleteDBSnapshot', 'rds:ModifyDBSnapshotAttribute'], on: [copies] },
    {
      actions: ['s3:Get*', 's3:ListBucket*', 's3:PutBucketNotification', 's3:PutInventoryConfiguration'],
      on: [bucket('content')],
    },
    { actions: ['s3:GetObject*'], on: [bucket('content', '/*')] },
    { actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'], on: key('data/backup/*') },
    { actions: ['kms:DescribeKey'], on: key('data/*') },
    { actions: ['kms:Decrypt', 'kms:DescribeKey'], on: key('data/content/*'), where: [via('s3')] },
    { actions: ['kms:CreateGrant'], on: [...key('data/backup/*'), ...key('data/database/*')], where: [forAws] },
  ];
}

/** The function that creates the users of databases: it alone reads the secret of the master user (MAL_RDS_10). */
export function usersJob({ regional, log, key, via, name }: Words): readonly Reach[] {
  return [
    onAll('ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'),
    {
      actions: ['ec2:*NetworkInterface', 'ec2:*PrivateIpAddresses'],
      on: [regional('ec2', '*/*')],
    },
    { actions: writesLog, on: log(`/aws/lambda/${name}-*`) },
    {
      actions: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
      on: [regional('secretsmanager', 'secret:malinshopper/*/database/*')],
    },
    { actions: ['secretsmanager:GetSecretValue'], on: [regional('secretsmanager', 'secret:rds!data/*')] },
    { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], on: key('data/database/*'), where: [via('secretsmanager')] },
  ];
}

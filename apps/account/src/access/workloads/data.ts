import type { Account } from '@malinshopper/environments';
import type { Statement } from '../statement';
import { writing } from './logs';
import { arnIn, lets, objects, ofResource, roles, through } from './place';

/**
 * The permissions of the function that creates users on a database server (apps/data/src/users), and of enhanced
 * monitoring.
 */
export function databases(account: Account): Statement[] {
  const users = roles(account, 'data', '-database-users');
  const secrets = arnIn(account, 'secretsmanager', 'secret:malinshopper/*/database/*');
  return [
    lets(
      'Interfaces',
      users,
      [
        'ec2:AssignPrivateIpAddresses',
        'ec2:CreateNetworkInterface',
        'ec2:DeleteNetworkInterface',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSubnets',
        'ec2:UnassignPrivateIpAddresses',
      ],
      // Lambda checks its permission to delete an interface against resources of every kind.
      '*',
    ),
    lets(
      'Users',
      users,
      [...writing, 'secretsmanager:GetSecretValue'],
      [
        arnIn(account, 'logs', 'log-group:/aws/lambda/*-database-users:*'),
        arnIn(account, 'secretsmanager', 'secret:rds!*'),
        secrets,
      ],
    ),
    lets('UsersKeys', users, ['kms:Decrypt', 'kms:GenerateDataKey'], arnIn(account, 'kms', 'key/*'), {
      StringEquals: { [ofResource]: 'data' },
      ...through('secretsmanager'),
    }),
    lets('Passwords', users, 'secretsmanager:PutSecretValue', secrets),
    lets(
      'Monitoring',
      roles(account, 'data', '-database-monitoring'),
      [...writing, 'logs:CreateLogGroup', 'logs:GetLogEvents', 'logs:PutRetentionPolicy'],
      arnIn(account, 'logs', 'log-group:RDSOSMetrics*'),
    ),
  ];
}

/**
 * The permissions of AWS Backup to copy the database and the content (apps/data/src/backup). It cannot share a copy.
 */
export function backups(account: Account): Statement[] {
  const who = roles(account, 'data', '-backup');
  const key = arnIn(account, 'kms', 'key/*');
  const ofData = { StringEquals: { [ofResource]: 'data' } };
  return [
    lets(
      'BackupLooks',
      who,
      [
        'backup:DescribeBackupVault',
        'cloudwatch:GetMetricData',
        'events:ListRules',
        'rds:DescribeDBInstances',
        'rds:DescribeDBSnapshots',
        's3:ListAllMyBuckets',
        'tag:GetResources',
      ],
      '*',
    ),
    lets(
      'Backup',
      who,
      [
        'backup:TagResource',
        'events:*Rule',
        'events:*Targets',
        'events:ListTargetsByRule',
        'rds:AddTagsToResource',
        'rds:CopyDBSnapshot',
        'rds:CreateDBSnapshot',
        'rds:DeleteDBSnapshot',
        'rds:ListTagsForResource',
        's3:Get*',
        's3:ListBucket*',
        's3:PutBucketNotification',
        's3:PutInventory*',
      ],
      [
        arnIn(account, 'backup', 'recovery-point:*'),
        arnIn(account, 'events', 'rule/AwsBackupManagedRule*'),
        arnIn(account, 'rds', 'db:*'),
        arnIn(account, 'rds', 'snapshot:awsbackup:*'),
        objects(account, 'content', ''),
        objects(account, 'content'),
      ],
    ),
    lets('BackupKeys', who, ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'], key, ofData),
    lets('BackupGrants', who, 'kms:CreateGrant', key, { ...ofData, Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
  ];
}

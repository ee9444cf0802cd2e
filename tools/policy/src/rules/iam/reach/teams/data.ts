import { isExpendable } from '@malinshopper/environments';
import { demands, type Reach } from '../reach';
import { firstUses, inNetwork, logDelivery, named, onAll, passes, records, rulesOfAws, type MoreWords } from './words';

/** The maximum permissions of the deploys of the team data, by names: the database, the cache, the content and the backups. */
export const data = ({ account, iam }: MoreWords): readonly Reach[] => {
  const regional = (service: string, rest: string) => `arn:aws:${service}:*:${account.id}:${rest}`;
  const own = demands('aws:ResourceTag/Team', 'data');
  return [
    onAll('backup-storage:MountCapsule', 'cloudfront:CreateOriginAccessControl', ...logDelivery),
    passes(iam('role/data/*'), 'backup', 'lambda', 'monitoring.rds'),
    firstUses(account, 'backup', 'elasticache', 'rds'),
    records(['A', 'AAAA'], named('static.*')),
    rulesOfAws(account),
    inNetwork(account, 'vpc', 'ec2:CreateSecurityGroup', 'ec2:DescribeVpcAttribute', 'ec2:GetSecurityGroupsForVpc'),
    {
      actions: ['cloudfront:DeleteOriginAccessControl', 'cloudfront:UpdateOriginAccessControl'],
      on: [`arn:aws:cloudfront::${account.id}:origin-access-control/*`],
    },
    {
      actions: ['elasticache:*ReplicationGroup', 'rds:CreateDBInstance', 'rds:ModifyDBInstance'],
      on: [regional('elasticache', 'parametergroup:default.*'), regional('rds', 'og:default:*')],
    },
    {
      actions: ['kms:CreateGrant', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:RetireGrant'],
      on: [regional('kms', 'key/*')],
      where: [
        own,
        demands(
          'kms:ViaService',
          ...['backup', 'elasticache', 'rds', 's3', 'secretsmanager'].map((service) => `${service}.*.amazonaws.com`),
        ),
      ],
    },
    // RDS manages the secret of the master user: the team's deploys create, tag and rotate it through RDS, and only
    // the users job reads it.
    {
      actions: ['secretsmanager:CreateSecret', 'secretsmanager:RotateSecret', 'secretsmanager:TagResource'],
      on: [regional('secretsmanager', 'secret:rds!*')],
    },
    {
      actions: ['s3:GetBucketPolicy', 's3:PutBucketPolicy'],
      on: [`arn:aws:s3:::malinshopper-account-access-logs-*${account.id}`],
    },
    ...(isExpendable(account)
      ? [
          {
            actions: ['backup:DeleteRecoveryPoint', 'backup:ListRecoveryPointsByBackupVault'],
            on: [regional('backup', '*'), regional('rds', 'snapshot:awsbackup:*')],
            where: [own],
          },
          {
            actions: ['rds:DeleteDBSnapshot'],
            on: [regional('rds', 'snapshot:awsbackup:*')],
            where: [own, demands('aws:CalledVia', 'backup.amazonaws.com')],
          },
        ]
      : []),
  ];
};

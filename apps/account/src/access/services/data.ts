import type { Capability } from '../capability';

/** Database servers, and who is told of what happens to them. */
export const databases: Capability = {
  read: [
    'rds:DescribeDBInstances',
    'rds:DescribeDBParameterGroups',
    'rds:DescribeDBParameters',
    'rds:DescribeDBSubnetGroups',
    'rds:DescribeEventSubscriptions',
    'rds:ListTagsForResource',
  ],
  create: [
    'rds:AddTagsToResource',
    'rds:CreateDBInstance',
    'rds:CreateDBParameterGroup',
    'rds:CreateDBSubnetGroup',
    'rds:CreateEventSubscription',
  ],
  change: [
    'rds:AddSourceIdentifierToSubscription',
    'rds:AddTagsToResource',
    'rds:CreateDBInstance',
    'rds:DeleteDBInstance',
    'rds:DeleteDBParameterGroup',
    'rds:DeleteDBSubnetGroup',
    'rds:DeleteEventSubscription',
    'rds:ModifyDBInstance',
    'rds:ModifyDBParameterGroup',
    'rds:ModifyDBSubnetGroup',
    'rds:ModifyEventSubscription',
    'rds:RebootDBInstance',
    'rds:RemoveSourceIdentifierFromSubscription',
    'rds:RemoveTagsFromResource',
    'rds:ResetDBParameterGroup',
  ],
  // RDS looks at the network in its caller's name (libs/aws-facts, forwarded calls); at the VPC itself, see `dataPermissions`.
  set: [
    'ec2:DescribeAccountAttributes',
    'ec2:DescribeAvailabilityZones',
    'ec2:DescribeInternetGateways',
    'ec2:DescribeSubnets',
    'ec2:DescribeVpcs',
  ],
};

/** Caches. */
export const caches: Capability = {
  read: [
    'elasticache:DescribeCacheClusters',
    'elasticache:DescribeCacheSubnetGroups',
    'elasticache:DescribeReplicationGroups',
    'elasticache:ListTagsForResource',
  ],
  create: ['elasticache:AddTagsToResource', 'elasticache:CreateCacheSubnetGroup', 'elasticache:CreateReplicationGroup'],
  change: [
    'elasticache:AddTagsToResource',
    'elasticache:CreateReplicationGroup',
    'elasticache:DecreaseReplicaCount',
    'elasticache:DeleteCacheSubnetGroup',
    'elasticache:DeleteReplicationGroup',
    'elasticache:IncreaseReplicaCount',
    'elasticache:ModifyCacheSubnetGroup',
    'elasticache:ModifyReplicationGroup',
    'elasticache:RemoveTagsFromResource',
  ],
  // As RDS does.
  set: ['ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
};

/** The CDN. Its access controls know neither names nor tags: only this team has any. */
export const cdn: Capability = {
  read: ['cloudfront:GetDistribution', 'cloudfront:GetOriginAccessControl', 'cloudfront:ListTagsForResource'],
  create: ['cloudfront:TagResource'],
  createUnnamed: ['cloudfront:CreateDistribution'],
  change: [
    'cloudfront:AllowVendedLogDeliveryForResource',
    'cloudfront:DeleteDistribution',
    'cloudfront:TagResource',
    'cloudfront:UntagResource',
    'cloudfront:UpdateDistribution',
  ],
  set: ['cloudfront:CreateOriginAccessControl'],
};

/** Backups: vaults, plans, and what they are of. */
export const backups: Capability = {
  read: ['backup:DescribeBackupVault', 'backup:GetBackupPlan', 'backup:GetBackupSelection', 'backup:ListTags'],
  create: ['backup:CreateBackupPlan', 'backup:CreateBackupVault', 'backup:TagResource'],
  change: [
    'backup:CreateBackupSelection',
    'backup:DeleteBackupPlan',
    'backup:DeleteBackupSelection',
    'backup:DeleteBackupVault',
    'backup:DeleteBackupVaultLockConfiguration',
    'backup:PutBackupVaultLockConfiguration',
    'backup:TagResource',
    'backup:UntagResource',
    'backup:UpdateBackupPlan',
  ],
  set: ['backup-storage:MountCapsule'],
};

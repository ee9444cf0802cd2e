import type { Environment } from '@malinshopper/environments';

/** The service-linked role with which an AWS service acts in an account. */
export interface ServiceLinkedRole {
  readonly service: string;
  readonly name: string;
  /** The first call that makes AWS create the role. @default - none: a person creates it */
  readonly firstUse?: string;
  /** True if an environment needs it. */
  readonly neededBy: (environment: Environment) => boolean;
  readonly source: string;
}

const always = () => true;

/** The service-linked roles of the services that the apps use, and the creation of each (`libs/aws-facts/src/forwarded` has the calls). */
export const linkedRoles: readonly ServiceLinkedRole[] = [
  {
    service: 'autoscaling.amazonaws.com',
    name: 'AWSServiceRoleForAutoScaling',
    firstUse: 'CreateAutoScalingGroup',
    neededBy: always,
    source: 'Amazon EC2 Auto Scaling user guide, "Service-linked roles for Amazon EC2 Auto Scaling"',
  },
  {
    service: 'spot.amazonaws.com',
    name: 'AWSServiceRoleForEC2Spot',
    // "If you use the AWS CLI or an API to request a Spot Instance, you must first ensure that this role exists." The policy of Auto Scaling's own role
    // allows it to create this one (AutoScalingServiceRolePolicy, EC2SpotManagement), but no page of AWS says that it does.
    neededBy: ({ sizes, hadoop }) =>
      Object.values(sizes).some(({ spotPercent }) => spotPercent > 0) ||
      (hadoop.mode === 'cluster' && hadoop.task.maxUnits > 0),
    source: 'Amazon EC2 user guide, "Service-linked role for Spot Instance requests"',
  },
  {
    service: 'elasticloadbalancing.amazonaws.com',
    name: 'AWSServiceRoleForElasticLoadBalancing',
    firstUse: 'CreateLoadBalancer',
    neededBy: always,
    source: 'Elastic Load Balancing user guide, "Elastic Load Balancing service-linked role"',
  },
  {
    service: 'rds.amazonaws.com',
    name: 'AWSServiceRoleForRDS',
    firstUse: 'CreateDBSubnetGroup or CreateDBInstance',
    neededBy: ({ database }) => database.placement === 'own',
    source: 'Amazon RDS user guide, "Using service-linked roles for Amazon RDS"',
  },
  {
    service: 'elasticache.amazonaws.com',
    name: 'AWSServiceRoleForElastiCache',
    firstUse: 'CreateReplicationGroup',
    neededBy: ({ sessions }) => sessions.store === 'elasticache',
    source: 'Amazon ElastiCache user guide, "Using Service-Linked Roles for Amazon ElastiCache"',
  },
  {
    service: 'elasticmapreduce.amazonaws.com',
    name: 'AWSServiceRoleForEMRCleanup',
    firstUse: 'RunJobFlow',
    neededBy: ({ hadoop }) => hadoop.mode === 'cluster',
    source: 'Amazon EMR management guide, "Using service-linked roles for Amazon EMR for cleanup"',
  },
  {
    service: 'backup.amazonaws.com',
    name: 'AWSServiceRoleForBackup',
    firstUse: 'CreateBackupVault',
    neededBy: ({ backup }) => backup.plan === 'daily',
    source: 'AWS Backup developer guide, "Using roles to back up and copy"',
  },
  {
    service: 'access-analyzer.amazonaws.com',
    name: 'AWSServiceRoleForAccessAnalyzer',
    firstUse: 'CreateAnalyzer',
    neededBy: always,
    source: 'IAM user guide, "Using service-linked roles for IAM Access Analyzer"',
  },
];

/** The roles that the environments of an account need. */
export const neededBy = (environments: readonly Environment[]) =>
  linkedRoles.filter((role) => environments.some(role.neededBy));

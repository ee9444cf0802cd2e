import { callsBeforeDelete, type CalledType } from '@malinshopper/aws-facts';
import {
  breakGlass,
  ciBoundaryPath,
  ciPath,
  gitHubProviderArn,
  isExpendable,
  stateBucket,
  workloadBoundaryArn,
} from '@malinshopper/environments';
import type { Account, TeamName } from '@malinshopper/environments';
import { demands, excludes, says, type Reach } from './reach';

/** The parts of a team's rows. */
interface Words {
  readonly account: Account;
  readonly iam: (rest: string) => string;
  /** The calls that Terraform makes to read a service, without contents. */
  readonly readBy: (service: string) => readonly string[];
}
interface MoreWords extends Words {
  /** The calls that Terraform makes to change types. */
  readonly changedBy: (...types: readonly CalledType[]) => readonly string[];
}

const bucketOf = ({ id }: Account, purpose: string) => `arn:aws:s3:::malinshopper-*-${purpose}-${id}`;
const zones = 'arn:aws:route53:::hostedzone/*';
const recordTypes = 'route53:ChangeResourceRecordSetsRecordTypes';
const recordNames = 'route53:ChangeResourceRecordSetsNormalizedRecordNames';
const records = (types: readonly string[], ...names: Reach['where'] & object): Reach => ({
  actions: ['route53:ChangeResourceRecordSets'],
  // Only the platform team writes name servers, into any zone. The others write to the zones of the account's stack.
  on: types.includes('NS') ? [zones] : ['arn:aws:route53:::hostedzone/account/dns/*'],
  // `ForAllValues` also matches if the key is missing. This is safe, because Route 53 sends both keys with every
  // change.
  where: [says('ForAllValues:StringEquals', recordTypes, ...types), ...names],
});
const named = (...names: readonly string[]) => says('ForAllValues:StringLike', recordNames, ...names);

/** Buckets that belong to a team. */
const buckets: Record<TeamName, (account: Account) => readonly string[]> = {
  platform: (account) => [
    `arn:aws:s3:::malinshopper-account-access-logs-*${account.id}`,
    `arn:aws:s3:::${stateBucket(account)}`,
  ],
  network: () => [],
  data: (account) => [bucketOf(account, 'content'), bucketOf(account, 'packages')],
  compute: (account) => [bucketOf(account, 'cluster-logs'), bucketOf(account, 'load-balancer-logs')],
  delivery: () => [],
};

/** Parts of the package bucket that the deploy of a team writes. */
const packages: Partial<Record<TeamName, readonly string[]>> = {
  data: ['functions/*.zip'],
  compute: ['cluster/*.sh', 'cluster/install-release-*'],
};

const partsOf = (team: TeamName, account: Account) =>
  (packages[team] ?? []).map((part) => `${bucketOf(account, 'packages')}/${part}`);

const onAll = (...actions: readonly string[]): Reach => ({ actions, on: ['*'] });

const loadBalancers = ({ id }: Account) => `arn:aws:elasticloadbalancing:*:${id}:loadbalancer/app/*-web/*`;

/** More reads in the plans of a team, by names. */
export function looksOf(team: TeamName, { account, iam, readBy }: Words): readonly Reach[] {
  const trail = `arn:aws:s3:::malinshopper-account-trail-${account.id}`;
  const objects: Reach = { actions: ['s3:GetObject', 's3:GetObjectTagging'], on: partsOf(team, account) };
  const settings: Reach = {
    actions: [...readBy('s3'), 's3:GetBucketNotification', 's3:ListBucket'],
    on: [...buckets[team](account), ...(team === 'platform' ? [trail] : [])],
  };
  const ofIdentities: Reach = {
    actions: readBy('iam'),
    on: [
      ...['role', 'policy'].map((kind) => iam(`${kind}${ciPath}*`)),
      iam(`role${breakGlass.path}*`),
      iam(`policy${ciBoundaryPath}*`),
      iam('policy/account/*'),
      gitHubProviderArn(account),
    ],
  };
  return [objects, settings, ...(team === 'platform' ? [ofIdentities, onAll('iam:GetAccountPasswordPolicy')] : [])];
}

const passes = (roles: string, ...services: readonly string[]): Reach => ({
  actions: ['iam:PassRole'],
  on: [roles],
  where: [demands('iam:PassedToService', ...services.map((service) => `${service}.amazonaws.com`))],
});
const firstUses = (account: Account, ...services: readonly string[]): Reach => ({
  actions: ['iam:CreateServiceLinkedRole'],
  on: [`arn:aws:iam::${account.id}:role/aws-service-role/*`],
  where: [demands('iam:AWSServiceName', ...services.map((service) => `${service}.amazonaws.com`))],
});
const logDelivery = [
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:PutResourcePolicy',
  'logs:DeleteResourcePolicy',
];
const rulesOfAws = ({ id }: Account): Reach => ({
  actions: ['wafv2:CreateWebACL', 'wafv2:UpdateWebACL'],
  on: [`arn:aws:wafv2:*:${id}:global/managedruleset/*`, `arn:aws:wafv2:*:${id}:regional/managedruleset/*`],
});
const inNetwork = ({ id }: Account, kind: string, ...actions: readonly string[]): Reach => ({
  actions,
  on: [`arn:aws:ec2:*:${id}:${kind}/*`],
  where: [demands('aws:ResourceTag/Team', 'network')],
});

/**
 * The calls of Terraform on buckets: on their settings, and not on the objects in them. An expendable account permits
 * one more.
 */
function onBuckets(team: TeamName, { account, changedBy }: MoreWords): readonly Reach[] {
  const own = buckets[team](account);
  if (own.length === 0) return [];
  const settings = changedBy(
    'aws_s3_bucket',
    'aws_s3_bucket_lifecycle_configuration',
    'aws_s3_bucket_logging',
    'aws_s3_bucket_notification',
    'aws_s3_bucket_ownership_controls',
    'aws_s3_bucket_policy',
    'aws_s3_bucket_public_access_block',
    'aws_s3_bucket_server_side_encryption_configuration',
    'aws_s3_bucket_versioning',
  );
  const keeps = settings.filter((action) => !/Delete/.test(action));
  const parts = partsOf(team, account);
  return [
    { actions: team === 'platform' ? keeps : settings, on: own },
    ...(team === 'platform' ? [] : emptied(team, own, account)),
    {
      actions: ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObject', 's3:PutObjectTagging'],
      on: parts,
    },
    {
      actions: ['s3:ListBucketVersions'],
      on: [bucketOf(account, 'packages')],
      where: [demands('s3:prefix', ...(packages[team] ?? []).map((part) => part.replace(/[^/]*$/, '*')))],
    },
  ];
}

/** Logs of a cluster belong to it. All other buckets can be emptied in an expendable account only. */
function emptied(team: TeamName, own: readonly string[], account: Account): readonly Reach[] {
  const expendable = own.filter(
    (bucket) => isExpendable(account) || (team === 'compute' && bucket.includes('cluster-logs')),
  );
  return [
    { actions: ['s3:ListBucketVersions'], on: expendable },
    { actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'], on: expendable.map((bucket) => `${bucket}/*`) },
  ];
}

/** More permissions of the deploys of a team, by names. */
const changes: Record<TeamName, (words: MoreWords) => readonly Reach[]> = {
  platform: ({ account, changedBy }) => [
    onAll(
      'ec2:Enable*',
      'ec2:ModifyDefaultCreditSpecification',
      'ec2:ModifyEbsDefaultKmsKeyId',
      'ec2:ModifyInstanceMetadataDefaults',
      'elasticmapreduce:PutBlockPublicAccessConfiguration',
      'iam:UpdateAccountPasswordPolicy',
      'logs:DeleteResourcePolicy',
      'logs:PutResourcePolicy',
      'route53:CreateHostedZone',
      'route53:CreateReusableDelegationSet',
      's3:PutAccountPublicAccessBlock',
    ),
    { actions: changedBy('aws_budgets_budget'), on: [`arn:aws:budgets::${account.id}:budget/malinshopper-*`] },
    firstUses(account, 'access-analyzer'),
    {
      actions: [
        'route53:ActivateKeySigningKey',
        'route53:ChangeTagsForResource',
        'route53:CreateKeySigningKey',
        'route53:CreateQueryLoggingConfig',
        'route53:DeactivateKeySigningKey',
        'route53:EnableHostedZoneDNSSEC',
        'route53:UpdateHostedZoneComment',
      ],
      on: [zones],
    },
    { actions: ['route53:DeleteQueryLoggingConfig'], on: ['arn:aws:route53:::queryloggingconfig/*'] },
    records(['NS']),
  ],
  network: ({ iam }) => [
    passes(iam('role/network/*'), 'vpc-flow-logs'),
    // Validation records of certificates.
    records(['CNAME'], named('_*')),
  ],
  data: ({ account, iam }) => {
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
  },
  compute: ({ account, iam, changedBy }) => {
    const ec2 = (kind: string, of = account.id) => `arn:aws:ec2:*:${of}:${kind}/*`;
    return [
      onAll(
        'elasticloadbalancing:SetWebAcl',
        'elasticmapreduce:CreateSecurityConfiguration',
        'elasticmapreduce:DeleteSecurityConfiguration',
        ...logDelivery,
      ),
      passes(iam('role/compute/*'), 'ec2', 'elasticmapreduce'),
      firstUses(account, 'autoscaling', 'elasticloadbalancing', 'elasticmapreduce', 'spot'),
      records(['A'], excludes('ForAllValues:StringNotLike', recordNames, 'static.*', '_*')),
      rulesOfAws(account),
      { actions: changedBy('aws_iam_instance_profile'), on: [iam('instance-profile/compute/*')] },
      { actions: ['ec2:RunInstances'], on: [ec2('image', ''), ec2('network-interface')] },
      inNetwork(account, 'subnet', 'ec2:RunInstances'),
      inNetwork(account, 'vpc', 'ec2:CreateSecurityGroup', 'ec2:DescribeVpcAttribute', 'ec2:GetSecurityGroupsForVpc'),
      // The ingress rule of the database for a group of instances is created with the group.
      {
        actions: [
          'ec2:AuthorizeSecurityGroupIngress',
          'ec2:ModifySecurityGroupRules',
          'ec2:RevokeSecurityGroupIngress',
        ],
        on: [ec2('security-group')],
        where: [demands('aws:ResourceTag/Team', 'data'), demands('aws:ResourceTag/OpenedBy', 'compute')],
      },
      {
        actions: ['ec2:RevokeSecurityGroupIngress', 'ec2:RunInstances'],
        on: [ec2('security-group')],
        where: [demands('aws:ResourceTag/Team', 'data')],
      },
      {
        actions: ['elasticloadbalancing:GetLoadBalancerWebACL', 'wafv2:AssociateWebACL', 'wafv2:DisassociateWebACL'],
        on: [loadBalancers(account)],
      },
      {
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        on: [`arn:aws:kms:*:${account.id}:key/*`],
        where: [demands('aws:ResourceTag/Team', 'data'), demands('kms:ViaService', 's3.*.amazonaws.com')],
      },
    ];
  },
  delivery: ({ account, iam, changedBy }) => [
    onAll('iam:ListVirtualMFADevices'),
    passes(iam('role/delivery/*'), 'codedeploy'),
    {
      actions: ['iam:CreateUser', 'iam:PutUserPermissionsBoundary'],
      on: [iam('user/delivery/*')],
      where: [demands('iam:PermissionsBoundary', workloadBoundaryArn(account, 'delivery'))],
    },
    {
      actions: [
        'iam:DeleteUser',
        'iam:ListGroupsForUser',
        'iam:TagUser',
        'iam:UntagUser',
        ...(isExpendable(account) ? callsBeforeDelete('aws_iam_user').map(({ action }) => action) : []),
      ],
      on: [iam('user/delivery/*')],
    },
    {
      actions: changedBy('aws_iam_group', 'aws_iam_group_membership', 'aws_iam_group_policy'),
      on: [iam('group/delivery/*')],
    },
  ],
};

/** More permissions of the deploys of a team, by names. */
export const changesOf = (team: TeamName, words: MoreWords): readonly Reach[] => [
  ...onBuckets(team, words),
  ...changes[team](words),
];

import { globalRegion } from '@malinshopper/aws-facts';
import {
  breakGlass,
  ciBoundaryPath,
  ciPath,
  gitHubProviderArn,
  stateBucket,
  teams,
  type Account,
  type TeamName,
} from '@malinshopper/environments';
import { demands, type Reach } from './reach';

/** The services in which a team has resources. Its roles cannot access any other service. */
const services: Record<TeamName, readonly string[]> = {
  platform: [
    ...['access-analyzer', 'budgets', 'cloudtrail', 'cloudwatch', 'ec2', 'elasticmapreduce', 'events', 'kms'],
    ...['logs', 'route53', 's3', 'sns', 'ssm'],
  ],
  network: ['acm', 'cloudwatch', 'ec2', 'kms', 'logs', 'route53', 's3'],
  data: [
    ...['backup', 'backup-storage', 'cloudfront', 'cloudwatch', 'ec2', 'elasticache', 'events', 'kms', 'lambda'],
    ...['logs', 'rds', 'route53', 's3', 'secretsmanager', 'sqs', 'wafv2'],
  ],
  compute: [
    ...['autoscaling', 'cloudwatch', 'ec2', 'elasticloadbalancing', 'elasticmapreduce', 'kms', 'logs', 'route53'],
    ...['s3', 'wafv2'],
  ],
  delivery: ['codedeploy', 's3'],
};

const reviewKey = ({ id }: Account): Reach => ({
  actions: ['kms:GenerateMac'],
  on: [`arn:aws:kms:*:${id}:key/account/access/review-key/Resource`],
});
const inOwnRegions = (account: Account) => demands('aws:RequestedRegion', ...account.regions, globalRegion);

/** The permissions that the boundary of a team may grant to its roles of CI. */
export function reachOfCiBoundary(account: Account, team: TeamName): readonly Reach[] {
  const iam = (rest: string) => `arn:aws:iam::${account.id}:${rest}`;
  const { app } = teams[team];
  const kinds = ['role', 'instance-profile', ...(team === 'delivery' ? ['user', 'group'] : [])];
  return [
    {
      // A deploy looks for resources of a killed run by their tags. CodeDeploy has names only.
      actions: [...services[team].map((service) => `${service}:*`), ...(team === 'delivery' ? [] : ['tag:Get*'])],
      on: ['*', `arn:aws:*:*:${account.id}:*`, 'arn:aws:s3:::*', 'arn:aws:route53:::*'],
      where: [inOwnRegions(account)],
    },
    { actions: ['iam:*'], on: kinds.map((kind) => iam(`${kind}/${app}/*`)) },
    { actions: ['iam:CreateServiceLinkedRole'], on: [iam('role/aws-service-role/*')] },
    { actions: ['iam:ListVirtualMFADevices'], on: ['*'] },
    reviewKey(account),
    ...(team === 'platform' ? ofPlatform(account, iam) : []),
  ];
}

const ofPlatform = (account: Account, iam: (rest: string) => string): readonly Reach[] => [
  { actions: ['iam:*'], on: [iam(`role${ciPath}*`), iam(`policy${ciPath}*`), gitHubProviderArn(account)] },
  {
    actions: ['iam:Get*', 'iam:List*'],
    on: [iam(`policy${ciBoundaryPath}*`), iam('policy/account/*'), iam(`role${breakGlass.path}*`)],
  },
  { actions: ['iam:GetAccountPasswordPolicy', 'iam:UpdateAccountPasswordPolicy'], on: ['*'] },
];

/** The permissions that the boundary of the role for reviews may grant: to read settings, and to write reviews. */
export const reachOfReviewBoundary = (account: Account): readonly Reach[] => [
  {
    actions: ['Describe', 'Get', 'List'].map((verb) => `*:${verb}*`).concat('budgets:View*'),
    on: ['*'],
    where: [inOwnRegions(account)],
  },
  { actions: ['s3:PutObject'], on: [`arn:aws:s3:::${stateBucket(account)}/reviews/*`] },
  reviewKey(account),
];

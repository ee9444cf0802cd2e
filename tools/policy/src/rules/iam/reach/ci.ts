import {
  actionsOf,
  calledTypes,
  callsBeforeDelete,
  forwardedCalls,
  phases,
  type CalledType,
} from '@malinshopper/aws-facts';
import {
  breakGlass,
  ciBoundaryArn,
  ciBoundaryPath,
  ciPath,
  ciReviewBoundaryArn,
  gitHubProviderArn,
  stateBucket,
  teamNames,
  teams,
  workloadBoundaryArn,
  type Account,
  type TeamName,
} from '@malinshopper/environments';
import type { CiRole } from '../ci-roles';
import { changesOf, looksOf } from './teams';
import { demands, says, type Reach } from './reach';

/** The calls of Terraform for every type, and the calls that AWS makes on its behalf. */
const forwarded = Object.values(forwardedCalls).flatMap((calls) => calls.map(({ action }) => action));
const emptying = ['aws_backup_vault', 'aws_iam_user', 'aws_s3_bucket'].flatMap((type) =>
  callsBeforeDelete(type).map(({ action }) => action),
);
const called = [...new Set([...actionsOf(calledTypes, phases), ...forwarded, ...emptying])];
const read = actionsOf(calledTypes, ['read']);
const readBy = (service: string) =>
  read.filter((action) => action.startsWith(`${service}:`) && !/:GetObject/.test(action));
const changedBy = (...types: readonly CalledType[]) => actionsOf(types, phases);

/** Actions for which the tag of the team is not a sufficient condition. Separate rows list their conditions. */
const needsMore =
  /^(iam|s3|sts|ssm):|^kms:(Decrypt|Encrypt|GenerateDataKey|CreateGrant|RetireGrant|GenerateMac)|:(GetSecretValue|ReceiveMessage|DeleteDBSnapshot|DeleteRecoveryPoint)$/;
const byTag = [
  ...called.filter((action) => !needsMore.test(action)),
  'ssm:AddTagsToResource',
  'ssm:CreateDocument',
  'ssm:DeleteDocument',
  'ssm:DescribeDocument',
  'ssm:RemoveTagsFromResource',
  'ssm:Update*Document*',
];

/**
 * The ARNs of the hosted zones of a team. ARNs of zones contain no account. The platform team has access to all zones,
 * including future zones.
 */
export const zonesOf = (team: TeamName): readonly string[] =>
  team === 'platform'
    ? ['hostedzone', 'delegationset', 'queryloggingconfig'].map((kind) => `arn:aws:route53:::${kind}/*`)
    : ['arn:aws:route53:::hostedzone/account/dns/*'];

/** The read permissions of a CI role. They cover settings, but not contents. */
function looks({ account, team }: CiRole): readonly Reach[] {
  const { app } = teams[team];
  const iam = (rest: string) => `arn:aws:iam::${account.id}:${rest}`;
  const own = ['role', 'instance-profile', 'user', 'group'].map((kind) => iam(`${kind}/${app}/*`));
  return [
    {
      actions: [
        ...read.filter((action) => !/^(iam|s3):/.test(action)),
        's3:GetAccountPublicAccessBlock',
        'elasticloadbalancing:GetLoadBalancerWebACL',
        ...['autoscaling', 'cloudwatch', 'ec2', 'elasticloadbalancing'].map((service) => `${service}:Describe*`),
      ],
      on: ['*', `arn:aws:*:*:${account.id}:*`, ...zonesOf(team)],
    },
    { actions: readBy('iam'), on: own },
    ...looksOf(team, { account, iam, readBy }),
    ...statesReadBy({ account, team }),
  ];
}

/** States by their names: its own, and those on which its app depends. */
function statesReadBy({ account, team }: Pick<CiRole, 'account' | 'team'>): readonly Reach[] {
  const bucket = `arn:aws:s3:::${stateBucket(account)}`;
  const { app, reads } = teams[team];
  return [
    { actions: ['s3:ListBucket', ...readBy('s3')], on: [bucket] },
    {
      actions: ['s3:GetObject'],
      on: [app, ...reads]
        .map((of) => `${bucket}/*/${of}.tfstate`)
        .concat(`${bucket}/*/${app}.tfstate.tflock`, `${bucket}/*.record.json`),
    },
  ];
}

/** More permissions of a deploy: on resources with the tag of its team, or by names. */
function deploys(role: CiRole): readonly Reach[] {
  const { account, team } = role;
  const { app } = teams[team];
  const iam = (rest: string) => `arn:aws:iam::${account.id}:${rest}`;
  const bucket = `arn:aws:s3:::${stateBucket(account)}`;
  const anywhere = ['*', `arn:aws:*:*:${account.id}:*`];
  return [
    { actions: byTag, on: anywhere, where: [demands('aws:ResourceTag/Team', team)] },
    { actions: byTag, on: anywhere, where: [demands('aws:RequestTag/Team', team)] },
    {
      actions: ['s3:PutObject', 's3:DeleteObject'],
      on: [`${bucket}/*/${app}.tfstate`, `${bucket}/*/${app}.tfstate.tflock`],
    },
    { actions: ['s3:PutObject'], on: [`${bucket}/*/${app}.record.json`] },
    { actions: ['s3:GetObject'], on: [`${bucket}/reviews/*`] },
    { actions: ['s3:GetObject', 's3:PutObject'], on: [`${bucket}/leases/*`] },
    { actions: ['kms:GenerateMac'], on: [`arn:aws:kms:*:${account.id}:key/account/access/review-key/Resource`] },
    // An alias has no tag. Its key has one, and the call needs the key too. The tags of a new key take effect later.
    {
      actions: ['kms:CreateAlias', 'kms:DeleteAlias', 'kms:UpdateAlias'],
      on: [`arn:aws:kms:*:${account.id}:alias/malinshopper-*`],
    },
    {
      actions: ['kms:CreateAlias', 'kms:EnableKeyRotation'],
      on: [`arn:aws:kms:*:${account.id}:key/*`],
      where: [says('StringEqualsIfExists', 'aws:ResourceTag/Team', team)],
    },
    { actions: ['route53:GetChange'], on: ['arn:aws:route53:::change/*'] },
    ...(team === 'platform' ? managesCi(account) : managesRoles(account, app, iam(`role/${app}/*`))),
    ...changesOf(team, { account, iam, readBy, changedBy }),
  ];
}

const rolesAre = ['DeleteRole', 'ListInstanceProfilesForRole', 'TagRole', 'UntagRole', 'UpdateAssumeRolePolicy'].concat(
  'UpdateRole',
  'UpdateRoleDescription',
);
const rolesMay = ['CreateRole', 'DeleteRolePolicy', 'PutRolePermissionsBoundary', 'PutRolePolicy'];
const inIam = (calls: readonly string[]) => calls.map((call) => `iam:${call}`);

/** The roles of its app: each with the boundary of workloads. */
const managesRoles = (account: Account, app: string, roles: string): readonly Reach[] => [
  { actions: inIam(rolesAre), on: [roles] },
  {
    actions: inIam(rolesMay),
    on: [roles],
    where: [demands('iam:PermissionsBoundary', workloadBoundaryArn(account, app))],
  },
];

/** The roles of CI, within their boundaries. Only administrators manage the boundaries and the break-glass role. */
function managesCi(account: Account): readonly Reach[] {
  const iam = (rest: string) => `arn:aws:iam::${account.id}:${rest}`;
  const [roles, policies] = [iam(`role${ciPath}*`), iam(`policy${ciPath}*`)] as const;
  const boundaries = [...teamNames.map((team) => ciBoundaryArn(account, team)), ciReviewBoundaryArn(account)];
  return [
    { actions: inIam(rolesAre), on: [roles] },
    { actions: inIam(rolesMay), on: [roles], where: [demands('iam:PermissionsBoundary', ...boundaries)] },
    { actions: changedBy('aws_iam_policy'), on: [policies] },
    {
      actions: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
      on: [roles],
      where: [demands('iam:PolicyARN', policies)],
    },
    { actions: changedBy('aws_iam_openid_connect_provider'), on: [gitHubProviderArn(account)] },
    {
      actions: readBy('iam'),
      on: [roles, policies, iam(`role${breakGlass.path}*`), iam(`policy${ciBoundaryPath}*`), iam('policy/account/*')],
    },
  ];
}

/** The upper limit of the permissions of a role of CI. */
export const reachOfCi = (role: CiRole): readonly Reach[] =>
  role.purpose === 'plan' ? looks(role) : [...looks(role), ...deploys(role)];

/**
 * The upper limit of the permissions of the role that plans for reviews: the reads of all teams' plans, and writing
 * reviews.
 */
export function reachOfReview(account: Account): readonly Reach[] {
  const bucket = `arn:aws:s3:::${stateBucket(account)}`;
  return [
    ...teamNames.flatMap((team) => looks({ account, team, purpose: 'plan' })),
    {
      actions: ['s3:GetObject'],
      on: ['tfstate', 'tfstate.tflock', 'record.json'].map((end) => `${bucket}/*.${end}`),
    },
    { actions: ['s3:GetObject', 's3:PutObject'], on: [`${bucket}/reviews/*`] },
    { actions: ['kms:GenerateMac'], on: [`arn:aws:kms:*:${account.id}:key/account/access/review-key/Resource`] },
  ];
}

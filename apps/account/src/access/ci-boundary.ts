import { globalRegion } from '@malinshopper/aws-facts';
import { ciRoleArn } from '@malinshopper/environments';
import { servicesOf } from './grants';
import {
  boundaries,
  boundariesOfCi,
  breakGlassRoles,
  ciPolicies,
  ciRoles,
  gitHub,
  ownCiPolicies,
} from './ci-management';
import { ownProfiles, ownRoles, serviceLinkedRoles, workloadBoundaryOf } from './roles';
import type { Permissions, Scope } from './scope';
import type { Statement } from './statement';
import { credentials, listSecondFactors, ownGroups, ownUsers, userPermissions } from './users';
import { onlyOpened, tagsAreNamed, teamsOnly } from './teams-only';
import { watchStays } from './watch';

const list = (value: string | readonly string[] = []) => [value].flat();

/**
 * The permissions boundary of a team's roles of CI: what stays refused whatever their own policies come to say. It knows services,
 * regions, teams and paths, and no single action, so that it need not change when an app uses one more of them.
 */
export function ciBoundary(scope: Scope, permissions: Permissions): Statement[] {
  const actions = [...permissions.look, ...permissions.change, ...permissions.named].flatMap(({ Action }) =>
    list(Action),
  );
  // The key of the digests in reviews is the platform team's.
  const onOthers = scope.team === 'platform' ? permissions.onOthers : [...permissions.onOthers, digest];
  return [
    ...services(scope, actions, permissions.global),
    ...digests(scope, actions),
    ...identities(scope, actions),
    ...teamsOnly(scope, actions, onOthers),
    ...onlyOpened(scope, permissions),
    ...tagsAreNamed(actions),
    ...noSecrets(actions),
    ...watchStays(scope),
    ...keptForGood(permissions),
    // Denied, not left out: the trust of a role that names the very session would be enough otherwise.
    { Sid: 'ActsAsItself', Effect: 'Deny', Action: 'sts:AssumeRole', Resource: '*' },
  ];
}

/** The team's services, in the account's regions; in us-east-1 only those that have to be there. */
function services({ account }: Scope, actions: readonly string[], global: readonly string[]): Statement[] {
  const own = servicesOf([...actions, 's3:GetObject']).filter((service) => service !== 'iam');
  const within = (Sid: string, which: readonly string[], regions: readonly string[]): Statement => ({
    Sid,
    Action: which.map((service) => `${service}:*`),
    Resource: '*',
    Condition: { StringEquals: { 'aws:RequestedRegion': regions } },
  });
  const regional = own.filter((service) => !global.includes(service));
  const both = own.filter((service) => global.includes(service));
  return [
    within('Services', regional, account.regions),
    ...(both.length > 0 ? [within('GlobalServices', both, [...account.regions, globalRegion])] : []),
  ];
}

const digest = 'kms:GenerateMac';

/** A team that has no keys uses that of the reviews. */
const digests = ({ reviewKeyArn }: Scope, actions: readonly string[]): Statement[] =>
  servicesOf(actions).includes('kms') ? [] : [{ Sid: 'Digests', Action: digest, Resource: reviewKeyArn }];

const takesBoundaryOff = ['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary'];

/** Identities: the app's own only, none of them without a boundary, and no boundary ever taken off. */
function identities(scope: Scope, actions: readonly string[]): Statement[] {
  const { account, team } = scope;
  const firstUse = actions.includes('iam:CreateServiceLinkedRole')
    ? [{ Sid: 'FirstUseOfServices', Action: 'iam:CreateServiceLinkedRole', Resource: serviceLinkedRoles(scope) }]
    : [];
  const hasUsers = actions.includes('iam:CreateUser');
  const boundaryStays: Statement = {
    Sid: 'BoundaryStays',
    Effect: 'Deny',
    Action: hasUsers ? takesBoundaryOff : takesBoundaryOff[0]!,
    Resource: '*',
  };
  const onlyWithin = (Sid: string, Resource: string, allowed: string | readonly string[]): Statement => ({
    Sid,
    Effect: 'Deny',
    Action: ['iam:AttachRolePolicy', 'iam:CreateRole', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'],
    Resource,
    Condition: { StringNotEquals: { 'iam:PermissionsBoundary': allowed } },
  });
  const workloads = onlyWithin('WorkloadsWithinTheirs', ownRoles(scope), workloadBoundaryOf(scope));
  if (team !== 'platform') {
    const identities = [ownRoles(scope), ownProfiles(scope), ...(hasUsers ? [ownUsers(scope), ownGroups(scope)] : [])];
    const own = { Sid: 'OwnIdentities', Action: 'iam:*', Resource: identities };
    return [own, ...firstUse, boundaryStays, workloads, ...(hasUsers ? users(scope, actions) : [])];
  }
  return [
    {
      Sid: 'OwnIdentities',
      Action: 'iam:*',
      Resource: [ownRoles(scope), ciRoles(scope), ciPolicies(scope), gitHub(scope)],
    },
    {
      Sid: 'LookAtWhatOnlyAdministratorsChange',
      Action: ['iam:Get*', 'iam:List*'],
      Resource: [...boundaries(scope), breakGlassRoles(scope)],
    },
    { Sid: 'Passwords', Action: ['iam:GetAccountPasswordPolicy', 'iam:UpdateAccountPasswordPolicy'], Resource: '*' },
    ...firstUse,
    boundaryStays,
    workloads,
    onlyWithin('CiWithinTheirs', ciRoles(scope), boundariesOfCi(scope)),
    {
      Sid: 'NotItself',
      Effect: 'Deny',
      Action: [
        'iam:Attach*',
        'iam:Create*',
        'iam:Delete*',
        'iam:Detach*',
        'iam:Put*',
        'iam:Set*',
        'iam:Tag*',
        'iam:Untag*',
        'iam:Update*',
      ],
      Resource: [ciRoleArn(account, team, 'deploy'), ownCiPolicies(scope)],
    },
  ];
}

/** Users: none without a boundary, and no way in as any of them. */
function users(scope: Scope, actions: readonly string[]): Statement[] {
  return [
    {
      Sid: 'UsersWithinTheirs',
      Effect: 'Deny',
      Action: ['iam:AttachUserPolicy', 'iam:PutUserPolicy', ...userPermissions],
      Resource: ownUsers(scope),
      Condition: { StringNotEquals: { 'iam:PermissionsBoundary': workloadBoundaryOf(scope) } },
    },
    { Sid: 'NoWayInAsAUser', Effect: 'Deny', Action: credentials, Resource: '*' },
    // AWS knows no resource for it.
    ...(actions.includes(listSecondFactors)
      ? [{ Sid: 'SecondFactors', Action: listSecondFactors, Resource: '*' }]
      : []),
  ];
}

/** What a team loses for good is an administrator's to throw away. */
function keptForGood({ never = [] }: Permissions): Statement[] {
  return never.length === 0 ? [] : [{ Sid: 'KeptForGood', Effect: 'Deny', Action: never, Resource: '*' }];
}

/** The values of secrets are for what runs, not for what deploys it. */
export function noSecrets(actions: readonly string[]): Statement[] {
  const reading: Readonly<Record<string, readonly string[]>> = {
    secretsmanager: ['secretsmanager:BatchGetSecretValue', 'secretsmanager:GetSecretValue'],
    ssm: ['ssm:GetParameter', 'ssm:GetParameterHistory', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
    sqs: ['sqs:ReceiveMessage'],
  };
  const refused = servicesOf(actions).flatMap((service) => reading[service] ?? []);
  if (refused.length === 0) return [];
  return [{ Sid: 'NoSecrets', Effect: 'Deny', Action: refused, Resource: '*' }];
}

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
import { protectAudit } from './audit-protection';

const list = (value: string | readonly string[] = []) => [value].flat();

/**
 * The permissions boundary of a team's CI roles: the permissions that stay denied even if the roles' own policies allow
 * more. It lists services, regions, teams and paths, but no single action. Therefore it does not change when an app
 * begins to use a further action of a service.
 */
export function ciBoundary(scope: Scope, permissions: Permissions): Statement[] {
  const actions = [...permissions.look, ...permissions.change, ...permissions.named].flatMap(({ Action }) =>
    list(Action),
  );
  // The KMS key for the digests in review records belongs to the platform team.
  const onOthers = scope.team === 'platform' ? permissions.onOthers : [...permissions.onOthers, digest];
  return [
    ...services(scope, actions, permissions.global),
    ...digests(scope, actions),
    ...identities(scope, actions),
    ...teamsOnly(scope, actions, onOthers),
    ...onlyOpened(scope, permissions),
    ...tagsAreNamed(actions),
    ...noSecrets(actions),
    ...protectAudit(scope),
    ...keptForGood(permissions),
    // An explicit deny is necessary: a trust policy that names the session itself grants access even if the boundary
    // does not allow the call.
    { Sid: 'ActsAsItself', Effect: 'Deny', Action: 'sts:AssumeRole', Resource: '*' },
  ];
}

/** The team's services in the account's regions, and in us-east-1 only the services that require it. */
function services({ account }: Scope, actions: readonly string[], global: readonly string[]): Statement[] {
  const own = servicesOf([...actions, 's3:GetObject']).filter((service) => service !== 'iam');
  const within = (Sid: string, which: readonly string[], regions: readonly string[]): Statement => ({
    Sid,
    // Tags are set through the services of the resources.
    Action: which.map((service) => (service === 'tag' ? 'tag:Get*' : `${service}:*`)),
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

/** A team without KMS permissions can use the key of the reviews. */
const digests = ({ reviewKeyArn }: Scope, actions: readonly string[]): Statement[] =>
  servicesOf(actions).includes('kms') ? [] : [{ Sid: 'Digests', Action: digest, Resource: reviewKeyArn }];

const takesBoundaryOff = ['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary'];

/**
 * Restricts calls on IAM identities: a team can change only the identities of its app, only with a boundary, and cannot
 * remove a boundary.
 */
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

/** IAM users: only with a boundary, and without permission to create their credentials. */
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
    // This action supports no resource-level permissions.
    ...(actions.includes(listSecondFactors)
      ? [{ Sid: 'SecondFactors', Action: listSecondFactors, Resource: '*' }]
      : []),
  ];
}

/** Only an administrator can delete data that the team could not recover. */
function keptForGood({ never = [] }: Permissions): Statement[] {
  return never.length === 0 ? [] : [{ Sid: 'KeptForGood', Effect: 'Deny', Action: never, Resource: '*' }];
}

/** Secret values are readable by workloads, not by the roles that deploy them. */
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

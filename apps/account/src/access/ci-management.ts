import { actionsOf } from '@malinshopper/aws-facts';
import {
  breakGlass,
  ciBoundaryArn,
  ciBoundaryPath,
  ciPath,
  ciReviewBoundaryArn,
  gitHubProviderArn,
  teamNames,
} from '@malinshopper/environments';
import { changePhases } from './grants';
import { ownRoles, roleChanges, rolePermissions, roleSettings } from './roles';
import type { Scope } from './scope';
import type { Statement } from './statement';

const iam = ({ account: { id } }: Scope, rest: string) => `arn:aws:iam::${id}:${rest}`;
export const ciRoles = (scope: Scope) => iam(scope, `role${ciPath}*`);
export const breakGlassRoles = (scope: Scope) => iam(scope, `role${breakGlass.path}*`);
export const gitHub = ({ account }: Scope) => gitHubProviderArn(account);
export const ciPolicies = (scope: Scope) => iam(scope, `policy${ciPath}*`);
export const ownCiPolicies = (scope: Scope) => iam(scope, `policy${ciPath}${scope.team}-*`);
export const boundaries = (scope: Scope) => [iam(scope, `policy${ciBoundaryPath}*`), iam(scope, 'policy/account/*')];

/** The permissions boundaries for CI roles. Each CI role must have one of these boundaries. */
export const boundariesOfCi = ({ account }: Scope) => [
  ...teamNames.map((team) => ciBoundaryArn(account, team)),
  ciReviewBoundaryArn(account),
];

export function lookingAtIdentities(scope: Scope): Statement[] {
  return [
    {
      Sid: 'LookAtRoles',
      Action: roleSettings,
      Resource: [ownRoles(scope), ciRoles(scope), breakGlassRoles(scope)],
    },
    {
      Sid: 'LookAtPolicies',
      Action: actionsOf(['aws_iam_policy'], ['read']),
      Resource: [ciPolicies(scope), ...boundaries(scope)],
    },
    { Sid: 'LookAtGitHub', Action: 'iam:GetOpenIDConnectProvider', Resource: gitHub(scope) },
  ];
}

/**
 * Permissions to change the CI roles within their boundaries. Only an administrator changes the boundaries themselves,
 * because a boundary that the limited role can change is no limit. This role cannot change itself either, see its
 * boundary.
 */
export function changingCiRoles(scope: Scope): Statement[] {
  return [
    {
      Sid: 'CiWithinBoundaries',
      Action: rolePermissions,
      Resource: ciRoles(scope),
      Condition: {
        StringEquals: { 'iam:PermissionsBoundary': boundariesOfCi(scope) },
      },
    },
    { Sid: 'Ci', Action: roleChanges, Resource: ciRoles(scope) },
    {
      Sid: 'CiPolicies',
      Action: actionsOf(['aws_iam_policy'], changePhases),
      Resource: ciPolicies(scope),
    },
    {
      Sid: 'AttachCiPolicies',
      Action: actionsOf(['aws_iam_role_policy_attachment'], changePhases),
      Resource: ciRoles(scope),
      Condition: { ArnLike: { 'iam:PolicyARN': ciPolicies(scope) } },
    },
    {
      Sid: 'GitHub',
      Action: actionsOf(['aws_iam_openid_connect_provider'], changePhases),
      Resource: gitHub(scope),
    },
  ];
}

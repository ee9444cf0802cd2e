import { actionsOf, type CalledType } from '@malinshopper/aws-facts';
import { workloadBoundaryArn } from '@malinshopper/stack';
import { changePhases, isWithinBoundary, servicesGiven, without } from './grants';
import { appOf, type Scope } from './scope';
import type { Statement } from './statement';

/** The roles of an app, all under its path, see ServiceRole in libs/constructs. */
export const ownRoles = (scope: Pick<Scope, 'account' | 'team'>) =>
  `arn:aws:iam::${scope.account.id}:role/${appOf(scope)}/*`;
/** The instance profiles of an app. */
export const ownProfiles = (scope: Scope) => `arn:aws:iam::${scope.account.id}:instance-profile/${appOf(scope)}/*`;
/** The service-linked roles, which AWS creates at the first use of a service. */
export const serviceLinkedRoles = ({ account }: Scope) => `arn:aws:iam::${account.id}:role/aws-service-role/*`;

const roles = ['aws_iam_role', 'aws_iam_role_policy'] as const;
/** The provider's read calls on a role. */
export const roleSettings = actionsOf(roles, ['read']);
/** The calls that set the permissions of a role. They are allowed only if the role has the permissions boundary. */
export const rolePermissions = actionsOf(roles, changePhases, isWithinBoundary);
export const roleChanges = without([...roleSettings, ...rolePermissions], actionsOf(roles, changePhases));

/** The boundary of the roles and users of an app. */
export const workloadBoundaryOf = (scope: Pick<Scope, 'account' | 'team'>) =>
  workloadBoundaryArn(scope.account, appOf(scope));

export function lookingAtRoles(scope: Scope): Statement[] {
  return [{ Sid: 'LookAtRoles', Action: roleSettings, Resource: ownRoles(scope) }];
}

/**
 * Permissions on an app's roles: only under its path, only within the workload boundary, and passed only to the
 * services that its resource types need.
 */
export function changingRoles(scope: Scope, types: readonly CalledType[]): Statement[] {
  return [
    {
      Sid: 'RolesWithinTheBoundary',
      Action: rolePermissions,
      Resource: ownRoles(scope),
      Condition: { StringEquals: { 'iam:PermissionsBoundary': workloadBoundaryOf(scope) } },
    },
    { Sid: 'Roles', Action: roleChanges, Resource: ownRoles(scope) },
    {
      Sid: 'PassRoles',
      Action: 'iam:PassRole',
      Resource: ownRoles(scope),
      Condition: { StringEquals: { 'iam:PassedToService': servicesGiven(types, 'iam:PassRole') } },
    },
    ...firstUses(scope, types),
  ];
}

/** Lets AWS create the service-linked roles of services at their first use. */
export function firstUses(scope: Scope, types: readonly CalledType[]): Statement[] {
  const services = servicesGiven(types, 'iam:CreateServiceLinkedRole');
  if (services.length === 0) return [];
  return [
    {
      Sid: 'FirstUseOfServices',
      Action: 'iam:CreateServiceLinkedRole',
      Resource: serviceLinkedRoles(scope),
      Condition: { StringEquals: { 'iam:AWSServiceName': services } },
    },
  ];
}

export function lookingAtProfiles(scope: Scope): Statement[] {
  return [{ Sid: 'LookAtProfiles', Action: 'iam:GetInstanceProfile', Resource: ownProfiles(scope) }];
}

export function changingProfiles(scope: Scope): Statement[] {
  return [
    {
      Sid: 'Profiles',
      Action: actionsOf(['aws_iam_instance_profile'], changePhases),
      Resource: ownProfiles(scope),
    },
  ];
}

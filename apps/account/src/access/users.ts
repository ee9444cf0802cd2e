import { actionsOf, callsBeforeDelete } from '@malinshopper/aws-facts';
import { isExpendable } from '@malinshopper/environments';
import { changePhases, isWithinBoundary } from './grants';
import { workloadBoundaryOf } from './roles';
import { appOf, type Scope } from './scope';
import type { Statement } from './statement';

type Owner = Pick<Scope, 'account' | 'team'>;
const iam = ({ account, ...scope }: Owner, kind: string) => `arn:aws:iam::${account.id}:${kind}/${appOf(scope)}/*`;
/** The users of an app, all under its path. */
export const ownUsers = (scope: Owner) => iam(scope, 'user');
/** The groups with the users' permissions. IAM has no boundary for a group: its members have boundaries. */
export const ownGroups = (scope: Scope) => iam(scope, 'group');

/** The calls that set the permissions of a user: allowed within a boundary only. */
export const userPermissions = actionsOf(['aws_iam_user'], changePhases, isWithinBoundary);
const groups = ['aws_iam_group', 'aws_iam_group_membership', 'aws_iam_group_policy'] as const;

/**
 * The calls that create credentials of a user. An administrator makes them by hand, once: credentials that CI made
 * would be in a state or a log, and with the key of another team's user, CI would act as that user.
 */
export const credentials = [
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:CreateServiceSpecificCredential',
  'iam:ResetServiceSpecificCredential',
  'iam:UpdateAccessKey',
  'iam:UpdateLoginProfile',
  'iam:UploadSSHPublicKey',
  'iam:UploadSigningCertificate',
];

/** The provider's read and delete calls on a user's credentials before it deletes the user. */
const taken = callsBeforeDelete('aws_iam_user')
  .filter(({ kind }) => kind === 'user')
  .map(({ action }) => action)
  .sort();
/** The same, without resource-level permissions. */
export const listSecondFactors = 'iam:ListVirtualMFADevices';

export function lookingAtUsers(scope: Scope): Statement[] {
  return [
    { Sid: 'LookAtUsers', Action: 'iam:GetUser', Resource: ownUsers(scope) },
    { Sid: 'LookAtGroups', Action: actionsOf(groups, ['read']), Resource: ownGroups(scope) },
  ];
}

/**
 * Users for programs that cannot assume a role, and their groups: only under the app's path, only within the workload
 * boundary.
 */
export function changingUsers(scope: Scope): Statement[] {
  return [
    {
      Sid: 'UsersWithinTheBoundary',
      Action: userPermissions,
      Resource: ownUsers(scope),
      Condition: { StringEquals: { 'iam:PermissionsBoundary': workloadBoundaryOf(scope) } },
    },
    {
      Sid: 'Users',
      Action: actionsOf(['aws_iam_user'], changePhases, (call) => !isWithinBoundary(call)),
      Resource: ownUsers(scope),
    },
    ...(isExpendable(scope.account) ? takingCredentials(scope) : []),
    {
      Sid: 'Groups',
      Action: actionsOf(groups, changePhases),
      Resource: ownGroups(scope),
    },
  ];
}

/**
 * Reads everything that a user can have before its deletion, and deletes its access keys: the rules of this repository
 * allow nothing else.
 */
const takingCredentials = (scope: Scope): Statement[] => [
  {
    Sid: 'TakeCredentials',
    Action: taken,
    Resource: ownUsers(scope),
  },
  { Sid: 'LookForSecondFactors', Action: listSecondFactors, Resource: '*' },
];

import { actionsOf, callsBeforeDelete } from '@malinshopper/aws-facts';
import { isExpendable } from '@malinshopper/environments';
import { changePhases, isWithinBoundary } from './grants';
import { workloadBoundaryOf } from './roles';
import { appOf, type Scope } from './scope';
import type { Statement } from './statement';

type Owner = Pick<Scope, 'account' | 'team'>;
const iam = ({ account, ...scope }: Owner, kind: string) => `arn:aws:iam::${account.id}:${kind}/${appOf(scope)}/*`;
/** The users of an app: all under its path. */
export const ownUsers = (scope: Owner) => iam(scope, 'user');
/** The groups that say what they may do. AWS has no boundary for a group: its members have theirs. */
export const ownGroups = (scope: Scope) => iam(scope, 'group');

/** What says what a user may do: only within a boundary. */
export const userPermissions = actionsOf(['aws_iam_user'], changePhases, isWithinBoundary);
const groups = ['aws_iam_group', 'aws_iam_group_membership', 'aws_iam_group_policy'] as const;

/**
 * What lets somebody in as a user. An administrator does it by hand, once: what CI made would stand in a state or a log, and
 * with the key of a user of somebody else's it would be somebody else.
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

/** What the provider looks for, and takes, before it deletes a user. */
const taken = callsBeforeDelete('aws_iam_user')
  .filter(({ kind }) => kind === 'user')
  .map(({ action }) => action)
  .sort();
/** The same; AWS knows no resource for it. */
export const listSecondFactors = 'iam:ListVirtualMFADevices';

export function lookingAtUsers(scope: Scope): Statement[] {
  return [
    { Sid: 'LookAtUsers', Action: 'iam:GetUser', Resource: ownUsers(scope) },
    { Sid: 'LookAtGroups', Action: actionsOf(groups, ['read']), Resource: ownGroups(scope) },
  ];
}

/** Users for programs that know no roles, and their groups: only under the app's path, only within the boundary of workloads. */
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

/** Looks for all that a user may have before it is deleted, and takes its keys along: there is nothing else by our rules. */
const takingCredentials = (scope: Scope): Statement[] => [
  {
    Sid: 'TakeCredentials',
    Action: taken,
    Resource: ownUsers(scope),
  },
  { Sid: 'LookForSecondFactors', Action: listSecondFactors, Resource: '*' },
];

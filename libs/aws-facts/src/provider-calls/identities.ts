import { plain, saying, untagged, type CallsByType } from './call';

const withinBoundary = (boundary: string, ...actions: readonly string[]) =>
  saying({ 'iam:PermissionsBoundary': boundary }, untagged('role', ...actions));

/** Roles, users and groups: the only identities with permissions for apps. */
export const identityCalls = {
  aws_iam_role: {
    create: [...withinBoundary('own', 'iam:CreateRole'), ...untagged('role', 'iam:TagRole', 'iam:GetRole')],
    read: untagged('role', 'iam:GetRole', 'iam:ListRolePolicies', 'iam:ListAttachedRolePolicies'),
    update: [
      ...withinBoundary('own', 'iam:PutRolePermissionsBoundary'),
      ...untagged(
        'role',
        'iam:UpdateAssumeRolePolicy',
        'iam:UpdateRole',
        'iam:UpdateRoleDescription',
        'iam:TagRole',
        'iam:UntagRole',
      ),
    ],
    delete: untagged('role', 'iam:ListInstanceProfilesForRole', 'iam:DeleteRole'),
  },
  aws_iam_role_policy: {
    create: withinBoundary('own', 'iam:PutRolePolicy'),
    read: untagged('role', 'iam:GetRolePolicy'),
    delete: withinBoundary('own', 'iam:DeleteRolePolicy'),
  },
  aws_iam_user: {
    create: [
      ...saying({ 'iam:PermissionsBoundary': 'own' }, untagged('user', 'iam:CreateUser')),
      ...untagged('user', 'iam:TagUser'),
    ],
    read: untagged('user', 'iam:GetUser'),
    update: [
      ...saying({ 'iam:PermissionsBoundary': 'own' }, untagged('user', 'iam:PutUserPermissionsBoundary')),
      ...untagged('user', 'iam:UntagUser'),
    ],
    // Its credentials are deleted first, with `force_destroy`: see `takingCredentials`.
    delete: untagged('user', 'iam:ListGroupsForUser', 'iam:DeleteUser'),
  },
  aws_iam_group: {
    create: untagged('group', 'iam:CreateGroup'),
    read: untagged('group', 'iam:GetGroup'),
    delete: untagged('group', 'iam:DeleteGroup'),
  },
  aws_iam_group_membership: {
    create: untagged('group', 'iam:AddUserToGroup'),
    read: untagged('group', 'iam:GetGroup'),
    delete: untagged('group', 'iam:RemoveUserFromGroup'),
  },
  aws_iam_group_policy: {
    create: untagged('group', 'iam:PutGroupPolicy'),
    read: untagged('group', 'iam:GetGroupPolicy'),
    delete: untagged('group', 'iam:DeleteGroupPolicy'),
  },
  aws_iam_instance_profile: {
    create: untagged(
      'instance-profile',
      'iam:CreateInstanceProfile',
      'iam:TagInstanceProfile',
      'iam:AddRoleToInstanceProfile',
    ),
    read: untagged('instance-profile', 'iam:GetInstanceProfile'),
    update: untagged('instance-profile', 'iam:UntagInstanceProfile'),
    delete: untagged('instance-profile', 'iam:RemoveRoleFromInstanceProfile', 'iam:DeleteInstanceProfile'),
  },
} satisfies CallsByType;

/** The provider's calls before it deletes a user with `force_destroy`. */
export const takingCredentials = [
  ...untagged(
    'user',
    'iam:ListUserPolicies',
    'iam:ListAttachedUserPolicies',
    'iam:ListAccessKeys',
    'iam:DeleteAccessKey',
    'iam:ListSSHPublicKeys',
    'iam:ListMFADevices',
    'iam:DeleteLoginProfile',
    'iam:ListSigningCertificates',
    'iam:ListServiceSpecificCredentials',
  ),
  ...plain('iam:ListVirtualMFADevices'),
];

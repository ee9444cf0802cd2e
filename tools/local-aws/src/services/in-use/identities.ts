import { AwsFailure } from '../../protocols/failure';
import { queryParameters } from '../../protocols/query';
import { element, text } from '../../protocols/xml';
import type { Guard } from './guard';
import type { Standing } from './standing';

/** Every refusal of a deletion is `DeleteConflict` (IAM API reference, the Delete actions), in the words of AWS. */
const conflict = (message: string) => new AwsFailure('DeleteConflict', message, 409);

/**
 * The remaining parts of an entity: the action that lists them, the list in the answer, and the action that has to come
 * first.
 */
type Belonging = readonly [action: string, member: string, first: string];

const keeps =
  (name: 'UserName' | 'GroupName', belongings: readonly Belonging[]): Guard =>
  async (call, standing) => {
    const form = { [name]: text(queryParameters(call.body)[name]) };
    for (const [action, member, first] of belongings) {
      const found = await standing.all('iam', action, member, form);
      if (found.length > 0) throw conflict(`Cannot delete entity, must ${first} first.`);
    }
  };

/** API reference, DeleteUser: "you must delete the items attached to the user manually, or the deletion fails". */
const user = keeps('UserName', [
  ['ListAccessKeys', 'AccessKeyMetadata', 'delete access keys'],
  ['ListGroupsForUser', 'Groups', 'remove users from group'],
  ['ListAttachedUserPolicies', 'AttachedPolicies', 'detach all policies'],
  ['ListMFADevices', 'MFADevices', 'delete MFA device'],
  ['ListSigningCertificates', 'Certificates', 'delete certificates'],
  ['ListSSHPublicKeys', 'SSHPublicKeys', 'delete SSH public keys'],
]);

/** API reference, DeleteUser: the password is one of these items. */
const userWithPassword: Guard = async (call, standing) => {
  await user(call, standing);
  const UserName = text(queryParameters(call.body)['UserName']);
  const { LoginProfile } = await standing.query('iam', 'GetLoginProfile', { UserName });
  if (LoginProfile !== undefined) throw conflict('Cannot delete entity, must delete login profile first.');
};

/** API reference, DeleteGroup: "The group must not contain any users or have any attached policies". */
const group: Guard = async (call, standing) => {
  await keeps('GroupName', [
    ['GetGroup', 'Users', 'remove users from group'],
    ['ListAttachedGroupPolicies', 'AttachedPolicies', 'detach all policies'],
  ])(call, standing);
  const GroupName = text(queryParameters(call.body)['GroupName']);
  const { PolicyNames } = await standing.query('iam', 'ListGroupPolicies', { GroupName });
  if (Object.keys(element(PolicyNames)).length > 0) throw conflict('Cannot delete entity, must delete policies first.');
};

/**
 * API reference, DeletePolicy: it must be detached from all entities, and have its default version only. Entities that
 * have it as permissions boundary count, too (cloud-nuke issue 972).
 */
const policy: Guard = async (call, standing) => {
  const PolicyArn = text(queryParameters(call.body)['PolicyArn']);
  const attached = element((await standing.query('iam', 'GetPolicy', { PolicyArn }))['Policy']);
  if (Number(text(attached['AttachmentCount'])) > 0 || (await isBoundary(PolicyArn, standing))) {
    throw conflict('Cannot delete a policy attached to entities.');
  }
  const versions = await standing.all('iam', 'ListPolicyVersions', 'Versions', { PolicyArn });
  if (versions.length > 1) {
    throw conflict(
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions.",
    );
  }
};

/** Lists of roles and users leave out their boundaries (API reference: ListRoles, ListUsers). */
async function isBoundary(arn: string, standing: Standing): Promise<boolean> {
  const [roles, users] = await Promise.all([
    standing.all('iam', 'ListRoles', 'Roles'),
    standing.all('iam', 'ListUsers', 'Users'),
  ]);
  const entities = await Promise.all([
    ...roles.map(
      async ({ RoleName }) => (await standing.query('iam', 'GetRole', { RoleName: text(RoleName) }))['Role'],
    ),
    ...users.map(
      async ({ UserName }) => (await standing.query('iam', 'GetUser', { UserName: text(UserName) }))['User'],
    ),
  ]);
  return entities.some(
    (entity) => text(element(element(entity)['PermissionsBoundary'])['PermissionsBoundaryArn']) === arn,
  );
}

/** IAM. moto itself keeps roles with policies or instance profiles, and profiles with roles. */
export const identityGuards = { DeleteUser: userWithPassword, DeleteGroup: group, DeletePolicy: policy };

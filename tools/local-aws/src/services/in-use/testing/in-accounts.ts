import type { Client } from './client';
import { unique, type InUse } from './try';

const code = 'DeleteConflict';
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }],
});
const allowed = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
});

const iam = (aws: Client, action: string, form: Record<string, string>) => aws.query('iam', action, form);
const role = async (aws: Client, more: Record<string, string> = {}) => {
  const form = { RoleName: unique('role'), AssumeRolePolicyDocument: trust, ...more };
  return (await iam(aws, 'CreateRole', form)).first('RoleName');
};
const policy = async (aws: Client) =>
  (await iam(aws, 'CreatePolicy', { PolicyName: unique('policy'), PolicyDocument: allowed })).first('Arn');

interface Pair {
  readonly make: string;
  readonly more?: Record<string, string>;
  readonly free: string;
}

/** An entity with a part that one action attaches and another detaches. */
const having = (by: string, kind: 'Role' | 'User' | 'Group', { make, more = {}, free }: Pair): InUse => ({
  by,
  code,
  make: async (aws) => {
    const own = { [`${kind}Name`]: unique(kind.toLowerCase()) };
    await iam(aws, `Create${kind}`, { ...own, ...(kind === 'Role' && { AssumeRolePolicyDocument: trust }) });
    const given = await iam(aws, make, { ...own, ...more });
    const key: Record<string, string> = free === 'DeleteAccessKey' ? { AccessKeyId: given.first('AccessKeyId') } : {};
    const named = Object.fromEntries(Object.entries(more).filter(([name]) => /^Policy(Arn|Name)$/.test(name)));
    return { remove: () => iam(aws, `Delete${kind}`, own), free: () => iam(aws, free, { ...own, ...named, ...key }) };
  },
});

const readOnly = { PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' };
const inline = { PolicyName: 'own', PolicyDocument: allowed };

async function membership(aws: Client) {
  const form = { UserName: unique('member'), GroupName: unique('members') };
  await iam(aws, 'CreateUser', { UserName: form.UserName });
  await iam(aws, 'CreateGroup', { GroupName: form.GroupName });
  await iam(aws, 'AddUserToGroup', form);
  return { ...form, free: () => iam(aws, 'RemoveUserFromGroup', form) };
}

async function profile(aws: Client) {
  const form = { InstanceProfileName: unique('profile'), RoleName: await role(aws) };
  await iam(aws, 'CreateInstanceProfile', { InstanceProfileName: form.InstanceProfileName });
  await iam(aws, 'AddRoleToInstanceProfile', form);
  return { ...form, free: () => iam(aws, 'RemoveRoleFromInstanceProfile', form) };
}

const ofPolicy = (by: string, use: (aws: Client, PolicyArn: string) => Promise<() => Promise<unknown>>): InUse => ({
  by,
  code,
  make: async (aws) => {
    const PolicyArn = await policy(aws);
    const free = await use(aws, PolicyArn);
    return { remove: () => iam(aws, 'DeletePolicy', { PolicyArn }), free };
  },
});

/** The resources of an account and their users, by type. */
export const inAccounts: Readonly<Record<string, readonly InUse[]>> = {
  aws_iam_role: [
    having('a policy of its own', 'Role', { make: 'PutRolePolicy', more: inline, free: 'DeleteRolePolicy' }),
    having('a policy', 'Role', { make: 'AttachRolePolicy', more: readOnly, free: 'DetachRolePolicy' }),
    {
      by: 'an instance profile',
      code,
      make: async (aws) => {
        const { RoleName, free } = await profile(aws);
        return { remove: () => iam(aws, 'DeleteRole', { RoleName }), free };
      },
    },
  ],
  aws_iam_instance_profile: [
    {
      by: 'a role',
      code,
      make: async (aws) => {
        const { InstanceProfileName, free } = await profile(aws);
        return { remove: () => iam(aws, 'DeleteInstanceProfile', { InstanceProfileName }), free };
      },
    },
  ],
  aws_iam_user: [
    having('a policy of its own', 'User', { make: 'PutUserPolicy', more: inline, free: 'DeleteUserPolicy' }),
    having('a policy', 'User', { make: 'AttachUserPolicy', more: readOnly, free: 'DetachUserPolicy' }),
    having('a key', 'User', { make: 'CreateAccessKey', free: 'DeleteAccessKey' }),
    having('a password', 'User', {
      make: 'CreateLoginProfile',
      more: { Password: 'Try-it-with-this-1' },
      free: 'DeleteLoginProfile',
    }),
    {
      by: 'a group',
      code,
      make: async (aws) => {
        const { UserName, free } = await membership(aws);
        return { remove: () => iam(aws, 'DeleteUser', { UserName }), free };
      },
    },
  ],
  aws_iam_group: [
    having('a policy of its own', 'Group', { make: 'PutGroupPolicy', more: inline, free: 'DeleteGroupPolicy' }),
    having('a policy', 'Group', { make: 'AttachGroupPolicy', more: readOnly, free: 'DetachGroupPolicy' }),
    {
      by: 'a user',
      code,
      make: async (aws) => {
        const { GroupName, free } = await membership(aws);
        return { remove: () => iam(aws, 'DeleteGroup', { GroupName }), free };
      },
    },
  ],
  aws_iam_policy: [
    ofPolicy('a role', async (aws, PolicyArn) => {
      const form = { RoleName: await role(aws), PolicyArn };
      await iam(aws, 'AttachRolePolicy', form);
      return () => iam(aws, 'DetachRolePolicy', form);
    }),
    ofPolicy('a role, as its boundary', async (aws, arn) => {
      const RoleName = await role(aws, { PermissionsBoundary: arn });
      return () => iam(aws, 'DeleteRolePermissionsBoundary', { RoleName });
    }),
    ofPolicy('a version that is not the default', async (aws, PolicyArn) => {
      await iam(aws, 'CreatePolicyVersion', { PolicyArn, PolicyDocument: allowed, SetAsDefault: 'true' });
      return () => iam(aws, 'DeletePolicyVersion', { PolicyArn, VersionId: 'v1' });
    }),
  ],
};

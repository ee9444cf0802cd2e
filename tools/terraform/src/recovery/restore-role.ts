import type { Environment } from '@malinshopper/environments';
import type { Session } from '../aws-target/session';

/** AWS's own policies for restores (AWS Backup developer guide, "Restore S3 data using AWS Backup": permissions). */
const policies = [
  'arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Restore',
  'arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores',
];

/**
 * Makes a role with which AWS Backup restores, and removes it afterwards. There is none between disasters: such a role writes to every bucket of the
 * account. The caller needs the rights of an administrator, as break-glass has them.
 */
export async function withRestoreRole<T>(
  { clients, identity }: Pick<Session, 'clients' | 'identity'>,
  { name }: Environment,
  work: (roleArn: string) => Promise<T>,
): Promise<T> {
  const { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } = await import('@aws-sdk/client-iam');
  const iam = new IAMClient(clients);
  const RoleName = `malinshopper-restores-${name}`;
  await removeRole(iam, RoleName);
  const trust = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'backup.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:SourceAccount': identity.account } },
      },
    ],
  };
  const made = new CreateRoleCommand({
    RoleName,
    AssumeRolePolicyDocument: JSON.stringify(trust),
    Description: 'One restore from a copy of AWS Backup: npm run recover removes it',
  });
  const { Role } = await iam.send(made);
  try {
    for (const PolicyArn of policies) await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    return await work(Role?.Arn ?? '');
  } finally {
    await removeRole(iam, RoleName);
  }
}

type Iam = InstanceType<(typeof import('@aws-sdk/client-iam'))['IAMClient']>;

/** Deletes the role for a restore, including a role that a killed command has left behind. */
async function removeRole(iam: Iam, RoleName: string): Promise<void> {
  const { DeleteRoleCommand, DetachRolePolicyCommand } = await import('@aws-sdk/client-iam');
  const unlessGone = (error: Error) => {
    if (error.name !== 'NoSuchEntityException') throw error;
  };
  for (const PolicyArn of policies) {
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })).catch(unlessGone);
  }
  await iam.send(new DeleteRoleCommand({ RoleName })).catch(unlessGone);
}

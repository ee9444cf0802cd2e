import type { Session } from './session';

/** The ARN of a role in the account of a session; undefined if there is no such role. */
export type RoleArn = (session: Session, role: string) => Promise<string | undefined>;

/**
 * Returns the identity of a session as policies see it (`aws:PrincipalArn`): for an assumed role, the ARN of the role with its path, which the
 * session's own ARN leaves out. Undefined on the embedded AWS for a session of a role that does not exist, which no policy judges there.
 * @throws if the role cannot be read
 */
export async function principalArn(session: Session, roleArn: RoleArn = byIam): Promise<string | undefined> {
  const { arn } = session.identity;
  const [, role] = /^arn:[^:]+:sts::\d+:assumed-role\/([^/]+)\//.exec(arn) ?? [];
  if (role === undefined) return arn;
  const found = await roleArn(session, role).catch((cause: Error) => {
    throw new Error(
      `The role of ${arn} cannot be read (${cause.name}: ${cause.message}): allow it iam:GetRole on itself. Policies compare with ` +
        'the path of a role, which the ARN of a session leaves out.',
    );
  });
  if (found === undefined && session.target.kind === 'aws') {
    throw new Error(`IAM has no role ${role}, of which ${arn} is a session: sign in again.`);
  }
  return found;
}

const byIam: RoleArn = async ({ clients }, RoleName) => {
  const { GetRoleCommand, IAMClient, NoSuchEntityException } = await import('@aws-sdk/client-iam');
  try {
    return (await new IAMClient(clients).send(new GetRoleCommand({ RoleName }))).Role?.Arn;
  } catch (error) {
    if (error instanceof NoSuchEntityException) return undefined;
    throw error;
  }
};

import {
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
  SetDefaultPolicyVersionCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';

/**
 * Runs some work while a role lacks a permission: as if its policies did not name some actions, the attached ones too.
 * @throws Error if none of its policies names one: nothing would be removed
 */
export async function withoutRight<T>(
  iam: IAMClient,
  role: string,
  actions: RegExp,
  work: () => Promise<T>,
): Promise<T> {
  const back: (() => Promise<unknown>)[] = [];
  const lessened = (document = '') => {
    const before = decodeURIComponent(document);
    // An action that every role may call anyway replaces them.
    const after = before.replaceAll(actions, '"iam:GetRole"');
    return { before, after, differs: before !== after };
  };
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName: role }));
  for (const PolicyName of PolicyNames) {
    const of = { RoleName: role, PolicyName };
    const { before, after, differs } = lessened((await iam.send(new GetRolePolicyCommand(of))).PolicyDocument);
    if (!differs) continue;
    await iam.send(new PutRolePolicyCommand({ ...of, PolicyDocument: after }));
    back.push(() => iam.send(new PutRolePolicyCommand({ ...of, PolicyDocument: before })));
  }
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: role }));
  for (const { PolicyArn } of AttachedPolicies) {
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    const first = { PolicyArn, VersionId: Policy?.DefaultVersionId };
    const found = await iam.send(new GetPolicyVersionCommand(first));
    const { after, differs } = lessened(found.PolicyVersion?.Document);
    if (!differs) continue;
    const version = new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: after, SetAsDefault: true });
    const { PolicyVersion } = await iam.send(version);
    back.push(async () => {
      await iam.send(new SetDefaultPolicyVersionCommand(first));
      await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: PolicyVersion?.VersionId }));
    });
  }
  if (back.length === 0) throw new Error(`No policy of ${role} names ${actions}: nothing would be removed.`);
  try {
    return await work();
  } finally {
    for (const put of back) await put();
  }
}

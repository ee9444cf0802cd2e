import { arnLike, isActionLike } from '@malinshopper/aws-facts';
import type { Account } from '@malinshopper/environments';
import { z } from 'zod';
import type { StateLocation } from '../configuration';

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const conditions = z.record(z.string(), z.record(z.string(), texts));
const statement = z.object({
  Effect: z.string(),
  Action: texts.default([]),
  Resource: texts.default([]),
  Condition: conditions.default({}),
});
const stack = z.object({
  resource: z
    .object({
      aws_s3_bucket: z.record(z.string(), z.object({ bucket: z.string().optional() })).default({}),
      aws_s3_bucket_policy: z.record(z.string(), z.object({ bucket: z.string(), policy: z.string() })).default({}),
    })
    .default({ aws_s3_bucket: {}, aws_s3_bucket_policy: {} }),
});
type Statement = z.infer<typeof statement>;

const PRINCIPAL = 'aws:PrincipalArn';

/**
 * Returns the policy that a stack puts on the state bucket, or undefined if the stack has no such policy. Only the app
 * `account` has one.
 */
export function stateBucketPolicyIn(json: string, { bucket }: StateLocation): readonly Statement[] | undefined {
  const { aws_s3_bucket: buckets, aws_s3_bucket_policy: policies } = stack.parse(JSON.parse(json)).resource;
  const nameOf = (said: string) =>
    buckets[/^\$\{aws_s3_bucket\.([^.}]+)\.\w+\}$/.exec(said)?.[1] ?? '']?.bucket ?? said;
  const found = Object.values(policies).find((policy) => nameOf(policy.bucket) === bucket);
  return found && z.object({ Statement: z.array(statement) }).parse(JSON.parse(found.policy)).Statement;
}

/**
 * True if a policy of the bucket would deny an identity the actions that a deploy needs: to write its state, and to remove the policy again.
 * @param principal its ARN as policies see it, a role with its path
 */
export function shutsOut(policy: readonly Statement[], { bucket, key }: StateLocation, principal: string): boolean {
  const needed = [
    ['s3:PutObject', `arn:aws:s3:::${bucket}/${key}`],
    ['s3:PutBucketPolicy', `arn:aws:s3:::${bucket}`],
  ] as const;
  return policy.some(
    (one) =>
      one.Effect === 'Deny' &&
      isAbout(one.Condition, principal) &&
      needed.some(
        ([action, resource]) =>
          one.Action.some((pattern) => isActionLike(pattern, action)) &&
          one.Resource.some((arn) => arnLike(arn, resource)),
      ),
  );
}

/** The options of an identity that the policy of the bucket would shut out. */
export function principalOptions({ name, administrators }: Account, principal: string): string {
  return (
    `There are three options: (1) sign in as an administrator of ${name} (${administrators.join(', ')}); ` +
    `(2) add '${principal.replace(/^arn:aws:\w+::\d+:/, '')}' to its \`administrators\` in environments/src/accounts.ts; ` +
    `(3) deploy as the root user of the account, which this policy does not shut out.`
  );
}

/** True if the conditions match an identity. Conditions on anything else, such as TLS, do not depend on the identity. */
function isAbout(condition: Statement['Condition'], principal: string): boolean {
  const asked = Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, patterns]) => ({ operator, key, patterns })),
  );
  return asked.length > 0 && asked.every(({ operator, key, patterns }) => holds(operator, key, patterns, principal));
}

function holds(operator: string, key: string, patterns: readonly string[], principal: string): boolean {
  if (key !== PRINCIPAL || !/^Arn(Not)?(Like|Equals)$/.test(operator)) return false;
  return patterns.some((pattern) => arnLike(pattern, principal)) !== operator.startsWith('ArnNot');
}

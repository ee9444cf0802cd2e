import { principalArn, shutsOut, stateBucketPolicyIn, principalOptions, type RoleArn } from '@malinshopper/terraform';
import type { Finding } from '../line';
import type { Subject } from '../subject';

/**
 * Checks that the policy of the state bucket, which `account` deploys, does not shut out the identity of the session. A deploy is refused for the same
 * reason (`tools/terraform`), and only then: the preflight says it before.
 * @throws if `account` puts no policy there, or the role of the session cannot be looked at
 */
export async function identity({ account, session, app }: Subject, roleArn?: RoleArn): Promise<Finding[]> {
  const { json, state } = await app();
  const policy = stateBucketPolicyIn(json, state);
  if (!policy) {
    throw new Error(
      `account puts no policy on the bucket ${state.bucket}: every identity of the account could write the states. Look at apps/account/src/access/state-bucket-policy.ts.`,
    );
  }
  const principal = await principalArn(session, roleArn);
  if (principal === undefined) {
    const found = 'a session of the owner of the embedded AWS, to which no policy applies there';
    return [{ about: session.identity.arn, outcome: 'ok', found }];
  }
  if (!shutsOut(policy, state, principal)) {
    return [{ about: principal, outcome: 'ok', found: `the policy of ${state.bucket} lets it write the states` }];
  }
  const found = `the policy that account puts on ${state.bucket} would shut it out`;
  return [{ about: principal, outcome: 'failed', found, todo: principalOptions(account, principal) }];
}

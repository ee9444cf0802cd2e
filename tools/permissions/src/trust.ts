import type { Account } from '@malinshopper/environments';
import { isAllowed, type Call, type Caller, type Statement } from '@malinshopper/testing';

export const gitHub = 'token.actions.githubusercontent.com';
/**
 * The simulator supports only the keys of the identity providers that the Service Authorization Reference lists for
 * STS. `sub` and `aud` mean the same for all of them: Google's replace GitHub's, in the policy and in the token.
 */
const inKnownWords = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value).replaceAll(`"${gitHub}:`, '"accounts.google.com:')) as T;

export interface Token {
  readonly sub?: string | undefined;
  readonly aud?: string | undefined;
}

/** Returns whether the trust of a role accepts a token of an issuer. */
export function assumed(
  account: Account,
  role: string,
  trust: readonly Statement[],
  { sub, aud }: Token,
  issuer = gitHub,
): Promise<boolean> {
  const caller: Caller = { account, arn: `arn:aws:iam::${account.id}:oidc-provider/${issuer}`, statements: [] };
  const call: Call = {
    what: 'assume',
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: role,
    context: inKnownWords({ ...(sub && { [`${gitHub}:sub`]: sub }), ...(aud && { [`${gitHub}:aud`]: aud }) }),
  };
  return isAllowed(call, caller, inKnownWords(trust));
}

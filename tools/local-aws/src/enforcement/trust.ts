import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { PolicyDocument } from './access';

/** A request for a session of a role with a token of an identity provider. */
export interface TokenBearer {
  readonly account: string;
  readonly providerArn: string;
  /** Without `https://`: the prefix of the condition keys. */
  readonly issuer: string;
  readonly audience: string;
  readonly subject: string;
}

/**
 * The simulator accepts only the keys of the identity providers that the Service Authorization Reference lists for STS.
 * `sub` and `aud` mean the same for all of them (IAM user guide, "Available keys for AWS OIDC federation"): Google's
 * are used instead.
 */
const KNOWN = 'accounts.google.com';

/** True if the trust policy of a role gives a session to the bearer of a token. */
export async function trusts(roleArn: string, trust: PolicyDocument, bearer: TokenBearer): Promise<boolean> {
  const { account, providerArn, issuer, audience, subject } = bearer;
  const written = JSON.stringify(trust).replaceAll(`"${issuer}:`, `"${KNOWN}:`);
  const answer = await runSimulation(
    {
      request: {
        principal: providerArn,
        action: 'sts:AssumeRoleWithWebIdentity',
        resource: { resource: roleArn, accountId: account },
        contextVariables: { [`${KNOWN}:aud`]: audience, [`${KNOWN}:sub`]: subject },
      },
      identityPolicies: [],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: JSON.parse(written) as PolicyDocument,
    },
    {},
  );
  return answer.resultType !== 'error' && answer.overallResult === 'Allowed';
}

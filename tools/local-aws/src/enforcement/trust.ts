import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { PolicyDocument } from './access';

/** Who asks for a session of a role with a token, and for which role. */
export interface TokenBearer {
  readonly account: string;
  readonly providerArn: string;
  /** Without `https://`: the prefix of the condition keys. */
  readonly issuer: string;
  readonly audience: string;
  readonly subject: string;
}

/**
 * The simulator takes only the keys of the identity providers that the Service Authorization Reference lists for STS. `sub` and
 * `aud` mean the same for all of them (IAM user guide, "Available keys for AWS OIDC federation"): Google's stand in.
 */
const KNOWN = 'accounts.google.com';

/** Whether the trust policy of a role gives a session to the bearer of a token. */
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

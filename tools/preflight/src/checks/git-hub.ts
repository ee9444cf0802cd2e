import { GetOpenIDConnectProviderCommand, IAMClient, NoSuchEntityException } from '@aws-sdk/client-iam';
import { gitHubIssuer, gitHubProviderArn } from '@malinshopper/environments';
import type { Finding } from '../line';
import { deployAccount, missing } from '../missing';
import { inGlobalRegion, type Subject } from '../subject';

export const gitHubActions = ['iam:GetOpenIDConnectProvider'];

/** The audience of the tokens that workflows ask for (GitHub documentation, "Configuring OpenID Connect in Amazon Web Services"). */
const AUDIENCE = 'sts.amazonaws.com';

/**
 * Checks that the account trusts the tokens of GitHub's jobs. The thumbprint does not matter: AWS compares the certificates of this issuer with its own list
 * of authorities (IAM user guide, "Obtain the thumbprint for an OpenID Connect identity provider").
 */
export async function gitHub(
  subject: Subject,
  client: Pick<IAMClient, 'send'> = new IAMClient(inGlobalRegion(subject)),
): Promise<Finding[]> {
  const about = gitHubProviderArn(subject.account);
  const provider = await client
    .send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: about }))
    .catch((error: unknown) => {
      if (error instanceof NoSuchEntityException) return undefined;
      throw error;
    });
  if (!provider) return [await missing(subject, about, 'the OIDC provider of GitHub')];
  const { Url = '', ClientIDList = [] } = provider;
  const todo = `Deploy account again (${deployAccount(subject)}): its provider has url https://${gitHubIssuer} and audience ${AUDIENCE}.`;
  // IAM returns it without its scheme (API reference, GetOpenIDConnectProvider).
  if (Url.replace(/^https:\/\//, '') !== gitHubIssuer) {
    return [{ about, outcome: 'failed', found: `its issuer is ${Url || 'not said'}`, todo }];
  }
  if (!ClientIDList.includes(AUDIENCE)) {
    return [{ about, outcome: 'failed', found: `its audiences are ${ClientIDList.join(', ') || 'none'}`, todo }];
  }
  return [{ about, outcome: 'ok', found: `trusts ${gitHubIssuer} for ${AUDIENCE}` }];
}

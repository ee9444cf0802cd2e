import { CloudFrontClient, ListDistributionsCommand } from '@aws-sdk/client-cloudfront';
import type { Finding } from '../line';
import { inGlobalRegion, type Subject } from '../subject';

export const cloudFrontActions = ['cloudfront:ListDistributions'];

/** The message of the AccessDenied error that `CreateDistribution` gets (aws-samples/aws-cdk-examples issue 279). */
const REFUSED = 'Your account must be verified before you can add new CloudFront resources';

/**
 * Checks that the account is verified for CloudFront. No call of AWS reports it, and the first `CreateDistribution` of a new account is refused without it. A
 * distribution that exists is the proof: only a verified account could make it. Without one it is unknown.
 */
export async function cloudFront(
  subject: Subject,
  client: Pick<CloudFrontClient, 'send'> = new CloudFrontClient(inGlobalRegion(subject)),
): Promise<Finding[]> {
  const { id } = subject.account;
  const about = `verification of ${id} for CloudFront`;
  const answer = await client.send(new ListDistributionsCommand({ MaxItems: 1 })).catch((error: Error) => {
    if (error.message.includes(REFUSED)) return error;
    throw error;
  });
  if (answer instanceof Error) {
    return [{ about, outcome: 'failed', found: `${answer.name}: ${answer.message}`, todo: supportCase(id) }];
  }
  if ((answer.DistributionList?.Quantity ?? 0) > 0) {
    return [
      { about, outcome: 'ok', found: 'the account has a distribution, and only a verified account can create one' },
    ];
  }
  const found = 'the account has no distribution, and no API returns whether it may create one';
  return [{ about, outcome: 'unknown', found, todo: supportCase(id) }];
}

const supportCase = (id: string) =>
  'Open a support case before the first deploy of data (console, Support Center, "Account and billing", category "Account", any plan; hours to ' +
  `days). Text: "Please verify account ${id} for CloudFront: we are about to create our first distributions, and AWS refuses them to accounts ` +
  `that are not verified (AccessDenied: ${REFUSED})."`;

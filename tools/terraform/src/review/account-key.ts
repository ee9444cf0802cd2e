import { reviewKeyAlias } from '@malinshopper/environments';
import type { Session } from '../aws-target/session';

/** KMS computes a MAC of this message with the key of an account. The MAC is the key for the digests of all reviews of the account. */
const message = 'malinshopper: the digests of reviews';

const known = new WeakMap<Session, Promise<string>>();

/**
 * The key of the digests in the reviews of an account: an HMAC of a text that never changes, by a key that never leaves KMS. So no secret is stored
 * anywhere, and IAM controls its users (docs/adr/0034).
 * @throws if the account has no such key, or the caller may not use it
 */
export function accountKey(session: Session): Promise<string> {
  const asked = known.get(session) ?? ask(session);
  known.set(session, asked);
  return asked;
}

async function ask({ home, identity }: Session): Promise<string> {
  const { GenerateMacCommand, KMSClient } = await import('@aws-sdk/client-kms');
  const request = { KeyId: reviewKeyAlias, MacAlgorithm: 'HMAC_SHA_256', Message: Buffer.from(message) } as const;
  const kms = new KMSClient(home);
  const answer = await kms.send(new GenerateMacCommand(request)).catch((cause: Error) => {
    throw new Error(
      `The key of the digests in reviews (${reviewKeyAlias} of account ${identity.account}) cannot be used by ${identity.arn} ` +
        `(${cause.name}: ${cause.message}). The account app makes it, and permits its use by roles that review and deploy: deploy that app first.`,
      { cause },
    );
  });
  return Buffer.from(answer.Mac!).toString('hex');
}

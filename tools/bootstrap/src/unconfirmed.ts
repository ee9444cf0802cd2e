import type { Account } from '@malinshopper/environments';
import type { Session } from '@malinshopper/terraform';

/** The region of the alarms on what is global (apps/account, alarms). */
const GLOBAL = 'us-east-1';
/** The ARN that SNS gives a subscription until it is confirmed (SNS API reference, ListSubscriptions). */
const PENDING = 'PendingConfirmation';

/** The mail addresses of an account that have not confirmed their subscriptions, with the number of mails that each has got. */
export async function unconfirmed({ clients }: Session, { regions }: Account): Promise<ReadonlyMap<string, number>> {
  const { paginateListSubscriptions, SNSClient } = await import('@aws-sdk/client-sns');
  const mails = new Map<string, number>();
  for (const region of new Set([...regions, GLOBAL])) {
    for await (const page of paginateListSubscriptions({ client: new SNSClient({ ...clients, region }) }, {})) {
      for (const { SubscriptionArn, Protocol, Endpoint = '' } of page.Subscriptions ?? []) {
        if (SubscriptionArn === PENDING && Protocol === 'email') mails.set(Endpoint, (mails.get(Endpoint) ?? 0) + 1);
      }
    }
  }
  return mails;
}

import type { Call, Forward, Operation, Service } from '../gateway/call';
import { Store } from '../gateway/store';
import { AwsFailure } from '../protocols/failure';
import { amendQueryReply, queryParameters } from '../protocols/query';
import { element, list, text } from '../protocols/xml';

/** SNS developer guide, "Deleting an Amazon SNS subscription": one that is not confirmed is deleted after 48 hours. */
const CONFIRMED_WITHIN_MS = 48 * 60 * 60 * 1000;

/**
 * SNS (query protocol, 2010-03-31). A subscription by mail has to be confirmed, and here nothing confirms it: it is
 * pending until AWS would delete it, 48 hours later, or its topic is deleted. moto regards it as confirmed.
 */
export function sns(): Service {
  // The time of each subscription, by its ARN.
  const pending = new Store('sns/pending-since', () => new Map<string, number>());

  /** Deletes unconfirmed subscriptions after their time, as AWS does, before a call can see them. */
  const punctual = (operation: Operation): Operation => {
    return async (call, moto) => {
      for (const [arn, since] of pending.of(call)) {
        if (Date.now() - since < CONFIRMED_WITHIN_MS) continue;
        pending.of(call).delete(arn);
        await unsubscribe(arn, call, moto);
      }
      return operation(call, moto);
    };
  };
  const listed = (action: string): Operation => {
    return punctual(async (call, moto) =>
      amendQueryReply(await moto(call), action, (result) => {
        for (const each of list(element(result['Subscriptions'])['member']).map(element)) {
          // Only a caller that has the ARN from Subscribe knows it (API reference: Subscription).
          if (pending.of(call).has(text(each['SubscriptionArn']))) each['SubscriptionArn'] = 'PendingConfirmation';
        }
      }),
    );
  };
  return {
    name: 'sns',
    operations: {
      Subscribe: punctual(async (call, moto) => {
        const { Protocol, ReturnSubscriptionArn } = queryParameters(call.body);
        if (!DELIVERED.has(text(Protocol))) throw notDelivered(text(Protocol));
        return amendQueryReply(await moto(call), 'Subscribe', (result) => {
          if (!text(Protocol).startsWith('email')) return;
          pending.of(call).set(text(result['SubscriptionArn']), Date.now());
          if (ReturnSubscriptionArn !== 'true') result['SubscriptionArn'] = 'pending confirmation';
        });
      }),
      GetSubscriptionAttributes: punctual(async (call, moto) =>
        amendQueryReply(await moto(call), 'GetSubscriptionAttributes', (result) => {
          if (!pending.of(call).has(subscriptionOf(call))) return;
          for (const entry of list(element(result['Attributes'])['entry']).map(element)) {
            if (entry['key'] === 'PendingConfirmation') entry['value'] = 'true';
            if (entry['key'] === 'ConfirmationWasAuthenticated') entry['value'] = 'false';
          }
        }),
      ),
      SetSubscriptionAttributes: punctual((call, moto) => moto(call)),
      ListSubscriptions: listed('ListSubscriptions'),
      ListSubscriptionsByTopic: listed('ListSubscriptionsByTopic'),
      Unsubscribe: punctual((call, moto) => {
        if (!pending.of(call).has(subscriptionOf(call))) return moto(call);
        throw new AwsFailure(
          'InvalidParameter',
          'Invalid parameter: SubscriptionArn Reason: Cannot unsubscribe a subscription that is pending confirmation',
        );
      }),
      // Its subscriptions are deleted with it (API reference: DeleteTopic).
      DeleteTopic: async (call, moto) => {
        const topic = text(queryParameters(call.body)['TopicArn']);
        const reply = await moto(call);
        for (const arn of pending.of(call).keys()) if (arn.startsWith(`${topic}:`)) pending.of(call).delete(arn);
        return reply;
      },
    },
  };
}

/** Messages are delivered to queues, and not to mail addresses. */
const DELIVERED = new Set(['sqs', 'email', 'email-json']);

/**
 * Refuses the protocols that moto must not or cannot deliver: moto would post to servers (http, https), run functions
 * (lambda), or do nothing (sms, application, firehose).
 */
function notDelivered(protocol: string): AwsFailure {
  return new AwsFailure(
    'InvalidParameter',
    `Invalid parameter: Protocol Reason: The embedded AWS delivers nothing by ${protocol || 'no protocol'}, as nothing leaves it. ` +
      'Subscribe a queue (sqs) or a mail address (email, email-json).',
  );
}

function subscriptionOf(call: Call): string {
  return text(queryParameters(call.body)['SubscriptionArn']);
}

/** Removes a subscription from moto, in the account and region of a call. */
async function unsubscribe(SubscriptionArn: string, call: Call, moto: Forward): Promise<void> {
  const form = new URLSearchParams({ Action: 'Unsubscribe', Version: '2010-03-31', SubscriptionArn });
  await moto({ ...call, body: Buffer.from(form.toString()) });
}

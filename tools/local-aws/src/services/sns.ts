import type { Call, Operation, Service } from '../gateway/call';
import { Store } from '../gateway/store';
import { AwsFailure } from '../protocols/failure';
import { amendQueryReply, queryParameters } from '../protocols/query';
import { element, list, text } from '../protocols/xml';

/**
 * SNS (query protocol, 2010-03-31). Who is subscribed by mail has to confirm it, and here nobody does: such a subscription
 * is pending for as long as there is its topic. moto takes it for confirmed.
 */
export function sns(): Service {
  const pending = new Store('sns/pending', () => new Set<string>());
  const listed = (action: string): Operation => {
    return async (call, moto) =>
      amendQueryReply(await moto(call), action, (result) => {
        for (const each of list(element(result['Subscriptions'])['member']).map(element)) {
          // Only who has the ARN from Subscribe knows it (API reference: Subscription).
          if (pending.of(call).has(text(each['SubscriptionArn']))) each['SubscriptionArn'] = 'PendingConfirmation';
        }
      });
  };
  return {
    name: 'sns',
    operations: {
      Subscribe: async (call, moto) => {
        const { Protocol, ReturnSubscriptionArn } = queryParameters(call.body);
        if (!DELIVERED.has(text(Protocol))) throw notDelivered(text(Protocol));
        return amendQueryReply(await moto(call), 'Subscribe', (result) => {
          if (!text(Protocol).startsWith('email')) return;
          pending.of(call).add(text(result['SubscriptionArn']));
          if (ReturnSubscriptionArn !== 'true') result['SubscriptionArn'] = 'pending confirmation';
        });
      },
      GetSubscriptionAttributes: async (call, moto) =>
        amendQueryReply(await moto(call), 'GetSubscriptionAttributes', (result) => {
          if (!pending.of(call).has(subscriptionOf(call))) return;
          for (const entry of list(element(result['Attributes'])['entry']).map(element)) {
            if (entry['key'] === 'PendingConfirmation') entry['value'] = 'true';
            if (entry['key'] === 'ConfirmationWasAuthenticated') entry['value'] = 'false';
          }
        }),
      ListSubscriptions: listed('ListSubscriptions'),
      ListSubscriptionsByTopic: listed('ListSubscriptionsByTopic'),
      Unsubscribe: (call, moto) => {
        if (!pending.of(call).has(subscriptionOf(call))) return moto(call);
        throw new AwsFailure(
          'InvalidParameter',
          'Invalid parameter: SubscriptionArn Reason: Cannot unsubscribe a subscription that is pending confirmation',
        );
      },
      // Its subscriptions go with it (API reference: DeleteTopic).
      DeleteTopic: async (call, moto) => {
        const topic = text(queryParameters(call.body)['TopicArn']);
        const reply = await moto(call);
        for (const arn of pending.of(call)) if (arn.startsWith(`${topic}:`)) pending.of(call).delete(arn);
        return reply;
      },
    },
  };
}

/** To queues messages are delivered, to people nothing is. */
const DELIVERED = new Set(['sqs', 'email', 'email-json']);

/** moto would post to servers (http, https), run functions (lambda), or do nothing (sms, application, firehose). */
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

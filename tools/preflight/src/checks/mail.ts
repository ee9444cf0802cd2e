import { NotFoundException, paginateListSubscriptionsByTopic, SNSClient, type Subscription } from '@aws-sdk/client-sns';
import { wholeReference, type Stack } from '@malinshopper/synthesized';
import { asked, type Finding } from '../line';
import { deployAccount, missing } from '../missing';
import { inRegion, type Subject } from '../subject';

export const mailActions = ['sns:ListSubscriptionsByTopic'];

/** A subscription by mail that the `account` app makes. */
interface Mail {
  readonly topic: string;
  readonly region: string;
  readonly address: string;
}

/** Checks that the address of each topic of the account has confirmed its subscription: before that, no alarm reaches a person. */
export async function mail(
  subject: Subject,
  client = (region: string): SNSClient => new SNSClient(inRegion(subject, region)),
): Promise<Finding[]> {
  const { stack } = await subject.app();
  const each = mailsOf(stack).map((one) => {
    const about = `${one.topic}, ${one.region}`;
    return asked(about, mailActions, async () => [await ofTopic(subject, about, one, client(one.region))]);
  });
  return (await Promise.all(each)).flat();
}

/**
 * Returns the mail subscriptions of a stack, each with its topic.
 * @throws if the stack has no mail subscription, or has one for a topic outside the stack
 */
function mailsOf(stack: Stack): Mail[] {
  const found = stack.resources.filter(
    ({ type, config }) => type === 'aws_sns_topic_subscription' && config['protocol'] === 'email',
  );
  if (found.length === 0) {
    throw new Error(
      'account subscribes no mail address to a topic: no alarm would arrive. Look at apps/account/src/alarms.',
    );
  }
  return found.map(({ config, address, region }) => {
    const topic: unknown = stack.resource(wholeReference(config['topic_arn'])?.address ?? '')?.config['name'];
    if (typeof topic === 'string') return { topic, region, address: String(config['endpoint']) };
    throw new Error(`The topic of ${address} in account is not one of the same app: ${String(config['topic_arn'])}.`);
  });
}

async function ofTopic(
  subject: Subject,
  about: string,
  { topic, region, address }: Mail,
  client: SNSClient,
): Promise<Finding> {
  const subscriptions = await subscriptionsOf(client, `arn:aws:sns:${region}:${subject.account.id}:${topic}`);
  if (!subscriptions) return missing(subject, about, 'the topic');
  const own = subscriptions.filter(({ Protocol, Endpoint }) => Protocol === 'email' && Endpoint === address);
  if (own.length === 0) {
    return {
      about,
      outcome: 'failed',
      found: `${address} is not subscribed. AWS deletes a subscription that is not confirmed within 48 hours`,
      todo: `Deploy account again (${deployAccount(subject)}): AWS mails ${address} again. Follow the link in that mail within 48 hours.`,
    };
  }
  // A list has this text in place of the ARN (SNS API reference, Subscription).
  if (own.every(({ SubscriptionArn }) => SubscriptionArn === 'PendingConfirmation')) {
    return {
      about,
      outcome: 'attention',
      found: `${address} has not confirmed yet`,
      todo: `Follow the link in the mail "AWS Notification - Subscription Confirmation" to ${address} within 48 hours of the deploy.`,
    };
  }
  return { about, outcome: 'ok', found: `${address} has confirmed` };
}

async function subscriptionsOf(client: SNSClient, TopicArn: string): Promise<Subscription[] | undefined> {
  const found: Subscription[] = [];
  try {
    for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn })) {
      found.push(...Subscriptions);
    }
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
  return found;
}

import { NotFoundException, SNSClient } from '@aws-sdk/client-sns';
import { accessDenied, clientOf, madeUpSubject } from '../testing/made-up';
import { mail } from './mail';

const address = 'data@example.com';
const subscribed = { topic_arn: '${aws_sns_topic.data.arn}', protocol: 'email', endpoint: address };
const resources = {
  aws_sns_topic: { data: { name: 'data-alarms' } },
  aws_sns_topic_subscription: { mail: subscribed, queue: { ...subscribed, protocol: 'sqs' } },
};
const found = (ListSubscriptionsByTopic: object, deployed = true) =>
  mail(madeUpSubject({ resources, deployed }), () => clientOf(SNSClient, { ListSubscriptionsByTopic }));
const one = (SubscriptionArn: string, Endpoint = address) => ({ Protocol: 'email', Endpoint, SubscriptionArn });

it('a confirmed address is ok, on any page of the answer', async () => {
  const pages = ({ NextToken }: { NextToken?: string }) =>
    NextToken === undefined
      ? { Subscriptions: [one('PendingConfirmation', 'x@example.com')], NextToken: 'next' }
      : { Subscriptions: [one('arn:aws:sns:1')] };
  await expect(found(pages)).resolves.toEqual([
    { about: 'data-alarms, eu-west-1', outcome: 'ok', found: 'data@example.com has confirmed' },
  ]);
});

it('an address that has not confirmed is to follow its link', async () => {
  await expect(found({ Subscriptions: [one('PendingConfirmation')] })).resolves.toMatchObject([
    {
      outcome: 'attention',
      found: 'data@example.com has not confirmed yet',
      todo: expect.stringContaining('48 hours') as string,
    },
  ]);
});

it.each([
  ['AWS has deleted it', []],
  ['another address is subscribed', [one('arn:aws:sns:1', 'x@example.com')]],
  ['it is subscribed by another way', [{ ...one('arn:aws:sns:1'), Protocol: 'email-json' }]],
])('an address that is not subscribed fails: %s', async (_, Subscriptions) => {
  await expect(found({ Subscriptions })).resolves.toMatchObject([
    {
      outcome: 'failed',
      found: 'data@example.com is not subscribed. AWS deletes a subscription that is not confirmed within 48 hours',
    },
  ]);
});

it('a topic is asked for in the region and account that it is in', async () => {
  const asked: string[] = [];
  const global = { ...resources, aws_sns_topic_subscription: { mail: { ...subscribed, provider: 'aws.us_east_1' } } };
  await mail(madeUpSubject({ resources: global }), (region) =>
    clientOf(SNSClient, {
      ListSubscriptionsByTopic: ({ TopicArn }: { TopicArn: string }) => {
        asked.push(region, TopicArn);
        return {};
      },
    }),
  );
  expect(asked).toEqual(['us-east-1', 'arn:aws:sns:us-east-1:444455556666:data-alarms']);
});

it('a topic that is not there is missing, and one that may not be asked for is unknown', async () => {
  const gone = new NotFoundException({ message: 'Topic does not exist', $metadata: {} });
  await expect(found(gone, false)).resolves.toMatchObject([
    { outcome: 'attention', found: 'the topic does not exist yet: account creates it' },
  ]);
  await expect(found(gone)).resolves.toMatchObject([{ outcome: 'failed' }]);
  await expect(found(accessDenied())).resolves.toMatchObject([{ about: 'data-alarms, eu-west-1', outcome: 'unknown' }]);
});

it('an account app without mails, or with one on a topic of another app, is an error', async () => {
  await expect(mail(madeUpSubject())).rejects.toThrow('account subscribes no mail address to a topic');
  const foreign = { aws_sns_topic_subscription: { mail: { ...subscribed, topic_arn: 'arn:aws:sns:eu-west-1:1:x' } } };
  await expect(mail(madeUpSubject({ resources: foreign }))).rejects.toThrow(
    'The topic of aws_sns_topic_subscription.mail in account is not one of the same app: arn:aws:sns:eu-west-1:1:x.',
  );
});

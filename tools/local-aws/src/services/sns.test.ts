import { GatewayForTest } from '../testing/fake-moto';

const TOPIC = 'arn:aws:sns:eu-west-1:111111111111:alarms';
let gateway: GatewayForTest;
let unsubscribed: string[];
afterEach(() => gateway?.close());

/** A moto that gives each subscription its topic's ARN with the protocol behind, and regards it as confirmed. */
beforeEach(async () => {
  unsubscribed = [];
  gateway = await GatewayForTest.before((_request, body, response) => {
    const form = new URLSearchParams(body);
    const action = form.get('Action');
    if (action === 'Unsubscribe') unsubscribed.push(form.get('SubscriptionArn')!);
    const members = ['email', 'sqs'].map(
      (protocol) => `<member><SubscriptionArn>${TOPIC}:${protocol}</SubscriptionArn></member>`,
    );
    const entries = [
      '<entry><key>PendingConfirmation</key><value>false</value></entry>',
      '<entry><key>ConfirmationWasAuthenticated</key><value>true</value></entry>',
    ];
    const result: Record<string, string> = {
      Subscribe: `<SubscriptionArn>${TOPIC}:${form.get('Protocol')}</SubscriptionArn>`,
      GetSubscriptionAttributes: `<Attributes>${entries.join('')}</Attributes>`,
      ListSubscriptions: `<Subscriptions>${members.join('')}</Subscriptions>`,
      ListSubscriptionsByTopic: `<Subscriptions>${members.join('')}</Subscriptions>`,
    };
    response.end(
      `<${action}Response><${action}Result>${result[action ?? ''] ?? ''}</${action}Result></${action}Response>`,
    );
  });
});

const ask = async (action: string, form: Record<string, string> = {}) =>
  (await gateway.query('sns', action, form)).text();
const subscribe = (Protocol: string, more = {}) => ask('Subscribe', { TopicArn: TOPIC, Protocol, ...more });
const attributes = (protocol: string) => ask('GetSubscriptionAttributes', { SubscriptionArn: `${TOPIC}:${protocol}` });

test('a subscription by mail is pending, and its ARN is returned only on request', async () => {
  await expect(subscribe('email')).resolves.toContain('<SubscriptionArn>pending confirmation</SubscriptionArn>');
  await expect(subscribe('email', { ReturnSubscriptionArn: 'true' })).resolves.toContain(`${TOPIC}:email`);
  const shown = await attributes('email');
  expect(shown).toContain('<key>PendingConfirmation</key><value>true</value>');
  expect(shown).toContain('<key>ConfirmationWasAuthenticated</key><value>false</value>');
  for (const action of ['ListSubscriptions', 'ListSubscriptionsByTopic']) {
    const listed = await ask(action);
    expect(listed).toContain('<SubscriptionArn>PendingConfirmation</SubscriptionArn>');
    expect(listed).not.toContain(`${TOPIC}:email`);
    expect(listed).toContain(`${TOPIC}:sqs`);
  }
});

test('a subscription of a queue is confirmed at once', async () => {
  await expect(subscribe('sqs')).resolves.toContain(`${TOPIC}:sqs`);
  await expect(attributes('sqs')).resolves.toContain('<key>PendingConfirmation</key><value>false</value>');
  expect((await gateway.query('sns', 'Unsubscribe', { SubscriptionArn: `${TOPIC}:sqs` })).status).toBe(200);
});

test.each(['http', 'https', 'lambda', 'firehose', 'sms', 'application', ''])(
  'a subscription by "%s" is refused, because nothing leaves the embedded AWS',
  async (Protocol) => {
    const refused = await gateway.query('sns', 'Subscribe', {
      TopicArn: TOPIC,
      Protocol,
      Endpoint: 'http://127.0.0.1',
    });
    expect(refused.status).toBe(400);
    await expect(refused.text()).resolves.toContain(
      `The embedded AWS delivers nothing by ${Protocol || 'no protocol'}`,
    );
  },
);

test('an unconfirmed subscription cannot be deleted, as the AWS provider expects, but it is deleted with its topic', async () => {
  await subscribe('email');
  const refused = await gateway.query('sns', 'Unsubscribe', { SubscriptionArn: `${TOPIC}:email` });
  expect(refused.status).toBe(400);
  const said = await refused.text();
  expect(said).toContain('<Code>InvalidParameter</Code>');
  expect(said).toContain('Cannot unsubscribe a subscription that is pending confirmation');
  await ask('DeleteTopic', { TopicArn: TOPIC });
  expect((await gateway.query('sns', 'Unsubscribe', { SubscriptionArn: `${TOPIC}:email` })).status).toBe(200);
});

describe('a subscription by mail that is not confirmed', () => {
  const hours = (count: number) => jest.spyOn(Date, 'now').mockReturnValue(begun + count * 60 * 60 * 1000);
  const begun = Date.now();
  afterEach(() => jest.restoreAllMocks());

  test('is deleted after 48 hours, and no earlier', async () => {
    hours(0);
    await subscribe('email');
    hours(47.9);
    await expect(attributes('email')).resolves.toContain('<key>PendingConfirmation</key><value>true</value>');
    expect(unsubscribed).toEqual([]);
    hours(48);
    await ask('ListSubscriptions');
    expect(unsubscribed).toEqual([`${TOPIC}:email`]);
    await ask('ListSubscriptions');
    expect(unsubscribed).toHaveLength(1);
  });

  test('waits for another 48 hours if it is subscribed again', async () => {
    hours(0);
    await subscribe('email');
    hours(40);
    await subscribe('email');
    hours(60);
    await expect(ask('ListSubscriptions')).resolves.toContain('PendingConfirmation');
    expect(unsubscribed).toEqual([]);
  });

  test('is deleted alone: a confirmed one stays', async () => {
    hours(0);
    await subscribe('sqs');
    hours(100);
    await ask('ListSubscriptions');
    expect(unsubscribed).toEqual([]);
  });
});

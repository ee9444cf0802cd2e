import { GatewayForTest } from '../testing/fake-moto';

const ARN = 'arn:aws:cloudwatch:eu-west-1:111111111111:alarm:site';
let gateway: GatewayForTest;
afterEach(() => gateway?.close());

let state = 'OK';
/** The forms that moto received. */
let forms: string[] = [];

/** A moto with one alarm on a metric, in which the alarm `site` on it is made. */
beforeEach(async () => {
  [state, forms] = ['OK', []];
  gateway = await GatewayForTest.before((request, body, response) => {
    const action = String(request.headers['x-amz-target']).split('.').at(-1);
    if (request.headers['x-amz-target'] === undefined) {
      forms.push(body.toString());
      const errors = `<member><AlarmName>errors</AlarmName><StateValue>${state}</StateValue></member>`;
      const told = `<DescribeAlarmsResult><MetricAlarms>${errors}</MetricAlarms></DescribeAlarmsResult>`;
      response.end(`<DescribeAlarmsResponse>${told}</DescribeAlarmsResponse>`);
    } else
      response.end(
        JSON.stringify(action === 'DescribeAlarms' ? { MetricAlarms: [{ AlarmName: 'errors' }] } : { action }),
      );
  });
  await gateway.query('monitoring', 'PutCompositeAlarm', {
    AlarmName: 'site',
    AlarmRule: 'ALARM(errors)',
    ActionsEnabled: 'true',
    ActionsSuppressorWaitPeriod: '60',
    'AlarmActions.member.1': 'arn:topic',
    'Tags.member.1.Key': 'Environment',
    'Tags.member.1.Value': 'testing',
  });
});

const json = async (action: string, body: object) =>
  (await (await gateway.json('monitoring', action, body)).json()) as Record<string, unknown>;
const AlarmTypes = ['MetricAlarm', 'CompositeAlarm'];

test('a query in JSON returns alarms on alarms in JSON', async () => {
  await expect(json('DescribeAlarms', { AlarmTypes })).resolves.toEqual({
    MetricAlarms: [{ AlarmName: 'errors' }],
    CompositeAlarms: [
      {
        AlarmArn: ARN,
        AlarmName: 'site',
        AlarmRule: 'ALARM(errors)',
        StateValue: 'OK',
        ActionsEnabled: true,
        ActionsSuppressorWaitPeriod: 60,
        AlarmActions: ['arn:topic'],
        AlarmConfigurationUpdatedTimestamp: expect.any(Number) as number,
      },
    ],
  });
});

test('a query in JSON returns only the selected alarms', async () => {
  const names = async (request: object) => {
    const { MetricAlarms, CompositeAlarms } = await json('DescribeAlarms', request);
    return [...(MetricAlarms as object[]), ...(CompositeAlarms as object[])].length;
  };
  await expect(names({})).resolves.toBe(1);
  await expect(names({ AlarmTypes: ['CompositeAlarm'] })).resolves.toBe(1);
  await expect(names({ AlarmTypes: ['CompositeAlarm'], AlarmNames: ['other'] })).resolves.toBe(0);
  await expect(names({ AlarmTypes: ['CompositeAlarm'], AlarmNamePrefix: 'other' })).resolves.toBe(0);
  await expect(names({ AlarmTypes, ActionPrefix: 'arn:topic' })).resolves.toBe(1);
  await expect(names({ AlarmTypes, ActionPrefix: 'arn:queue' })).resolves.toBe(0);
  await expect(names({ AlarmTypes, AlarmNames: ['site'], StateValue: 'ALARM' })).resolves.toBe(0);
});

test('tags of an alarm on alarms are returned in JSON', async () => {
  const Tags = [{ Key: 'Environment', Value: 'testing' }];
  await expect(json('ListTagsForResource', { ResourceARN: ARN })).resolves.toEqual({ Tags });
  await expect(json('ListTagsForResource', { ResourceARN: 'other' })).resolves.toEqual({
    action: 'ListTagsForResource',
  });
});

const composite = async () =>
  (
    (await json('DescribeAlarms', { AlarmTypes }))['CompositeAlarms'] as { AlarmName: string; StateValue: string }[]
  ).map(({ AlarmName, StateValue }) => `${AlarmName} ${StateValue}`);

test('an alarm on alarms is in the state of its rule', async () => {
  await expect(composite()).resolves.toEqual(['site OK']);
  state = 'ALARM';
  await expect(composite()).resolves.toEqual(['site ALARM']);
});

test('a change in JSON counts as the same form, and one about metrics is passed on to moto', async () => {
  const AlarmRule = `NOT ALARM("${ARN}")`;
  await expect(
    json('PutCompositeAlarm', { AlarmName: 'calm', AlarmRule, Tags: [{ Key: 'a', Value: 'b' }] }),
  ).resolves.toEqual({});
  await expect(composite()).resolves.toEqual(['site OK', 'calm ALARM']);
  await expect(json('ListTagsForResource', { ResourceARN: ARN.replace('site', 'calm') })).resolves.toEqual({
    Tags: [{ Key: 'a', Value: 'b' }],
  });
  forms = [];
  await expect(json('DeleteAlarms', { AlarmNames: ['calm', 'errors'] })).resolves.toEqual({});
  expect(forms.map((form) => decodeURIComponent(form))).toEqual([
    'Action=DeleteAlarms&Version=2010-08-01&AlarmNames.member.1=errors',
  ]);
  await expect(composite()).resolves.toEqual(['site OK']);
});

test.each([
  [
    'ALARM(nothing) OR ALARM(errors)',
    'Could not save the composite alarm as alarms [nothing] in the alarm rule do not exist',
  ],
  ['ALARM(errors', 'AlarmRule must be a valid expression'],
])('a rule such as %s is refused', async (AlarmRule, said) => {
  const answer = await gateway.query('monitoring', 'PutCompositeAlarm', { AlarmName: 'bad', AlarmRule });
  expect(answer.status).toBe(400);
  await expect(answer.text()).resolves.toContain(said);
});

test('a query by a form returns the alarms that match all criteria', async () => {
  await gateway.close();
  const errors = '<member><AlarmName>errors</AlarmName><StateValue>OK</StateValue></member>';
  const inner = `<DescribeAlarmsResult><MetricAlarms>${errors}</MetricAlarms></DescribeAlarmsResult>`;
  gateway = await GatewayForTest.before((_request, _body, response) =>
    response.end(`<DescribeAlarmsResponse>${inner}</DescribeAlarmsResponse>`),
  );
  const told = async (form: Record<string, string>) =>
    (await (await gateway.query('monitoring', 'DescribeAlarms', form)).text()).includes('errors');
  await expect(told({ AlarmNamePrefix: 'e', StateValue: 'OK' })).resolves.toBe(true);
  await expect(told({ AlarmNamePrefix: 'e', StateValue: 'ALARM' })).resolves.toBe(false);
  await expect(told({ ActionPrefix: 'arn:topic' })).resolves.toBe(false);
  await expect(told({ 'AlarmTypes.member.1': 'CompositeAlarm' })).resolves.toBe(false);
});

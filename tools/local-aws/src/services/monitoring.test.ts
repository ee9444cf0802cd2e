import { GatewayForTest } from '../testing/fake-moto';

const ARN = 'arn:aws:cloudwatch:eu-west-1:111111111111:alarm:site';
let gateway: GatewayForTest;
afterEach(() => gateway?.close());

/** A moto with one alarm on a metric, in JSON, in which the alarm `site` on it is made. */
beforeEach(async () => {
  gateway = await GatewayForTest.before((request, _body, response) => {
    const action = String(request.headers['x-amz-target']).split('.').at(-1);
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

test('who asks in JSON is told of alarms on alarms in JSON', async () => {
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

test('who asks in JSON is told of what was asked for only', async () => {
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

test('tags of an alarm on alarms are told in JSON, and all else in JSON is moto’s', async () => {
  const Tags = [{ Key: 'Environment', Value: 'testing' }];
  await expect(json('ListTagsForResource', { ResourceARN: ARN })).resolves.toEqual({ Tags });
  await expect(json('ListTagsForResource', { ResourceARN: 'other' })).resolves.toEqual({
    action: 'ListTagsForResource',
  });
  await expect(json('DeleteAlarms', { AlarmNames: ['errors'] })).resolves.toEqual({ action: 'DeleteAlarms' });
});

test('who asks by a form is told of alarms that pass all that is asked for', async () => {
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

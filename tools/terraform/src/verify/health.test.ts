import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { RDSClient } from '@aws-sdk/client-rds';
import { stateHeader } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { databases, groups, ringing, targets } from './health';
import { standing, type Standing } from './standing';

const session = fakeSession(fakeS3(new Map()).client);
const of = (type: Standing['type'], ...ids: string[]) => ids.map((id) => ({ type, address: `${type}.main`, id }));

interface Sent {
  readonly input: Record<string, unknown>;
}
/** AWS, as far as a client uses it: one response to everything, and the requests. */
function answering(client: { readonly prototype: object }, answer: (input: Record<string, unknown>) => object): Sent[] {
  const sent: Sent[] = [];
  const send = async (command: Sent) => {
    sent.push(command);
    return answer(command.input);
  };
  jest.spyOn(client.prototype as { send: unknown }, 'send' as never).mockImplementation(send as never);
  return sent;
}
afterEach(() => jest.restoreAllMocks());

test.each([groups, targets, databases])('there is no request for kinds that an app does not have', async (look) => {
  await expect(look(session, of('aws_cloudwatch_metric_alarm', 'arn:x'))).resolves.toBeUndefined();
  await expect(ringing(session, of('aws_db_instance', 'mysql'))).resolves.toEqual([]);
});

test('a group is at its size when all its desired instances are healthy and in service', async () => {
  const group = (AutoScalingGroupName: string, DesiredCapacity: number, ...instances: [string, string][]) => ({
    AutoScalingGroupName,
    DesiredCapacity,
    Instances: instances.map(([LifecycleState, HealthStatus]) => ({ LifecycleState, HealthStatus })),
  });
  const AutoScalingGroups = [
    group('good', 1, ['InService', 'Healthy'], ['Terminating', 'Healthy']),
    group('at-night', 0),
    group('small', 2, ['InService', 'Healthy'], ['Pending', 'Healthy']),
    group('ill', 1, ['InService', 'Unhealthy']),
  ];
  answering(AutoScalingClient, () => ({ AutoScalingGroups }));
  await expect(
    groups(session, of('aws_autoscaling_group', 'good', 'at-night', 'small', 'ill', 'gone')),
  ).resolves.toEqual({
    text: '5 groups at size',
    faults: [
      'group small has 1 healthy instances in service, not 2',
      'group ill has 0 healthy instances in service, not 1',
      'group gone does not exist',
    ],
  });
});

test('a target is well when it is healthy; a draining one does not count', async () => {
  const target = (Id: string, State: string, Description?: string) => ({
    Target: { Id },
    TargetHealth: { State, Description },
  });
  answering(ElasticLoadBalancingV2Client, () => ({
    TargetHealthDescriptions: [
      target('i-1', 'healthy'),
      target('i-2', 'draining'),
      target('i-3', 'unhealthy', 'Health checks failed'),
    ],
  }));
  const arn = 'arn:aws:elasticloadbalancing:eu-west-1:444455556666:targetgroup/testing-web/0a1b';
  await expect(targets(session, of('aws_lb_target_group', arn))).resolves.toEqual({
    text: '2 targets healthy',
    faults: ['target i-3 of testing-web is unhealthy: Health checks failed'],
  });
});

test('a database is well while it serves', async () => {
  const statuses: Record<string, string> = { good: 'available', saved: 'backing-up', bad: 'storage-full' };
  answering(RDSClient, ({ DBInstanceIdentifier }) => ({
    DBInstances: [{ DBInstanceStatus: statuses[String(DBInstanceIdentifier)] }],
  }));
  await expect(databases(session, of('aws_db_instance', 'good', 'saved', 'bad'))).resolves.toEqual({
    text: '3 databases available',
    faults: ['database bad is storage-full'],
  });
});

test('alarms are requested by their names, fifty at once, in the region of each, and of both kinds', async () => {
  const arn = (region: string, name: string) => `arn:aws:cloudwatch:${region}:444455556666:alarm:${name}`;
  const many = Array.from({ length: 101 }, (_, at) => arn('eu-west-1', `a${at}`));
  const sent = answering(CloudWatchClient, () => ({
    MetricAlarms: [
      { AlarmArn: 'm', AlarmName: 'errors', StateReason: 'Threshold Crossed', StateValue: 'ALARM' },
      { AlarmArn: 'q', AlarmName: 'quiet', StateValue: 'OK' },
    ],
    CompositeAlarms: [{ AlarmArn: 'c', AlarmName: 'site', StateReason: 'errors rings', StateValue: 'ALARM' }],
  }));
  const all = [
    ...of('aws_cloudwatch_metric_alarm', ...many),
    ...of('aws_cloudwatch_composite_alarm', arn('us-east-1', 'cdn')),
  ];
  const found = await ringing(session, all);
  expect(sent.map(({ input }) => (input['AlarmNames'] as string[]).length)).toEqual([50, 50, 1, 1]);
  expect(sent[3]!.input).toMatchObject({
    AlarmNames: ['cdn'],
    AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
  });
  expect(found.slice(0, 2)).toEqual([
    { arn: 'm', name: 'errors', why: 'Threshold Crossed' },
    { arn: 'c', name: 'site', why: 'errors rings' },
  ]);
});

test('the deployed resources are those that the state manages, with the attribute that identifies each in its API', async () => {
  const instances = (attributes: object) => [{ attributes }];
  const resources = [
    {
      mode: 'managed',
      type: 'aws_db_instance',
      name: 'main',
      instances: instances({ identifier: 'mysql', id: 'db-1' }),
    },
    { mode: 'managed', type: 'aws_vpc', name: 'main', instances: instances({ id: 'vpc-1' }) },
    { mode: 'data', type: 'aws_lb_target_group', name: 'host', instances: instances({ arn: 'arn:x' }) },
    { mode: 'managed', type: 'aws_autoscaling_group', name: 'web', instances: instances({ name: 'testing-web' }) },
  ];
  const { client } = fakeS3(new Map([['testing/data.tfstate', JSON.stringify({ ...stateHeader, resources })]]));
  const place = { bucket: 'states', key: 'testing/data.tfstate', region: 'eu-west-1' };
  await expect(standing({ s3: client }, place)).resolves.toEqual([
    { type: 'aws_db_instance', address: 'aws_db_instance.main', id: 'mysql' },
    { type: 'aws_autoscaling_group', address: 'aws_autoscaling_group.web', id: 'testing-web' },
  ]);
  await expect(standing({ s3: client }, { ...place, key: 'testing/none.tfstate' })).resolves.toEqual([]);
});

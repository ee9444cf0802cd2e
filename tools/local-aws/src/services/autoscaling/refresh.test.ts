import type { Call, Forward, Operation } from '../../gateway/call';
import { queryParameters, queryReply } from '../../protocols/query';
import { text, type XmlElement } from '../../protocols/xml';
import { goOn, type Refresh } from './refresh';

const call = { account: '1', region: 'eu-west-1', headers: {} } as unknown as Call;
const instance = (InstanceId: string, more: XmlElement = {}) => ({
  ...{ InstanceId, LifecycleState: 'InService', ProtectedFromScaleIn: 'false' },
  ...more,
});

/** A group in moto, from which an ended instance disappears. */
function group(instances: XmlElement[]) {
  const asked: string[] = [];
  const moto: Forward = async ({ body }) => {
    const form = queryParameters(body);
    const action = text(form['Action']);
    if (action === 'TerminateInstances') {
      const [id] = Object.values(form['InstanceId'] as XmlElement).map((one) => text(one));
      instances = instances.filter(({ InstanceId }) => InstanceId !== id);
    }
    asked.push(action);
    return queryReply(action, 'x', {
      AutoScalingGroups: { member: [{ DesiredCapacity: '1', Instances: { member: instances } }] },
    });
  };
  const update: Operation = ({ body }) => {
    asked.push(body.toString());
    return queryReply('UpdateAutoScalingGroup', 'x');
  };
  return { moto, update, asked };
}

const begun = (minutesAgo: number, Preferences: XmlElement = {}): Refresh => ({
  shown: {
    ...{ AutoScalingGroupName: 'web', Status: 'InProgress', Preferences },
    StartTime: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
  },
  due: ['i-1'],
  present: ['i-1'],
  previous: { 'LaunchTemplate.LaunchTemplateId': 'lt-1', 'LaunchTemplate.Version': '1' },
});
const guarded = [instance('i-1', { ProtectedFromScaleIn: 'true' })];

test.each([
  [59, 'InProgress'],
  [61, 'Failed'],
])('a refresh that has waited %d minutes for a protected instance is %s', async (minutes, status) => {
  const { moto, update } = group(guarded);
  const refresh = begun(minutes);
  await goOn(refresh, call, moto, update);
  expect(refresh.shown).toMatchObject({
    Status: status,
    StatusReason: expect.stringContaining('protected from scale-in'),
  });
});

test('a refresh that fails and has a rollback restores the configuration of the group', async () => {
  const { moto, update, asked } = group(guarded);
  const refresh = begun(61, { AutoRollback: 'true' });
  await goOn(refresh, call, moto, update);
  expect(refresh.shown).toMatchObject({
    Status: 'RollbackSuccessful',
    RollbackDetails: { InstancesToUpdateOnRollback: '0' },
  });
  expect(asked).toContainEqual(
    expect.stringContaining('LaunchTemplate.LaunchTemplateId=lt-1&LaunchTemplate.Version=1'),
  );
});

test('a refresh fails if an instance that it has ended has no successor', async () => {
  const { moto, update, asked } = group([instance('i-1')]);
  const refresh = begun(0);
  await goOn(refresh, call, moto, update);
  expect(asked).toContain('TerminateInstances');
  expect(refresh.shown).toMatchObject({ Status: 'Failed', StatusReason: expect.stringContaining('failed to launch') });
});

import { behindLoadBalancer, CodeDeployForTest } from '../testing/codedeploy-for-test';
import { untilAborted } from '../testing/fake-aws';
import { endless } from '../testing/scripts';

let codedeploy: CodeDeployForTest;
afterEach(() => codedeploy.end());

const launched = (count: number) =>
  codedeploy.until(async () => {
    const all = await codedeploy.others('autoscaling');
    const isOver = all.length === count && all.every(({ status }) => /Succeeded|Failed/.test(status));
    return isOver ? all : undefined;
  });

test('an instance that is launched gets the last successful revision before it has traffic', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1'], behindLoadBalancer);
  await codedeploy.over(await codedeploy.deploy('one'));
  codedeploy.aws.fleet.push('i-2');
  // As auto scaling does it.
  await codedeploy.aws.register('arn:web', 'i-2');
  const hadTraffic: boolean[] = [];
  codedeploy.agents.script = ({ event }) => {
    if (event !== 'AfterAllowTraffic') hadTraffic.push(codedeploy.aws.targets.get('arn:web')!.has('i-2'));
  };
  await codedeploy.scaled();
  expect([...codedeploy.aws.targets.get('arn:web')!]).toEqual(['i-1']);
  await expect(launched(1)).resolves.toMatchObject([{ status: 'Succeeded', revision: { s3Location: { key: 'one' } } }]);
  expect(codedeploy.agents.asked.filter(({ instanceId }) => instanceId === 'i-2').map(({ event }) => event)).toEqual([
    'ApplicationStop',
    'DownloadBundle',
    'BeforeInstall',
    'Install',
    'AfterInstall',
    'ApplicationStart',
    'ValidateService',
    'BeforeAllowTraffic',
    'AfterAllowTraffic',
  ]);
  expect(hadTraffic).not.toContain(true);
  expect([...codedeploy.aws.targets.get('arn:web')!]).toEqual(['i-1', 'i-2']);
});

test('nothing happens to an instance of a group to which nothing was deployed', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1']);
  codedeploy.aws.fleet.push('i-2');
  await codedeploy.scaled();
  expect(await codedeploy.others('autoscaling')).toEqual([]);
});

test('one launched in the middle of a deployment gets the last successful revision, and afterwards the new one', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1'], { deploymentConfigName: 'CodeDeployDefault.OneAtATime' });
  await codedeploy.over(await codedeploy.deploy('one'));
  let go = () => {};
  const released = new Promise<void>((resolve) => (go = resolve));
  codedeploy.agents.script = ({ instanceId, event, key }) =>
    instanceId === 'i-1' && event === 'Install' && key === 'two' ? released : undefined;
  const second = await codedeploy.deploy('two');
  await codedeploy.until(() => codedeploy.agents.asked.find(({ event, key }) => event === 'Install' && key === 'two'));
  codedeploy.aws.fleet.push('i-2');
  await codedeploy.scaled();
  await launched(1);
  expect(codedeploy.agents.installed).toEqual(['i-1 one', 'i-2 one']);
  go();
  await codedeploy.over(second);
  const update = await codedeploy.until(async () => (await codedeploy.others('CodeDeployAutoUpdate'))[0]);
  const id = update['deploymentId'] as string;
  await expect(codedeploy.over(id)).resolves.toMatchObject({
    status: 'Succeeded',
    relatedDeployments: { autoUpdateOutdatedInstancesRootDeploymentId: second },
  });
  expect(codedeploy.agents.installed.slice(2)).toEqual(['i-1 two', 'i-2 two']);
  await expect(codedeploy.info(second)).resolves.toMatchObject({
    relatedDeployments: { autoUpdateOutdatedInstancesDeploymentIds: [id] },
  });
});

test('an instance with a launch that outlasts a concurrent deployment is updated after its launch', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1']);
  await codedeploy.over(await codedeploy.deploy('one'));
  let go = () => {};
  const released = new Promise<void>((resolve) => (go = resolve));
  codedeploy.agents.script = ({ instanceId, event }) =>
    instanceId === 'i-2' && event === 'Install' ? released : undefined;
  codedeploy.aws.fleet.push('i-2');
  await codedeploy.scaled();
  const second = await codedeploy.deploy('two');
  await expect(codedeploy.over(second)).resolves.toMatchObject({ deploymentOverview: { Succeeded: 1 } });
  go();
  await codedeploy.until(() => codedeploy.agents.installed.includes('i-2 two'));
  expect(codedeploy.agents.installed).toEqual(['i-1 one', 'i-1 two', 'i-2 one', 'i-2 two']);
});

test('outdated instances stay as they are, if the group is configured so', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1'], { outdatedInstancesStrategy: 'IGNORE' });
  await codedeploy.over(await codedeploy.deploy('one'));
  let go = () => {};
  const released = new Promise<void>((resolve) => (go = resolve));
  codedeploy.agents.script = ({ key, event, instanceId }) =>
    instanceId === 'i-1' && key === 'two' && event === 'Install' ? released : undefined;
  const second = await codedeploy.deploy('two');
  await codedeploy.until(() => codedeploy.agents.asked.find(({ event, key }) => event === 'Install' && key === 'two'));
  codedeploy.aws.fleet.push('i-2');
  await codedeploy.scaled();
  await launched(1);
  go();
  await codedeploy.over(second);
  expect(await codedeploy.others('CodeDeployAutoUpdate')).toEqual([]);
});

test('an instance with a failed launch is terminated, up to a limit', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1'], behindLoadBalancer);
  await codedeploy.over(await codedeploy.deploy('one'));
  codedeploy.agents.script = () => Promise.resolve({ errorCode: 'ScriptFailed' });
  for (const count of [1, 2, 3, 4]) {
    codedeploy.aws.fleet[1] = `i-new-${count}`;
    await codedeploy.scaled();
    await launched(count);
  }
  await codedeploy.until(() => codedeploy.lines.find((line) => line.includes('i-new-4 stays, though it failed')));
  expect(codedeploy.aws.terminated).toEqual(['i-new-1', 'i-new-2', 'i-new-3']);
});

test('the scripts on an instance that is gone end, and its folder is removed', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1', 'i-2']);
  codedeploy.agents.script = ({ instanceId, event }, signal) =>
    instanceId === 'i-2' && event === 'Install' ? untilAborted(signal) : undefined;
  const id = await codedeploy.deploy('one');
  await codedeploy.until(() =>
    codedeploy.agents.asked.find(({ event, instanceId }) => event === 'Install' && instanceId === 'i-2'),
  );
  codedeploy.aws.fleet.pop();
  await codedeploy.scaled();
  await expect(codedeploy.over(id)).resolves.toMatchObject({ deploymentOverview: { Succeeded: 1, Failed: 1 } });
  await codedeploy.until(() => codedeploy.agents.removed.includes('i-2'));
  const onIt = codedeploy.agents.asked.filter(({ instanceId }) => instanceId === 'i-2');
  expect(onIt.at(-1)).toMatchObject({ event: 'Install' });
});

test('with a termination hook an instance stops its application before its folder is removed', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1', 'i-2'], { terminationHookEnabled: true });
  await codedeploy.over(await codedeploy.deploy('one'));
  codedeploy.agents.asked.length = 0;
  codedeploy.aws.fleet.pop();
  let removedBefore = true;
  codedeploy.agents.script = () => void (removedBefore = codedeploy.agents.removed.includes('i-2'));
  await codedeploy.scaled();
  await codedeploy.until(() => codedeploy.agents.removed.includes('i-2'));
  expect(codedeploy.agents.asked).toEqual([{ instanceId: 'i-2', event: 'ApplicationStop', key: 'one' }]);
  expect(removedBefore).toBe(false);
  await expect(codedeploy.others('autoscalingTermination')).resolves.toMatchObject([{ status: 'Succeeded' }]);
});

test('an instance without traffic during a deployment stays so when the group is scaled', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1'], behindLoadBalancer);
  await codedeploy.aws.register('arn:web', 'i-1');
  codedeploy.agents.script = ({ event }, signal) => (event === 'Install' ? untilAborted(signal) : undefined);
  await codedeploy.deploy('one');
  await codedeploy.until(() => codedeploy.agents.asked.find(({ event }) => event === 'Install'));
  // moto registers all instances of a group when its size changes.
  await codedeploy.aws.register('arn:web', 'i-1');
  await codedeploy.scaled();
  expect([...codedeploy.aws.targets.get('arn:web')!]).toEqual([]);
});

test('an instance with a folder that cannot be removed is logged, and does not affect other work', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1', 'i-2']);
  await codedeploy.over(await codedeploy.deploy('one'));
  codedeploy.aws.fleet.pop();
  codedeploy.agents.removalFails = true;
  await codedeploy.scaled();
  await codedeploy.until(() => codedeploy.lines.find((line) => line === 'failed: i-2 was not removed: Error: EBUSY'));
  codedeploy.agents.removalFails = false;
});

test('with traffic control a termination has its events, and the gone instance is not deregistered again', async () => {
  const settings = { ...behindLoadBalancer, terminationHookEnabled: true };
  codedeploy = await CodeDeployForTest.withGroup(['i-1', 'i-2'], settings);
  await codedeploy.over(await codedeploy.deploy('one'));
  codedeploy.aws.fleet.pop();
  codedeploy.aws.deregister = () => Promise.reject(new Error('InvalidTarget'));
  await codedeploy.scaled();
  await codedeploy.until(() => codedeploy.agents.removed.includes('i-2'));
  const [termination] = await codedeploy.others('autoscalingTermination');
  expect(termination!.status).toBe('Succeeded');
  const deploymentId = termination!['deploymentId'] as string;
  const asked = await codedeploy.ask('GetDeploymentTarget', { deploymentId, targetId: 'i-2' });
  const { instanceTarget } = asked['deploymentTarget'] as { instanceTarget: { lifecycleEvents: object[] } };
  expect(instanceTarget.lifecycleEvents).toMatchObject([
    { lifecycleEventName: 'BeforeBlockTraffic' },
    { lifecycleEventName: 'BlockTraffic', status: 'Succeeded' },
    { lifecycleEventName: 'AfterBlockTraffic' },
    { lifecycleEventName: 'ApplicationStop' },
  ]);
});

test('the present instances of an added auto scaling group are no launches, later ones are', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1'], { autoScalingGroups: ['other'] });
  await codedeploy.over(await codedeploy.deploy('one'));
  await codedeploy.ask('UpdateDeploymentGroup', {
    applicationName: 'shop',
    currentDeploymentGroupName: 'web',
    autoScalingGroups: ['other', 'web'],
  });
  await codedeploy.scaled();
  // There is no successful revision yet.
  await codedeploy.over(await codedeploy.deploy('one'));
  codedeploy.aws.fleet.push('i-2');
  await codedeploy.scaled();
  const [launch] = await launched(1);
  await expect(
    codedeploy.ask('ListDeploymentTargets', { deploymentId: launch!['deploymentId'] as string }),
  ).resolves.toEqual({ targetIds: ['i-2'] });
});

test('a load balancer that does not answer does not prevent the deployment to an instance', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1'], behindLoadBalancer);
  await codedeploy.over(await codedeploy.deploy('one'));
  codedeploy.aws.fleet.push('i-2');
  const { targetGroup } = codedeploy.aws;
  codedeploy.aws.targetGroup = () => {
    codedeploy.aws.targetGroup = targetGroup;
    return Promise.reject(new Error('TargetGroupNotFound'));
  };
  await codedeploy.scaled();
  await expect(launched(1)).resolves.toMatchObject([{ status: 'Succeeded' }]);
  expect(codedeploy.lines.join()).toContain('failed: no traffic: Error: TargetGroupNotFound');
});

describe('a new instance of a group with an alarm in ALARM', () => {
  const watches = { alarmConfiguration: { enabled: true, alarms: [{ name: 'missing' }] } };
  const stopped = () =>
    codedeploy.until(async () => {
      const [launch] = await codedeploy.others('autoscaling');
      return launch?.status === 'Stopped' ? launch : undefined;
    });

  test('has its deployment stopped before it begins, and is terminated', async () => {
    codedeploy = await CodeDeployForTest.withGroup(['i-1'], watches);
    await codedeploy.over(await codedeploy.deploy('one'));
    codedeploy.aws.alarms.add('missing');
    codedeploy.aws.fleet.push('i-2');
    await codedeploy.scaled();
    await expect(stopped()).resolves.toMatchObject({ errorInformation: { code: 'ALARM_ACTIVE' } });
    await codedeploy.until(() => codedeploy.aws.terminated.length > 0);
    expect(codedeploy.aws.terminated).toEqual(['i-2']);
    expect(codedeploy.agents.installed).toEqual(['i-1 one']);
  });

  test('has it stopped in the middle, and is terminated', async () => {
    codedeploy = await CodeDeployForTest.withGroup(['i-1'], watches);
    await codedeploy.over(await codedeploy.deploy('one'));
    codedeploy.agents.script = endless('Install', 'one');
    codedeploy.aws.fleet.push('i-2');
    await codedeploy.scaled();
    await codedeploy.until(() =>
      codedeploy.agents.asked.find(({ instanceId, event }) => instanceId === 'i-2' && event === 'Install'),
    );
    codedeploy.aws.alarms.add('missing');
    await expect(stopped()).resolves.toMatchObject({ errorInformation: { code: 'ALARM_ACTIVE' } });
    await codedeploy.until(() => codedeploy.aws.terminated.includes('i-2'));
  });

  test('gets its release if the alarms are named and disabled', async () => {
    codedeploy = await CodeDeployForTest.withGroup(['i-1'], {
      alarmConfiguration: { enabled: false, alarms: [{ name: 'missing' }] },
    });
    await codedeploy.over(await codedeploy.deploy('one'));
    codedeploy.aws.alarms.add('missing');
    codedeploy.aws.fleet.push('i-2');
    await codedeploy.scaled();
    await expect(launched(1)).resolves.toMatchObject([{ status: 'Succeeded' }]);
    expect(codedeploy.aws.terminated).toEqual([]);
  });
});

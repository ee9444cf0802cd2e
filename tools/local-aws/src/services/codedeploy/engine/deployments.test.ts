import { behindLoadBalancer, CodeDeployForTest, web } from '../testing/codedeploy-for-test';
import { untilAborted } from '../testing/fake-aws';
import { endless, failing } from '../testing/scripts';

let codedeploy: CodeDeployForTest;
afterEach(() => codedeploy.end());

const rollsBack = (...events: string[]) => ({ autoRollbackConfiguration: { enabled: true, events } });
const half = { deploymentConfigName: 'CodeDeployDefault.HalfAtATime' };
const target = async (deploymentId: string, targetId: string) => {
  const { deploymentTarget } = await codedeploy.ask('GetDeploymentTarget', { deploymentId, targetId });
  return (deploymentTarget as { instanceTarget: { status: string; lifecycleEvents: { lifecycleEventName: string }[] } })
    .instanceTarget;
};

test('without a load balancer an instance has the documented events in their order, with their times in seconds', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1']);
  const id = await codedeploy.deploy('one');
  expect(id).toMatch(/^d-[A-Z0-9]{9}$/);
  await expect(codedeploy.over(id)).resolves.toMatchObject({ status: 'Succeeded', creator: 'user' });
  const { status, lifecycleEvents } = await target(id, 'i-1');
  expect(status).toBe('Succeeded');
  expect(lifecycleEvents.map((event) => event.lifecycleEventName)).toEqual([
    'ApplicationStop',
    'DownloadBundle',
    'BeforeInstall',
    'Install',
    'AfterInstall',
    'ApplicationStart',
    'ValidateService',
  ]);
  const now = Date.now() / 1000;
  for (const event of lifecycleEvents as unknown as { startTime: number; endTime: number }[]) {
    expect(event.endTime).toBeGreaterThanOrEqual(event.startTime);
    expect(now - event.startTime).toBeLessThan(10);
  }
  expect(codedeploy.agents.installed).toEqual(['i-1 one']);
});

test('with a load balancer the instance leaves its target group before anything is changed, and returns at the end', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1'], behindLoadBalancer);
  await codedeploy.aws.register('arn:web', 'i-1');
  const hadTraffic: Record<string, boolean> = {};
  codedeploy.agents.script = ({ event }) => {
    hadTraffic[event] = codedeploy.aws.targets.get('arn:web')!.has('i-1');
  };
  const id = await codedeploy.deploy('one');
  await expect(codedeploy.over(id)).resolves.toMatchObject({ status: 'Succeeded' });
  expect(hadTraffic).toEqual({
    BeforeBlockTraffic: true,
    AfterBlockTraffic: false,
    ApplicationStop: false,
    DownloadBundle: false,
    BeforeInstall: false,
    Install: false,
    AfterInstall: false,
    ApplicationStart: false,
    ValidateService: false,
    BeforeAllowTraffic: false,
    AfterAllowTraffic: true,
  });
  const { lifecycleEvents } = await target(id, 'i-1');
  expect(lifecycleEvents).toHaveLength(13);
  expect(lifecycleEvents[1]).toMatchObject({ lifecycleEventName: 'BlockTraffic', status: 'Succeeded' });
});

test('an instance that fails reports the reason, skips the rest, and stays without traffic', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1', 'i-2'], behindLoadBalancer);
  codedeploy.agents.script = failing('ValidateService', 'one', 'i-2');
  const id = await codedeploy.deploy('one');
  // All at once: one instance is enough.
  await expect(codedeploy.over(id)).resolves.toMatchObject({
    status: 'Succeeded',
    deploymentOverview: { Pending: 0, InProgress: 0, Succeeded: 1, Failed: 1, Skipped: 0, Ready: 0 },
  });
  const { status, lifecycleEvents } = await target(id, 'i-2');
  expect(status).toBe('Failed');
  expect(lifecycleEvents.slice(9)).toMatchObject([
    {
      lifecycleEventName: 'ValidateService',
      status: 'Failed',
      diagnostics: { errorCode: 'ScriptFailed', scriptName: 'check', message: 'exit 1', logTail: '[stdout]no' },
    },
    { lifecycleEventName: 'BeforeAllowTraffic', status: 'Skipped' },
    { lifecycleEventName: 'AllowTraffic', status: 'Skipped' },
    { lifecycleEventName: 'AfterAllowTraffic', status: 'Skipped' },
  ]);
  expect([...codedeploy.aws.targets.get('arn:web')!]).toEqual(['i-1']);
});

test('an agent that crashes fails the event with its message', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1']);
  codedeploy.agents.script = () => Promise.reject(new Error('no space left'));
  const id = await codedeploy.deploy('one');
  await codedeploy.over(id);
  const { lifecycleEvents } = await target(id, 'i-1');
  expect(lifecycleEvents[0]).toMatchObject({ diagnostics: { errorCode: 'UnknownError', message: 'no space left' } });
});

test('an instance with an agent that does not start fails with the reason, and is tried again the next time', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1']);
  codedeploy.agents.broken.add('i-1');
  const id = await codedeploy.deploy('one');
  await expect(codedeploy.over(id)).resolves.toMatchObject({ status: 'Failed' });
  const { lifecycleEvents } = await target(id, 'i-1');
  expect(lifecycleEvents[0]).toMatchObject({ status: 'Failed', diagnostics: { message: 'the agent does not start' } });
  codedeploy.agents.broken.clear();
  await expect(codedeploy.over(await codedeploy.deploy('one'))).resolves.toMatchObject({ status: 'Succeeded' });
});

test('a failing ApplicationStop is ignored, if the deployment is configured so', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1']);
  codedeploy.agents.script = failing('ApplicationStop', 'one');
  const id = await codedeploy.deploy('one', { ignoreApplicationStopFailures: true });
  await expect(codedeploy.over(id)).resolves.toMatchObject({ status: 'Succeeded' });
  const { lifecycleEvents } = await target(id, 'i-1');
  expect(lifecycleEvents[0]).toMatchObject({ status: 'Failed' });
  const strict = await codedeploy.deploy('one');
  await expect(codedeploy.over(strict)).resolves.toMatchObject({ status: 'Failed' });
});

test('half at a time never has more than half of the instances in progress', async () => {
  const instances = Array.from({ length: 7 }, (_, index) => `i-${index}`);
  codedeploy = await CodeDeployForTest.withGroup(instances, half);
  const most: number[] = [];
  let id = '';
  codedeploy.agents.script = async () => {
    most.push((await codedeploy.info(id)).deploymentOverview['InProgress']!);
  };
  id = await codedeploy.deploy('one');
  await expect(codedeploy.over(id)).resolves.toMatchObject({ deploymentOverview: { Succeeded: 7 } });
  expect(Math.max(...most)).toBe(3);
});

test('a second deployment to the group is refused with the name of the first, until that has ended', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1']);
  codedeploy.agents.script = endless('Install', 'one');
  const first = await codedeploy.deploy('one');
  await expect(codedeploy.deploy('two')).rejects.toThrow(
    `The Deployment Group 'web' already has an active Deployment '${first}'`,
  );
  await codedeploy.ask('StopDeployment', { deploymentId: first });
  await codedeploy.over(first);
  await expect(codedeploy.over(await codedeploy.deploy('two'))).resolves.toMatchObject({ status: 'Succeeded' });
});

test.each([
  ['no instances', [], {}, 'NO_INSTANCES', 'no instances were found for your deployment group'],
  ['too few of them', ['i-1'], half, 'HEALTH_CONSTRAINTS_INVALID', 'The deployment can’t start because the minimum'],
])('a group with %s fails before anything is changed', async (_name, instances, settings, code, message) => {
  codedeploy = await CodeDeployForTest.withGroup(instances, settings);
  await expect(codedeploy.over(await codedeploy.deploy('one'))).resolves.toMatchObject({
    status: 'Failed',
    errorInformation: { code, message: expect.stringContaining(message) as string },
  });
  expect(codedeploy.agents.asked).toEqual([]);
});

test('a deployment to outdated instances only does not update the others', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1', 'i-2']);
  codedeploy.agents.script = failing('Install', 'one', 'i-2');
  await codedeploy.over(await codedeploy.deploy('one'));
  codedeploy.agents.script = () => undefined;
  const id = await codedeploy.deploy('one', { updateOutdatedInstancesOnly: true });
  await expect(codedeploy.over(id)).resolves.toMatchObject({ deploymentOverview: { Succeeded: 1 } });
  await expect(codedeploy.ask('ListDeploymentTargets', { deploymentId: id })).resolves.toEqual({ targetIds: ['i-2'] });
});

test('instances that failed the last time come first', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1', 'i-2']);
  codedeploy.agents.script = failing('Install', 'one', 'i-2');
  await codedeploy.over(await codedeploy.deploy('one'));
  const id = await codedeploy.deploy('two');
  await codedeploy.over(id);
  const { targetIds } = await codedeploy.ask('ListDeploymentTargets', { deploymentId: id });
  expect(targetIds).toEqual(['i-2', 'i-1']);
});

test('a deleted group removes its deployments, and ends those in progress', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1'], rollsBack('DEPLOYMENT_STOP_ON_REQUEST'));
  let ended = false;
  codedeploy.agents.script = (_asked, signal) =>
    untilAborted(signal).then((how) => {
      ended = true;
      return how;
    });
  const deploymentId = await codedeploy.deploy('one');
  await codedeploy.until(() => codedeploy.agents.asked[0]);
  await codedeploy.ask('DeleteDeploymentGroup', web);
  await codedeploy.until(() => ended);
  await expect(codedeploy.refusal('GetDeployment', { deploymentId })).resolves.toContain('DeploymentDoesNotExist');
});

test('triggers get the events for which they are configured, and no others', async () => {
  const triggerConfigurations = [
    { triggerName: 'releases', triggerTargetArn: 'arn:topic', triggerEvents: ['DeploymentSuccess', 'InstanceFailure'] },
  ];
  codedeploy = await CodeDeployForTest.withGroup(['i-1', 'i-2'], { triggerConfigurations });
  codedeploy.agents.script = failing('Install', 'one', 'i-2');
  const id = await codedeploy.deploy('one');
  await codedeploy.over(id);
  const published = await codedeploy.until(() =>
    codedeploy.aws.published.length === 2 ? codedeploy.aws.published : undefined,
  );
  expect(published).toEqual([
    {
      topic: 'arn:topic',
      subject: `FAILED: AWS CodeDeploy ${id} in eu-west-1 to shop`,
      message: {
        region: 'eu-west-1',
        accountId: '111111111111',
        eventTriggerName: 'releases',
        deploymentId: id,
        instanceId: 'arn:aws:ec2:eu-west-1:111111111111:instance/i-2',
        lastUpdatedAt: expect.stringMatching(/^\d+(\.\d+)?$/) as string,
        instanceStatus: 'Failed',
        lifecycleEvents: expect.arrayContaining([
          expect.objectContaining({ LifecycleEvent: 'Install', LifecycleEventStatus: 'Failed' }),
        ]) as unknown,
      },
    },
    {
      topic: 'arn:topic',
      subject: `SUCCEEDED: AWS CodeDeploy ${id} in eu-west-1 to shop`,
      message: expect.objectContaining({
        applicationName: 'shop',
        deploymentGroupName: 'web',
        status: 'Succeeded',
        deploymentOverview: { Pending: '0', InProgress: '0', Succeeded: '1', Failed: '1', Skipped: '0' },
      }) as unknown,
    },
  ]);
});

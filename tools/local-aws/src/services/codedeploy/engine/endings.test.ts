import { CodeDeployForTest, web } from '../testing/codedeploy-for-test';
import { endless, failing } from '../testing/scripts';

let codedeploy: CodeDeployForTest;
afterEach(() => codedeploy.end());

const rollsBack = (...events: string[]) => ({ autoRollbackConfiguration: { enabled: true, events } });
const watches = { alarmConfiguration: { enabled: true, alarms: [{ name: 'errors' }] } };
const half = { deploymentConfigName: 'CodeDeployDefault.HalfAtATime' };

test('a deployment that fails is rolled back to the previous revision, and both report it', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1', 'i-2'], rollsBack('DEPLOYMENT_FAILURE'));
  codedeploy.agents.script = failing('ValidateService', 'two');
  const good = await codedeploy.deploy('one', { fileExistsBehavior: 'RETAIN' });
  await codedeploy.over(good);
  const bad = await codedeploy.deploy('two');
  const failed = await codedeploy.over(bad);
  expect(failed).toMatchObject({
    status: 'Failed',
    errorInformation: { code: 'HEALTH_CONSTRAINTS', message: expect.stringContaining('too many individual') as string },
  });
  const rollbackId = failed.rollbackInfo['rollbackDeploymentId']!;
  await expect(codedeploy.over(rollbackId)).resolves.toMatchObject({
    status: 'Succeeded',
    creator: 'codeDeployRollback',
    fileExistsBehavior: 'RETAIN',
    revision: { s3Location: { key: 'one' } },
    rollbackInfo: { rollbackTriggeringDeploymentId: bad },
  });
  expect(codedeploy.agents.installed.slice(2)).toEqual(['i-1 one', 'i-2 one']);
  const { deploymentGroupInfo } = await codedeploy.ask('GetDeploymentGroup', web);
  expect(deploymentGroupInfo).toMatchObject({
    targetRevision: { s3Location: { key: 'one' } },
    lastSuccessfulDeployment: { deploymentId: rollbackId, status: 'Succeeded' },
    lastAttemptedDeployment: { deploymentId: rollbackId },
  });
});

test('a first deployment that fails has no revision for a rollback, and reports it', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1'], rollsBack('DEPLOYMENT_FAILURE'));
  codedeploy.agents.script = failing('Install', 'one');
  const failed = await codedeploy.over(await codedeploy.deploy('one'));
  expect(failed.rollbackInfo).toEqual({
    rollbackMessage: expect.stringContaining('there is no last known good revision') as string,
  });
  expect(await codedeploy.others('codeDeployRollback')).toEqual([]);
});

test('a rollback that fails is not rolled back', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1'], rollsBack('DEPLOYMENT_FAILURE'));
  await codedeploy.over(await codedeploy.deploy('one'));
  codedeploy.agents.script = () => Promise.resolve({ errorCode: 'ScriptFailed' });
  const failed = await codedeploy.over(await codedeploy.deploy('two'));
  const rollback = await codedeploy.over(failed.rollbackInfo['rollbackDeploymentId']!);
  expect(rollback.status).toBe('Failed');
  expect(await codedeploy.others('codeDeployRollback')).toHaveLength(1);
});

test('the deployment can have another rollback configuration than its group', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1'], rollsBack('DEPLOYMENT_FAILURE'));
  await codedeploy.over(await codedeploy.deploy('one'));
  codedeploy.agents.script = failing('Install', 'two');
  const failed = await codedeploy.over(
    await codedeploy.deploy('two', { autoRollbackConfiguration: { enabled: false } }),
  );
  expect(failed.rollbackInfo).toBeUndefined();
});

test('an alarm that is already active stops a deployment before it begins', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1'], watches);
  codedeploy.aws.alarms.add('errors');
  await expect(codedeploy.over(await codedeploy.deploy('one'))).resolves.toMatchObject({
    status: 'Stopped',
    errorInformation: {
      code: 'ALARM_ACTIVE',
      message: expect.stringContaining('Activated alarms: <errors>') as string,
    },
  });
  expect(codedeploy.agents.asked).toEqual([]);
});

test('an alarm in the middle stops the deployment and rolls it back, although it is still active', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1'], { ...watches, ...rollsBack('DEPLOYMENT_STOP_ON_ALARM') });
  await codedeploy.over(await codedeploy.deploy('one'));
  codedeploy.agents.script = endless('Install', 'two');
  const id = await codedeploy.deploy('two');
  await codedeploy.until(() => codedeploy.agents.asked.find(({ event, key }) => event === 'Install' && key === 'two'));
  codedeploy.aws.alarms.add('errors');
  const stopped = await codedeploy.over(id);
  expect(stopped).toMatchObject({ status: 'Stopped', errorInformation: { code: 'ALARM_ACTIVE' } });
  const rollback = await codedeploy.over(stopped.rollbackInfo['rollbackDeploymentId']!);
  expect(rollback).toMatchObject({ status: 'Succeeded', revision: { s3Location: { key: 'one' } } });
});

test('a deployment can have other alarms, or none', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1'], watches);
  codedeploy.aws.alarms.add('errors').add('other');
  const none = { overrideAlarmConfiguration: { enabled: false } };
  await expect(codedeploy.over(await codedeploy.deploy('one', none))).resolves.toMatchObject({ status: 'Succeeded' });
  const other = { overrideAlarmConfiguration: { enabled: true, alarms: [{ name: 'other' }] } };
  await expect(codedeploy.over(await codedeploy.deploy('one', other))).resolves.toMatchObject({
    errorInformation: { message: expect.stringContaining('<other>') as string },
  });
});

test('alarms that cannot be read stop a deployment, unless it ignores that', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1'], watches);
  codedeploy.aws.alarmsAreSilent = true;
  await expect(codedeploy.over(await codedeploy.deploy('one'))).resolves.toMatchObject({
    status: 'Stopped',
    errorInformation: {
      message: expect.stringContaining('The state of the alarms errors could not be read') as string,
    },
  });
  const ignoring = { enabled: true, ignorePollAlarmFailure: true, alarms: [{ name: 'errors' }] };
  const id = await codedeploy.deploy('one', { overrideAlarmConfiguration: ignoring });
  await expect(codedeploy.over(id)).resolves.toMatchObject({ status: 'Succeeded' });
});

test('stopping a deployment ends its scripts at once; instances that wait are skipped, and it rolls back if that is requested', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1', 'i-2'], half);
  await codedeploy.over(await codedeploy.deploy('one'));
  codedeploy.agents.script = endless('Install', 'two');
  const deploymentId = await codedeploy.deploy('two');
  await codedeploy.until(() => codedeploy.agents.asked.find(({ event, key }) => event === 'Install' && key === 'two'));
  await codedeploy.ask('StopDeployment', { deploymentId, autoRollbackEnabled: true });
  const stopped = await codedeploy.over(deploymentId);
  expect(stopped).toMatchObject({
    status: 'Stopped',
    errorInformation: { code: 'MANUAL_STOP' },
    deploymentOverview: { Failed: 1, Skipped: 1 },
    rollbackInfo: { rollbackDeploymentId: expect.any(String) as string },
  });
  await expect(codedeploy.refusal('StopDeployment', { deploymentId })).resolves.toBe(
    `DeploymentAlreadyCompletedException: The deployment ${deploymentId} is already completed with the status Stopped.`,
  );
});

test('stopping a deployment can exclude the rollback, whatever the configuration of its group', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1'], rollsBack('DEPLOYMENT_STOP_ON_REQUEST'));
  await codedeploy.over(await codedeploy.deploy('one'));
  codedeploy.agents.script = endless('Install', 'two');
  const stopped = async (more: object) => {
    const deploymentId = await codedeploy.deploy('two');
    await codedeploy.ask('StopDeployment', { deploymentId, ...more });
    return (await codedeploy.over(deploymentId)).rollbackInfo;
  };
  expect(await stopped({ autoRollbackEnabled: false })).toBeUndefined();
  const rolledBack = await stopped({});
  expect(rolledBack).toMatchObject({ rollbackDeploymentId: expect.any(String) as string });
  await codedeploy.over(rolledBack['rollbackDeploymentId']!);
});

test('when the gateway ends, scripts end and the instances are removed', async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1'], rollsBack('DEPLOYMENT_FAILURE'));
  await codedeploy.over(await codedeploy.deploy('one'));
  codedeploy.agents.script = endless('Install', 'two');
  const id = await codedeploy.deploy('two');
  await codedeploy.until(() => codedeploy.agents.asked.find(({ event, key }) => event === 'Install' && key === 'two'));
  await codedeploy.end();
  await expect(codedeploy.over(id)).resolves.toMatchObject({ status: 'Stopped' });
  expect(codedeploy.agents.removed).toEqual(['i-1']);
  expect(await codedeploy.others('codeDeployRollback')).toEqual([]);
});

test('an instance that waits to run scripts is skipped when the deployment is stopped', async () => {
  const instances = Array.from({ length: 9 }, (_, index) => `i-${index}`);
  codedeploy = await CodeDeployForTest.withGroup(instances);
  // Eight scripts run at a time, the ninth instance waits.
  let go = () => {};
  const released = new Promise<void>((resolve) => (go = resolve));
  codedeploy.agents.script = () => released;
  const deploymentId = await codedeploy.deploy('one');
  await codedeploy.until(() => codedeploy.agents.asked.length === 8);
  await codedeploy.ask('StopDeployment', { deploymentId });
  await codedeploy.until(async () => (await codedeploy.info(deploymentId)).deploymentOverview['Skipped'] === 1);
  go();
  await expect(codedeploy.over(deploymentId)).resolves.toMatchObject({ deploymentOverview: { Failed: 8, Skipped: 1 } });
});

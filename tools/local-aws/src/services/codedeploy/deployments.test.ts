import { CodeDeployForTest, web } from './testing/codedeploy-for-test';

let codedeploy: CodeDeployForTest;
beforeEach(async () => {
  codedeploy = await CodeDeployForTest.withGroup(['i-1', 'i-2']);
});
afterEach(() => codedeploy.end());

const zip = (key: string, more: object = {}) => {
  return { revisionType: 'S3', s3Location: { bucket: 'packages', key, bundleType: 'zip', ...more } };
};
const revision = zip('one');
const order = { ...web, revision };
const shop = { applicationName: 'shop' };

test.each([
  ['CreateDeployment', {}, 'ApplicationNameRequiredException: ApplicationName is required.'],
  [
    'CreateDeployment',
    { applicationName: 'no' },
    'ApplicationDoesNotExistException: No application found for name: no',
  ],
  ['CreateDeployment', shop, 'DeploymentGroupNameRequiredException: DeploymentGroupName is required.'],
  [
    'CreateDeployment',
    { ...shop, deploymentGroupName: 'no' },
    'DeploymentGroupDoesNotExistException: No Deployment Group found for name: no',
  ],
  ['CreateDeployment', web, 'RevisionRequiredException: Revision is required.'],
  [
    'CreateDeployment',
    { ...web, revision: { revisionType: 'GitHub' } },
    'InvalidRevisionException: The revision was specified in an invalid format: instances of the embedded AWS read revisions from S3 only, got "GitHub".',
  ],
  [
    'CreateDeployment',
    { ...web, revision: zip('') },
    'InvalidRevisionException: The revision was specified in an invalid format: an S3 location has a bucket and a key.',
  ],
  [
    'CreateDeployment',
    { ...web, revision: zip('one', { bundleType: 'tgz' }) },
    'InvalidRevisionException: The revision was specified in an invalid format: instances of the embedded AWS read a bundleType of zip only, got "tgz".',
  ],
  [
    'CreateDeployment',
    { ...order, deploymentConfigName: 'no' },
    'DeploymentConfigDoesNotExistException: No Deployment Configuration found for name: no',
  ],
  [
    'CreateDeployment',
    { ...order, targetInstances: {} },
    'InvalidTargetInstancesException: Target instances are for blue/green deployments only.',
  ],
  [
    'CreateDeployment',
    { ...order, ignoreApplicationStopFailures: 'yes' },
    'InvalidIgnoreApplicationStopFailuresValueException: ignoreApplicationStopFailures is true or false, got "yes"',
  ],
  [
    'CreateDeployment',
    { ...order, updateOutdatedInstancesOnly: 1 },
    'InvalidUpdateOutdatedInstancesOnlyValueException: updateOutdatedInstancesOnly is true or false, got 1',
  ],
  [
    'CreateDeployment',
    { ...order, fileExistsBehavior: 'KEEP' },
    'InvalidFileExistsBehaviorException: The file exists behavior is DISALLOW, OVERWRITE or RETAIN, got KEEP',
  ],
  [
    'CreateDeployment',
    { ...order, autoRollbackConfiguration: { enabled: true, events: [] } },
    'InvalidAutoRollbackConfigException: The automatic rollback configuration was specified in an invalid format: if it is enabled, its events are one or several of DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM, DEPLOYMENT_STOP_ON_REQUEST, got none.',
  ],
  [
    'CreateDeployment',
    { ...order, overrideAlarmConfiguration: { enabled: true, alarms: [] } },
    'InvalidAlarmConfigException: The alarm configuration is enabled, and names no alarm.',
  ],
  [
    'CreateDeployment',
    { ...order, overrideAlarmConfiguration: { enabled: true, alarms: Array<object>(11).fill({ name: 'a' }) } },
    'AlarmsLimitExceededException: There are at most 10 alarms for a deployment.',
  ],
  ['GetDeployment', {}, 'DeploymentIdRequiredException: DeploymentId is required.'],
  [
    'GetDeployment',
    { deploymentId: 'bogus' },
    'InvalidDeploymentIdException: Specified DeploymentId is not in the valid format: bogus',
  ],
  [
    'GetDeployment',
    { deploymentId: 'd-ABCDEFGHI' },
    'DeploymentDoesNotExistException: The deployment d-ABCDEFGHI could not be found',
  ],
  ['BatchGetDeployments', {}, 'DeploymentIdRequiredException: DeploymentId is required.'],
  [
    'BatchGetDeployments',
    { deploymentIds: Array<string>(26).fill('d-ABCDEFGHI') },
    'BatchLimitExceededException: At most 25 deployments at a time.',
  ],
  ['ListDeployments', shop, 'DeploymentGroupNameRequiredException: DeploymentGroupName is required.'],
  [
    'ListDeployments',
    { includeOnlyStatuses: ['Done'] },
    'InvalidDeploymentStatusException: Done is not one of Created, Queued, InProgress, Baking, Succeeded, Failed, Stopped, Ready',
  ],
  [
    'ListDeployments',
    { createTimeRange: { start: 2, end: 1 } },
    'InvalidTimeRangeException: The time range begins at 2, and ends before, at 1.',
  ],
  [
    'ListDeployments',
    { nextToken: 'x' },
    'InvalidNextTokenException: The next token was not issued by the embedded AWS: x',
  ],
  [
    'GetApplicationRevision',
    { ...shop, revision },
    'RevisionDoesNotExistException: No application revision found for s3://packages/one of shop',
  ],
  ['BatchGetApplicationRevisions', shop, 'RevisionRequiredException: Revision is required.'],
  [
    'ListApplicationRevisions',
    { ...shop, sortBy: 'name' },
    'InvalidSortByException: The sort by value is not one of registerTime, firstUsedTime, lastUsedTime: name',
  ],
])('%s %j is refused: %s', async (action, body, refusal) => {
  await expect(codedeploy.refusal(action, body)).resolves.toBe(refusal);
});

test('an invalid query for the instances of a deployment is refused by name', async () => {
  const deploymentId = await codedeploy.deploy('one');
  const refused = (action: string, body: object) => codedeploy.refusal(action, { deploymentId, ...body });
  await expect(refused('ListDeploymentTargets', {})).resolves.toBe(
    `DeploymentNotStartedException: The deployment ${deploymentId} has not started.`,
  );
  await codedeploy.over(deploymentId);
  await expect(refused('GetDeploymentTarget', {})).resolves.toBe(
    'DeploymentTargetIdRequiredException: targetId is required.',
  );
  await expect(refused('GetDeploymentTarget', { targetId: 'i-9' })).resolves.toBe(
    `DeploymentTargetDoesNotExistException: The instance i-9 is not part of the deployment ${deploymentId}`,
  );
  await expect(refused('GetDeploymentInstance', { instanceId: 'i-9' })).resolves.toBe(
    `InstanceDoesNotExistException: The instance i-9 is not part of the deployment ${deploymentId}`,
  );
  await expect(refused('BatchGetDeploymentTargets', { targetIds: [] })).resolves.toBe(
    'DeploymentTargetIdRequiredException: targetIds is required.',
  );
  await expect(refused('BatchGetDeploymentTargets', { targetIds: Array<string>(26).fill('i-1') })).resolves.toBe(
    'DeploymentTargetListSizeExceededException: At most 25 of targetIds at a time, got 26.',
  );
  await expect(refused('ListDeploymentInstances', { instanceStatusFilter: ['Done'] })).resolves.toBe(
    'InvalidInstanceStatusException: Done is not one of Pending, InProgress, Succeeded, Failed, Skipped, Unknown, Ready',
  );
  await expect(refused('ListDeploymentTargets', { targetFilters: { Name: ['a'] } })).resolves.toBe(
    'InvalidTargetFilterNameException: Name is not a filter of targets.',
  );
  await expect(refused('PutLifecycleEventHookExecutionStatus', { status: 'Succeeded' })).resolves.toBe(
    'UnsupportedActionForDeploymentTypeException: Hooks of a deployment to EC2 instances are scripts: their status is set by the agent.',
  );
});

test('a revision is registered by hand or by its first deployment, and knows the groups to which it was deployed', async () => {
  await codedeploy.ask('RegisterApplicationRevision', { ...shop, revision: zip('two'), description: 'second' });
  await codedeploy.over(await codedeploy.deploy('one'));
  await expect(codedeploy.ask('GetApplicationRevision', { ...shop, revision: zip('two') })).resolves.toEqual({
    applicationName: 'shop',
    revision: zip('two'),
    revisionInfo: { description: 'second', registerTime: expect.any(Number) as number, deploymentGroups: [] },
  });
  const asked = { ...shop, revisions: [zip('one'), zip('never')] };
  await expect(codedeploy.ask('BatchGetApplicationRevisions', asked)).resolves.toMatchObject({
    revisions: [{ revisionLocation: zip('one'), genericRevisionInfo: { deploymentGroups: ['web'] } }],
  });
  const listed = async (filter: object) =>
    (await codedeploy.ask('ListApplicationRevisions', { ...shop, ...filter }))['revisions'];
  expect(await listed({})).toEqual([zip('two'), zip('one')]);
  expect(await listed({ sortBy: 'registerTime', sortOrder: 'descending' })).toHaveLength(2);
  expect(await listed({ deployed: 'include' })).toEqual([zip('one')]);
  expect(await listed({ deployed: 'exclude' })).toEqual([zip('two')]);
  expect(await listed({ s3Bucket: 'packages', s3KeyPrefix: 'tw' })).toEqual([zip('two')]);
  expect(await listed({ s3Bucket: 'others' })).toEqual([]);
  await expect(codedeploy.refusal('ListApplicationRevisions', { ...shop, s3KeyPrefix: 'tw' })).resolves.toBe(
    'BucketNameFilterRequiredException: A bucket name is required, but was not provided.',
  );
});

test('deployments are listed newest first, and found by state, time and group', async () => {
  const listed = async (filter: object) => (await codedeploy.ask('ListDeployments', filter))['deployments'];
  const first = await codedeploy.deploy('one');
  await codedeploy.over(first);
  codedeploy.agents.script = () => Promise.resolve({ errorCode: 'ScriptFailed' });
  const second = await codedeploy.deploy('two');
  const { createTime } = await codedeploy.over(second);
  expect(await listed({})).toEqual([second, first]);
  expect(await listed(web)).toEqual([second, first]);
  expect(await listed({ includeOnlyStatuses: ['Succeeded'] })).toEqual([first]);
  expect(await listed({ createTimeRange: { start: createTime } })).toContain(second);
  expect(await listed({ createTimeRange: { end: 1 } })).toEqual([]);
  const { deploymentsInfo } = await codedeploy.ask('BatchGetDeployments', { deploymentIds: [first, second] });
  expect(deploymentsInfo).toMatchObject([{ status: 'Succeeded' }, { status: 'Failed' }]);
});

test('a long list comes in pages', async () => {
  for (let count = 0; count < 101; count += 1) await codedeploy.over(await codedeploy.deploy('one'));
  const first = await codedeploy.ask('ListDeployments', web);
  expect(first['deployments']).toHaveLength(100);
  const second = await codedeploy.ask('ListDeployments', { ...web, nextToken: first['nextToken'] });
  expect(second['deployments']).toHaveLength(1);
  expect(second['nextToken']).toBeUndefined();
});

test('the events on instances are returned under both their names', async () => {
  codedeploy.agents.script = ({ instanceId, event }) =>
    instanceId === 'i-2' && event === 'Install' ? Promise.resolve({ errorCode: 'ScriptFailed' }) : undefined;
  const deploymentId = await codedeploy.deploy('one');
  await codedeploy.over(deploymentId);
  const arn = 'arn:aws:ec2:eu-west-1:111111111111:instance/i-2';
  await expect(
    codedeploy.ask('BatchGetDeploymentTargets', { deploymentId, targetIds: ['i-1', 'i-2'] }),
  ).resolves.toMatchObject({
    deploymentTargets: [
      { deploymentTargetType: 'InstanceTarget', instanceTarget: { targetId: 'i-1', status: 'Succeeded' } },
      { instanceTarget: { targetId: 'i-2', targetArn: arn, status: 'Failed' } },
    ],
  });
  await expect(
    codedeploy.ask('ListDeploymentTargets', { deploymentId, targetFilters: { TargetStatus: ['Failed'] } }),
  ).resolves.toEqual({ targetIds: ['i-2'] });
  const filter = { deploymentId, instanceStatusFilter: ['Succeeded'] };
  await expect(codedeploy.ask('ListDeploymentInstances', filter)).resolves.toEqual({ instancesList: ['i-1'] });
  await expect(codedeploy.ask('GetDeploymentInstance', { deploymentId, instanceId: arn })).resolves.toMatchObject({
    instanceSummary: { instanceId: arn, status: 'Failed' },
  });
  const both = { deploymentId, instanceIds: ['i-1', 'i-2'] };
  await expect(codedeploy.ask('BatchGetDeploymentInstances', both)).resolves.toMatchObject({
    instancesSummary: [{ status: 'Succeeded' }, { status: 'Failed' }],
  });
});

test('a renamed application keeps its revisions, and its deployments have its new name', async () => {
  const deploymentId = await codedeploy.deploy('one');
  await codedeploy.over(deploymentId);
  await codedeploy.ask('UpdateApplication', { applicationName: 'shop', newApplicationName: 'store' });
  await expect(codedeploy.info(deploymentId)).resolves.toMatchObject({ applicationName: 'store' });
  await expect(codedeploy.ask('ListApplicationRevisions', { applicationName: 'store' })).resolves.toEqual({
    revisions: [revision],
  });
});

import { GatewayForTest } from '../../testing/fake-moto';

let gateway: GatewayForTest;
beforeEach(async () => {
  gateway = await GatewayForTest.before();
});
afterEach(() => gateway.close());

const ask = async (action: string, body: object, account?: string): Promise<unknown> =>
  (await gateway.json('codedeploy', action, body, account)).json();

const group = { applicationName: 'shop', deploymentGroupName: 'web', serviceRoleArn: 'arn:aws:iam::1:role/r' };

test('an application is returned with its times as numbers', async () => {
  await ask('CreateApplication', { applicationName: 'shop' });
  await expect(ask('GetApplication', { applicationName: 'shop' })).resolves.toMatchObject({
    application: { applicationName: 'shop', computePlatform: 'Server', createTime: expect.any(Number) as number },
  });
});

test('a deployment group is returned as it was written, its Auto Scaling groups with their hooks', async () => {
  const written = {
    ec2TagFilters: [{ Key: 'Name', Type: 'KEY_AND_VALUE', Value: 'web' }],
    loadBalancerInfo: { targetGroupInfoList: [{ name: 'web' }] },
    alarmConfiguration: { enabled: true, alarms: [{ name: 'errors' }] },
    autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE'] },
    triggerConfigurations: [{ triggerName: 't', triggerTargetArn: 'arn', triggerEvents: ['DeploymentFailure'] }],
    terminationHookEnabled: true,
    outdatedInstancesStrategy: 'IGNORE',
    deploymentConfigName: 'CodeDeployDefault.HalfAtATime',
  };
  await ask('CreateApplication', { applicationName: 'shop' });
  await ask('CreateDeploymentGroup', { ...group, ...written, autoScalingGroups: ['asg'] });
  await expect(ask('GetDeploymentGroup', group)).resolves.toMatchObject({
    deploymentGroupInfo: { ...written, autoScalingGroups: [{ name: 'asg', hook: expect.any(String) as string }] },
  });
});

test('a deployment group without alarms returns them as disabled', async () => {
  await ask('CreateApplication', { applicationName: 'shop' });
  await ask('CreateDeploymentGroup', { ...group, alarmConfiguration: {} });
  await expect(ask('GetDeploymentGroup', group)).resolves.toMatchObject({
    deploymentGroupInfo: { alarmConfiguration: { enabled: false, ignorePollAlarmFailure: false, alarms: [] } },
  });
});

test('a renamed resource keeps its tags, also the groups of an application', async () => {
  const Tags = [{ Key: 'Team', Value: 'delivery' }];
  const tagsOf = async (what: string) =>
    await ask('ListTagsForResource', { ResourceArn: `arn:aws:codedeploy:eu-west-1:111111111111:${what}` });
  await ask('CreateApplication', { applicationName: 'shop', tags: Tags });
  await ask('CreateDeploymentGroup', { ...group, tags: Tags });
  await ask('UpdateApplication', { applicationName: 'shop', newApplicationName: 'store' });
  expect([await tagsOf('application:store'), await tagsOf('deploymentgroup:store/web')]).toEqual([{ Tags }, { Tags }]);
  expect(await tagsOf('deploymentgroup:shop/web')).toEqual({ Tags: [] });
  const update = { applicationName: 'store', currentDeploymentGroupName: 'web', newDeploymentGroupName: 'site' };
  await ask('UpdateDeploymentGroup', update);
  expect(await tagsOf('deploymentgroup:store/site')).toEqual({ Tags });
});

test('an update changes what it names and keeps the rest', async () => {
  await ask('CreateApplication', { applicationName: 'shop' });
  await ask('CreateDeploymentGroup', { ...group, outdatedInstancesStrategy: 'IGNORE' });
  const update = { applicationName: 'shop', currentDeploymentGroupName: 'web', newDeploymentGroupName: 'site' };
  await ask('UpdateDeploymentGroup', { ...update, terminationHookEnabled: true });
  await expect(ask('GetDeploymentGroup', { ...group, deploymentGroupName: 'site' })).resolves.toMatchObject({
    deploymentGroupInfo: { outdatedInstancesStrategy: 'IGNORE', terminationHookEnabled: true },
  });
});

test.each([
  [
    'GetApplication',
    { applicationName: 'no' },
    'ApplicationDoesNotExistException',
    'No application found for name: no',
  ],
  [
    'GetDeploymentGroup',
    { ...group, deploymentGroupName: 'no' },
    'DeploymentGroupDoesNotExistException',
    'No Deployment Group found for name: no',
  ],
  [
    'GetDeploymentConfig',
    { deploymentConfigName: 'no' },
    'DeploymentConfigDoesNotExistException',
    'No Deployment Configuration found for name: no',
  ],
  [
    'CreateDeploymentGroup',
    { ...group, deploymentConfigName: 'no' },
    'DeploymentConfigDoesNotExistException',
    'No Deployment Configuration found for name: no',
  ],
  [
    'CreateApplication',
    { applicationName: 'shop' },
    'ApplicationAlreadyExistsException',
    'Application already exists with name: shop',
  ],
  [
    'UpdateApplication',
    { applicationName: 'shop', newApplicationName: 'shop' },
    'ApplicationAlreadyExistsException',
    'Application already exists with name: shop',
  ],
  ['CreateApplication', {}, 'ApplicationNameRequiredException', 'ApplicationName is required.'],
  [
    'CreateDeploymentConfig',
    { deploymentConfigName: 'CodeDeployDefault.AllAtOnce' },
    'DeploymentConfigAlreadyExistsException',
    'Deployment configuration already exists',
  ],
  [
    'DeleteDeploymentConfig',
    { deploymentConfigName: 'CodeDeployDefault.AllAtOnce' },
    'InvalidOperationException',
    'is a predefined configuration',
  ],
  ['StopEverything', {}, 'NotImplementedByEmbeddedAws', 'The embedded AWS does not know codedeploy:StopEverything'],
])('%s %j is refused with %s', async (action, body, code, message) => {
  await ask('CreateApplication', { applicationName: 'shop' });
  await expect(ask(action, body)).resolves.toMatchObject({
    __type: code,
    message: expect.stringContaining(message) as string,
  });
});

test('a group of that name, or a configuration in use, is refused', async () => {
  await ask('CreateApplication', { applicationName: 'shop' });
  await ask('CreateDeploymentConfig', { deploymentConfigName: 'mine' });
  await ask('CreateDeploymentGroup', { ...group, deploymentConfigName: 'mine' });
  await expect(ask('CreateDeploymentGroup', group)).resolves.toMatchObject({
    __type: 'DeploymentGroupAlreadyExistsException',
    message: 'Deployment group already exists with name: web',
  });
  await expect(ask('DeleteDeploymentConfig', { deploymentConfigName: 'mine' })).resolves.toMatchObject({
    __type: 'DeploymentConfigInUseException',
    message: 'The deployment configuration mine is in use.',
  });
});

test('tags are added, replaced and removed', async () => {
  await ask('CreateApplication', { applicationName: 'shop', tags: [{ Key: 'a', Value: '1' }] });
  const ResourceArn = 'arn:aws:codedeploy:eu-west-1:111111111111:application:shop';
  await ask('TagResource', {
    ResourceArn,
    Tags: [
      { Key: 'a', Value: '2' },
      { Key: 'b', Value: '3' },
    ],
  });
  await ask('UntagResource', { ResourceArn, TagKeys: ['b'] });
  await expect(ask('ListTagsForResource', { ResourceArn })).resolves.toEqual({ Tags: [{ Key: 'a', Value: '2' }] });
});

test('accounts do not see each other', async () => {
  await ask('CreateApplication', { applicationName: 'shop' });
  await expect(ask('ListApplications', {}, '222222222222')).resolves.toEqual({ applications: [] });
});

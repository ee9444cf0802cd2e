import { GatewayForTest } from '../../testing/fake-moto';
import { request } from './testing/request';

let gateway: GatewayForTest;
beforeEach(async () => {
  gateway = await GatewayForTest.before();
});
afterEach(() => gateway.close());

type Answer = Record<string, unknown>;
const ask = async (action: string, body: object): Promise<Answer> =>
  (await gateway.json('elasticmapreduce', action, body)).json() as Promise<Answer>;

const run = async (more: object = {}): Promise<string> =>
  (await ask('RunJobFlow', { ...request, ...more }))['JobFlowId'] as string;
const describeCluster = async (ClusterId: string): Promise<Answer> =>
  (await ask('DescribeCluster', { ClusterId }))['Cluster'] as Answer;

describe('a cluster', () => {
  test('is returned as it was written, and waits for work at once', async () => {
    const id = await run({ LogEncryptionKmsKeyId: 'key', AutoTerminationPolicy: { IdleTimeout: 60 } });
    expect(await describeCluster(id)).toMatchObject({
      Id: id,
      ClusterArn: `arn:aws:elasticmapreduce:eu-west-1:111111111111:cluster/${id}`,
      Name: 'hadoop',
      ReleaseLabel: 'emr-7.12.0',
      Status: { State: 'WAITING' },
      InstanceCollectionType: 'INSTANCE_FLEET',
      LogEncryptionKmsKeyId: 'key',
      Applications: [{ Name: 'Hadoop' }],
      Tags: [{ Key: 'a', Value: '1' }],
      TerminationProtected: false,
      UnhealthyNodeReplacement: true,
      AutoTerminate: false,
      StepConcurrencyLevel: 1,
      Ec2InstanceAttributes: {
        IamInstanceProfile: 'nodes',
        Ec2SubnetId: 'subnet-1',
        RequestedEc2SubnetIds: ['subnet-1', 'subnet-2'],
        EmrManagedMasterSecurityGroup: 'sg-1',
      },
    });
    expect(await ask('ListBootstrapActions', { ClusterId: id })).toEqual({
      BootstrapActions: [{ Name: 'setup', ScriptPath: 's3://b/setup.sh', Args: ['x'] }],
    });
    expect(await ask('ListSteps', { ClusterId: id })).toEqual({ Steps: [] });
    expect(await ask('GetAutoTerminationPolicy', { ClusterId: id })).toEqual({
      AutoTerminationPolicy: { IdleTimeout: 60 },
    });
  });

  test('changes its settings and tags while it runs', async () => {
    const id = await run();
    const JobFlowIds = [id];
    await ask('SetTerminationProtection', { JobFlowIds, TerminationProtected: true });
    await ask('SetUnhealthyNodeReplacement', { JobFlowIds, UnhealthyNodeReplacement: false });
    await ask('SetVisibleToAllUsers', { JobFlowIds, VisibleToAllUsers: true });
    await ask('ModifyCluster', { ClusterId: id, StepConcurrencyLevel: 3 });
    await ask('AddTags', {
      ResourceId: id,
      Tags: [
        { Key: 'b', Value: '2' },
        { Key: 'a', Value: '9' },
      ],
    });
    await ask('RemoveTags', { ResourceId: id, TagKeys: ['b'] });
    expect(await describeCluster(id)).toMatchObject({
      TerminationProtected: true,
      UnhealthyNodeReplacement: false,
      VisibleToAllUsers: true,
      StepConcurrencyLevel: 3,
      Tags: [{ Key: 'a', Value: '9' }],
    });
  });

  test('has its policies until they are removed', async () => {
    const ClusterId = await run();
    for (const [name, policy] of [
      ['ManagedScalingPolicy', { ComputeLimits: { UnitType: 'InstanceFleetUnits' } }],
      ['AutoTerminationPolicy', { IdleTimeout: 3600 }],
    ] as const) {
      await ask(`Put${name}`, { ClusterId, [name]: policy });
      expect(await ask(`Get${name}`, { ClusterId })).toEqual({ [name]: policy });
      await ask(`Remove${name}`, { ClusterId });
      expect(await ask(`Get${name}`, { ClusterId })).toEqual({});
    }
  });

  test('ends, is listed as ended, and cannot be changed any more', async () => {
    const [ended, living] = [await run(), await run()];
    await ask('TerminateJobFlows', { JobFlowIds: [ended] });
    const listed = async (...ClusterStates: string[]) =>
      ((await ask('ListClusters', { ClusterStates }))['Clusters'] as { Id: string }[]).map(({ Id }) => Id);
    expect(await listed('WAITING')).toEqual([living]);
    expect(await listed()).toEqual([ended, living]);
    expect(await ask('ModifyCluster', { ClusterId: ended, StepConcurrencyLevel: 2 })).toMatchObject({
      __type: 'ValidationException',
      message: 'A job flow that is shutting down, terminated, or finished may not be modified.',
    });
  });

  test('that is protected does not end', async () => {
    const id = await run({ Instances: { ...request.Instances, TerminationProtected: true } });
    expect(await ask('TerminateJobFlows', { JobFlowIds: [id] })).toMatchObject({
      __type: 'ValidationException',
      message: 'Could not shut down one or more job flows since they are termination protected.',
    });
    expect(await describeCluster(id)).toMatchObject({ Status: { State: 'WAITING' } });
  });
});

describe('fleets', () => {
  const fleetsOf = async (ClusterId: string) =>
    (await ask('ListInstanceFleets', { ClusterId }))['InstanceFleets'] as Answer[];

  test('are as large as requested, and list each volume separately', async () => {
    const fleets = await fleetsOf(await run());
    const volume = { VolumeSpecification: { VolumeType: 'gp3', SizeInGB: 64 } };
    expect(fleets).toMatchObject([
      { InstanceFleetType: 'MASTER', ProvisionedOnDemandCapacity: 1, ProvisionedSpotCapacity: 0 },
      {
        Name: 'core',
        Status: { State: 'RUNNING' },
        ProvisionedOnDemandCapacity: 2,
        InstanceTypeSpecifications: [{ InstanceType: 'm7g.xlarge', EbsBlockDevices: [volume, volume] }],
      },
    ]);
  });

  test('of tasks can be added later, once, and change their size', async () => {
    const ClusterId = await run();
    const InstanceFleet = { InstanceFleetType: 'TASK', TargetSpotCapacity: 1 };
    const { InstanceFleetId } = await ask('AddInstanceFleet', { ClusterId, InstanceFleet });
    await ask('ModifyInstanceFleet', { ClusterId, InstanceFleet: { InstanceFleetId, TargetSpotCapacity: 4 } });
    const [, , task] = await fleetsOf(ClusterId);
    expect(task).toMatchObject({ Id: InstanceFleetId, TargetSpotCapacity: 4, ProvisionedSpotCapacity: 4 });
    expect(await ask('ModifyInstanceFleet', { ClusterId, InstanceFleet: { InstanceFleetId: 'if-1' } })).toMatchObject({
      message: "Instance fleet id 'if-1' is not valid.",
    });
    expect(await ask('AddInstanceFleet', { ClusterId, InstanceFleet })).toMatchObject({
      message: 'The cluster already has a TASK instance fleet: it can have one of each kind.',
    });
  });
});

test('a security configuration exists from its creation to its deletion', async () => {
  const named = { Name: 'tls' };
  await ask('CreateSecurityConfiguration', { ...named, SecurityConfiguration: '{}' });
  expect(await ask('DescribeSecurityConfiguration', named)).toMatchObject({ Name: 'tls', SecurityConfiguration: '{}' });
  expect(await ask('ListSecurityConfigurations', {})).toMatchObject({ SecurityConfigurations: [named] });
  expect(await ask('CreateSecurityConfiguration', named)).toMatchObject({
    message: "Security configuration with name 'tls' already exists.",
  });
  await expect(run({ SecurityConfiguration: 'tls' })).resolves.toMatch(/^j-/);
  await ask('DeleteSecurityConfiguration', named);
  expect(await ask('DescribeSecurityConfiguration', named)).toMatchObject({
    message: "Security configuration with name 'tls' does not exist.",
  });
});

test.each([
  ['DescribeCluster', { ClusterId: 'j-none' }, "Cluster id 'j-none' is not valid."],
  ['TerminateJobFlows', { JobFlowIds: ['j-none'] }, "Cluster id 'j-none' is not valid."],
  ['ListInstanceGroups', { ClusterId: 'j-none' }, 'Instance fleets and instance groups are mutually exclusive.'],
  [
    'RunJobFlow',
    { ...request, SecurityConfiguration: 'none' },
    "Security configuration with name 'none' does not exist.",
  ],
  [
    'RunJobFlow',
    { ...request, Instances: { InstanceGroups: [] } },
    'The embedded AWS knows EMR clusters with instance fleets only: use InstanceFleets.',
  ],
])('%s with %j is refused', async (action, body, message) => {
  await expect(ask(action, body)).resolves.toMatchObject({ message });
});

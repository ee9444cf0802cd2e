import {
  AutoScalingClient,
  CancelInstanceRefreshCommand,
  CreateAutoScalingGroupCommand,
  DeleteLifecycleHookCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeInstanceRefreshesCommand,
  DetachInstancesCommand,
  EnterStandbyCommand,
  ExitStandbyCommand,
  PutLifecycleHookCommand,
  RollbackInstanceRefreshCommand,
  SetInstanceHealthCommand,
  SetInstanceProtectionCommand,
  StartInstanceRefreshCommand,
  UpdateAutoScalingGroupCommand,
  type StartInstanceRefreshCommandInput,
} from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteSecurityGroupCommand,
  EC2Client,
  ModifyInstanceAttributeCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateTargetGroupCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { assumeEmbeddedAccount } from '../../account';
import { embeddedEndpoint } from '../../address';
import { startEmbeddedAws, stopEmbeddedAws } from '../../daemon';

const AutoScalingGroupName = 'web';
let ec2: EC2Client;
let scaling: AutoScalingClient;
let balancing: ElasticLoadBalancingV2Client;
let cloudWatch: CloudWatchClient;
let LaunchTemplateId: string;
let targets: string;
const firewalls: string[] = [];

beforeAll(async () => {
  process.env['EMBEDDED_AWS_PORT'] = '4649';
  await stopEmbeddedAws();
  await startEmbeddedAws();
  const credentials = await assumeEmbeddedAccount('444455556666');
  const client = { endpoint: embeddedEndpoint(), region: 'eu-west-1', credentials };
  ec2 = new EC2Client(client);
  scaling = new AutoScalingClient(client);
  balancing = new ElasticLoadBalancingV2Client(client);
  cloudWatch = new CloudWatchClient(client);
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const VpcId = Vpc!.VpcId!;
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.0.0/24' }));
  for (const GroupName of ['first', 'second']) {
    const made = await ec2.send(new CreateSecurityGroupCommand({ GroupName, Description: GroupName, VpcId }));
    firewalls.push(made.GroupId!);
  }
  const UserData = Buffer.from('#!/bin/sh').toString('base64');
  const of = (group: string) => ({ ImageId: 'ami-0abcdef1234567890', SecurityGroupIds: [group], UserData });
  const made = await ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: 'web',
      LaunchTemplateData: { ...of(firewalls[0]!), InstanceType: 't3.nano' },
    }),
  );
  LaunchTemplateId = made.LaunchTemplate!.LaunchTemplateId!;
  await ec2.send(
    new CreateLaunchTemplateVersionCommand({
      LaunchTemplateId,
      LaunchTemplateData: { ...of(firewalls[1]!), InstanceType: 't3.micro' },
    }),
  );
  const { TargetGroups } = await balancing.send(
    new CreateTargetGroupCommand({ Name: 'web', Protocol: 'HTTP', Port: 80, VpcId }),
  );
  targets = TargetGroups![0]!.TargetGroupArn!;
  await scaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName,
      MinSize: 2,
      MaxSize: 2,
      VPCZoneIdentifier: Subnet!.SubnetId!,
      LaunchTemplate: { LaunchTemplateId, Version: '1' },
      TargetGroupARNs: [targets],
    }),
  );
});

afterAll(() => stopEmbeddedAws());

async function instances() {
  const { AutoScalingGroups } = await scaling.send(new DescribeAutoScalingGroupsCommand({}));
  return AutoScalingGroups![0]!
    .Instances!.map((one) => ({
      id: one.InstanceId!,
      version: one.LaunchTemplate?.Version,
      type: one.InstanceType,
    }))
    .sort((a, b) => a.id.localeCompare(b.id));
}

const idsOf = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id);

async function refreshed(more: Partial<StartInstanceRefreshCommandInput>) {
  const command = new StartInstanceRefreshCommand({ AutoScalingGroupName, Strategy: 'Rolling', ...more });
  const { InstanceRefreshId } = await scaling.send(command);
  const { InstanceRefreshes } = await scaling.send(
    new DescribeInstanceRefreshesCommand({ AutoScalingGroupName, InstanceRefreshIds: [InstanceRefreshId!] }),
  );
  return InstanceRefreshes![0]!;
}

async function registered() {
  const { TargetHealthDescriptions } = await balancing.send(
    new DescribeTargetHealthCommand({ TargetGroupArn: targets }),
  );
  return TargetHealthDescriptions!.map(({ Target }) => Target!.Id!).sort();
}

const second = () => ({ LaunchTemplate: { LaunchTemplateId, Version: '2' } });

test('a refresh ends each instance, and its successor matches the desired template, and gets traffic', async () => {
  const before = await instances();
  const refresh = await refreshed({ Preferences: { AutoRollback: true }, DesiredConfiguration: second() });
  expect(refresh).toMatchObject({ Status: 'Successful', PercentageComplete: 100, InstancesToUpdate: 0 });
  const after = await instances();
  expect(after.map(({ version, type }) => [version, type])).toEqual([
    ['2', 't3.micro'],
    ['2', 't3.micro'],
  ]);
  expect(idsOf(after).filter((id) => idsOf(before).includes(id))).toEqual([]);
  expect(await registered()).toEqual(idsOf(after));
  // The users of the security group of the first version are gone.
  await ec2.send(new DeleteSecurityGroupCommand({ GroupId: firewalls[0]! }));
});

test('a group that becomes smaller and larger has its instances in its target groups, and no others', async () => {
  for (const MinSize of [1, 2]) {
    const sizes = { MinSize, MaxSize: MinSize, DesiredCapacity: MinSize };
    await scaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, ...sizes }));
    expect(await instances()).toHaveLength(MinSize);
    expect(await registered()).toEqual(idsOf(await instances()));
  }
  await ec2.send(new TerminateInstancesCommand({ InstanceIds: [idsOf(await instances())[0]!] }));
  expect(await instances()).toHaveLength(2);
  expect(await registered()).toEqual(idsOf(await instances()));
});

test('a refresh skips instances that match already, if it is configured so', async () => {
  const before = await instances();
  await refreshed({ Preferences: { SkipMatching: true } });
  expect(await instances()).toEqual(before);
  await refreshed({});
  expect(idsOf(await instances()).filter((id) => idsOf(before).includes(id))).toEqual([]);
});

test.each([
  ['of a group that is not there', { AutoScalingGroupName: 'none' }, 'AutoScalingGroup none not found'],
  ['that is to go back, and does not say from what', { Preferences: { AutoRollback: true } }, 'DesiredConfiguration'],
])('a refresh %s is refused', async (_what, more, says) => {
  const before = await instances();
  const refusal = refreshed(more);
  await expect(refusal).rejects.toMatchObject({ name: 'ValidationError' });
  await expect(refusal).rejects.toThrow(says);
  expect(await instances()).toEqual(before);
});

test('a refresh ends an instance that is protected from termination', async () => {
  const [InstanceId] = idsOf(await instances());
  const attribute = { InstanceId, DisableApiTermination: { Value: true } };
  await ec2.send(new ModifyInstanceAttributeCommand(attribute));
  expect(await refreshed({})).toMatchObject({ Status: 'Successful' });
  expect(idsOf(await instances())).not.toContain(InstanceId);
});

const described = async () =>
  (await scaling.send(new DescribeInstanceRefreshesCommand({ AutoScalingGroupName }))).InstanceRefreshes![0]!;
const protect = (ids: readonly string[], ProtectedFromScaleIn: boolean) =>
  scaling.send(new SetInstanceProtectionCommand({ AutoScalingGroupName, InstanceIds: [...ids], ProtectedFromScaleIn }));

test('a refresh waits for an instance that is protected from scale-in, and continues when it no longer is', async () => {
  const [first, other] = idsOf(await instances()) as [string, string];
  await protect([first], true);
  const waiting = await refreshed({});
  expect(waiting).toMatchObject({ Status: 'InProgress', PercentageComplete: 50, InstancesToUpdate: 1 });
  expect(waiting.StatusReason).toContain(first);
  const present = idsOf(await instances());
  expect([present.includes(first), present.includes(other)]).toEqual([true, false]);
  await expect(refreshed({})).rejects.toMatchObject({ name: 'InstanceRefreshInProgressFault' });
  await protect([first], false);
  expect(await described()).toMatchObject({ Status: 'Successful', PercentageComplete: 100 });
  expect(idsOf(await instances())).not.toContain(first);
});

test.each([
  ['replaces it', 'Refresh', false],
  ['leaves it alone', 'Ignore', true],
] as const)('a refresh that does not wait for a protected instance %s', async (_what, wish, stays) => {
  const [first] = idsOf(await instances()) as [string];
  await protect([first], true);
  const refresh = await refreshed({ Preferences: { ScaleInProtectedInstances: wish } });
  expect(refresh).toMatchObject({ Status: 'Successful' });
  expect(idsOf(await instances()).includes(first)).toBe(stays);
  if (stays) await protect([first], false);
});

const versions = async () => (await instances()).map(({ version }) => version);
const toFirst = () => ({ LaunchTemplate: { LaunchTemplateId, Version: '1' } });

test('a refresh that is rolled back restores the configuration of the group, and replaces its own instances', async () => {
  const before = await versions();
  const [first] = idsOf(await instances()) as [string];
  await ec2.send(
    new CreateLaunchTemplateVersionCommand({
      LaunchTemplateId,
      LaunchTemplateData: { ImageId: 'ami-0abcdef1234567890', InstanceType: 't3.small' },
    }),
  );
  await protect([first], true);
  const third = { LaunchTemplate: { LaunchTemplateId, Version: '3' } };
  await refreshed({ DesiredConfiguration: third });
  expect((await versions()).sort()).toEqual(['2', '3']);
  await scaling.send(new RollbackInstanceRefreshCommand({ AutoScalingGroupName }));
  expect(await described()).toMatchObject({
    Status: 'RollbackSuccessful',
    RollbackDetails: { InstancesToUpdateOnRollback: 1 },
  });
  expect(await versions()).toEqual(before);
  expect(idsOf(await instances())).toContain(first);
  await refreshed({});
  await scaling.send(new CancelInstanceRefreshCommand({ AutoScalingGroupName }));
  expect(await described()).toMatchObject({ Status: 'Cancelled' });
  await protect([first], false);
  const over = new RollbackInstanceRefreshCommand({ AutoScalingGroupName });
  await expect(scaling.send(over)).rejects.toMatchObject({ name: 'ActiveInstanceRefreshNotFoundFault' });
});

test('a refresh with an active alarm fails, or is rolled back if that is configured', async () => {
  const before = idsOf(await instances());
  const alarm = { AlarmName: 'errors', MetricName: 'e', Namespace: 'n', Period: 60, EvaluationPeriods: 1 };
  await cloudWatch.send(
    new PutMetricAlarmCommand({ ...alarm, Statistic: 'Sum', Threshold: 1, ComparisonOperator: 'GreaterThanThreshold' }),
  );
  const ring = { AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'Rings.' } as const;
  await cloudWatch.send(new SetAlarmStateCommand(ring));
  const AlarmSpecification = { Alarms: ['errors'] };
  expect(await refreshed({ Preferences: { AlarmSpecification } })).toMatchObject({ Status: 'Failed' });
  const back = { Preferences: { AlarmSpecification, AutoRollback: true }, DesiredConfiguration: toFirst() };
  const refresh = await refreshed(back);
  expect(refresh).toMatchObject({ Status: 'RollbackSuccessful' });
  expect(refresh.RollbackDetails?.RollbackReason).toContain('errors');
  const { AutoScalingGroups } = await scaling.send(new DescribeAutoScalingGroupsCommand({}));
  expect(AutoScalingGroups![0]!.LaunchTemplate).toMatchObject({ Version: '2' });
  expect(idsOf(await instances())).toEqual(before);
});

test('a refresh of a group with lifecycle hooks is refused by name', async () => {
  const hook = { AutoScalingGroupName, LifecycleHookName: 'drain' };
  const transition = { LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING' };
  await scaling.send(new PutLifecycleHookCommand({ ...hook, ...transition }));
  await expect(refreshed({})).rejects.toThrow('which has the lifecycle hooks drain');
  await scaling.send(new DeleteLifecycleHookCommand(hook));
});

test('an instance in standby gets no traffic until it is back in service; nor does one that was detached', async () => {
  const [first, other] = idsOf(await instances()) as [string, string];
  const named = { AutoScalingGroupName, InstanceIds: [first] };
  const standby = (ShouldDecrementDesiredCapacity: boolean) =>
    scaling.send(new EnterStandbyCommand({ ...named, ShouldDecrementDesiredCapacity }));
  await expect(standby(true)).rejects.toThrow('To place into standby 1 instance, please update');
  await scaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, MinSize: 1, MaxSize: 3 }));
  await standby(true);
  expect(await registered()).toEqual([other]);
  expect(await refreshed({})).toMatchObject({ Status: 'InProgress' });
  await scaling.send(new CancelInstanceRefreshCommand({ AutoScalingGroupName }));
  await scaling.send(new ExitStandbyCommand(named));
  expect(await registered()).toContain(first);
  const detach = { ...named, ShouldDecrementDesiredCapacity: true };
  await scaling.send(new DetachInstancesCommand(detach));
  expect(await registered()).not.toContain(first);
  expect(idsOf(await instances())).not.toContain(first);
  await expect(scaling.send(new DetachInstancesCommand(detach))).rejects.toThrow('is not part of Auto Scaling group');
});

test('an instance that is set unhealthy is replaced, after its grace period or without respect for it', async () => {
  await scaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, HealthCheckGracePeriod: 600 }));
  const [InstanceId] = idsOf(await instances()) as [string];
  const unhealthy = { InstanceId, HealthStatus: 'Unhealthy' };
  await scaling.send(new SetInstanceHealthCommand(unhealthy));
  expect(idsOf(await instances())).toContain(InstanceId);
  await scaling.send(new SetInstanceHealthCommand({ ...unhealthy, ShouldRespectGracePeriod: false }));
  expect(idsOf(await instances())).not.toContain(InstanceId);
  const none = new SetInstanceHealthCommand({ ...unhealthy, InstanceId: 'i-0123456789abcdef0' });
  await expect(scaling.send(none)).rejects.toThrow('No managed instance found');
});

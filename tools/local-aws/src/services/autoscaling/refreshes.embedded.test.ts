import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeInstanceRefreshesCommand,
  StartInstanceRefreshCommand,
  UpdateAutoScalingGroupCommand,
  type StartInstanceRefreshCommandInput,
} from '@aws-sdk/client-auto-scaling';
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
let LaunchTemplateId: string;
let targets: string;
const firewalls: string[] = [];

beforeAll(async () => {
  process.env['EMBEDDED_AWS_PORT'] = '4649';
  await stopEmbeddedAws();
  await startEmbeddedAws();
  const credentials = await assumeEmbeddedAccount('444455556666');
  const client = { endpoint: embeddedEndpoint(), region: 'eu-west-1', credentials };
  [ec2, scaling, balancing] = [
    new EC2Client(client),
    new AutoScalingClient(client),
    new ElasticLoadBalancingV2Client(client),
  ];
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

test('a refresh ends each instance, and its successor is as the desired template says, and gets traffic', async () => {
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
  // What held on to the security group of the first version is gone.
  await ec2.send(new DeleteSecurityGroupCommand({ GroupId: firewalls[0]! }));
});

test('a group that becomes smaller and greater has its instances in its target groups, and no others', async () => {
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

test('a refresh leaves alone what is as it is to be, if it is told to', async () => {
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

test('a refresh stops at an instance that is protected from termination', async () => {
  const [InstanceId] = idsOf(await instances());
  const protect = (Value: boolean) =>
    ec2.send(new ModifyInstanceAttributeCommand({ InstanceId, DisableApiTermination: { Value } }));
  await protect(true);
  await expect(refreshed({})).rejects.toMatchObject({ name: 'OperationNotPermitted' });
  expect(idsOf(await instances())).toContain(InstanceId);
  await protect(false);
});

import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CodeDeployClient,
  CreateApplicationCommand,
  CreateDeploymentCommand,
  CreateDeploymentGroupCommand,
  GetDeploymentCommand,
  GetDeploymentTargetCommand,
  ListDeploymentsCommand,
  ListDeploymentTargetsCommand,
  type CreateDeploymentGroupCommandInput,
  type CreateDeploymentInput,
  type DeploymentInfo,
  type InstanceTarget,
} from '@aws-sdk/client-codedeploy';
import { CreateLaunchTemplateCommand, CreateSubnetCommand, CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  CreateTargetGroupCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AddRoleToInstanceProfileCommand, CreateInstanceProfileCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { until } from './until';
import { instanceWith, type ClientSettings } from './instance-role';

const Bucket = 'packages';
const cidrs = { vpc: '10.0.0.0/16', subnet: '10.0.0.0/24' };

/** Auto scaling groups behind target groups in an embedded AWS, each with its own application of CodeDeploy. */
export class DeployableFleet {
  readonly codedeploy: CodeDeployClient;
  readonly scaling: AutoScalingClient;
  private readonly balancing: ElasticLoadBalancingV2Client;
  private readonly s3: S3Client;
  private readonly targetGroups = new Map<string, string>();
  private subnet = '';
  private vpc = '';

  constructor(settings: ClientSettings) {
    this.codedeploy = new CodeDeployClient(settings);
    this.scaling = new AutoScalingClient(settings);
    this.balancing = new ElasticLoadBalancingV2Client(settings);
    this.s3 = new S3Client(settings);
  }

  static async in(settings: ClientSettings): Promise<DeployableFleet> {
    const fleet = new DeployableFleet(settings);
    const ec2 = new EC2Client(settings);
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: cidrs.vpc }));
    fleet.vpc = Vpc!.VpcId!;
    const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId: fleet.vpc, CidrBlock: cidrs.subnet }));
    fleet.subnet = Subnet!.SubnetId!;
    const UserData = Buffer.from('#cloud-config\n').toString('base64');
    const LaunchTemplateData = { ImageId: 'ami-12345678', InstanceType: 't3.micro' as const, UserData };
    await ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName: 'machine', LaunchTemplateData }));
    const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' as const };
    await fleet.s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    ec2.destroy();
    return fleet;
  }

  /** Makes a launch template with a role without permissions for its instances, and returns its name. */
  async templateWithRole(settings: ClientSettings, account: string, role: string): Promise<string> {
    await instanceWith(settings, account, role);
    const iam = new IAMClient(settings);
    const InstanceProfileName = role;
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: role }));
    const ec2 = new EC2Client(settings);
    const LaunchTemplateData = { ImageId: 'ami-12345678', IamInstanceProfile: { Name: role } };
    await ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName: role, LaunchTemplateData }));
    for (const client of [iam, ec2]) client.destroy();
    return role;
  }

  /**
   * A group of that name with that number of instances, behind a target group, with an application and a deployment
   * group.
   */
  async add(
    name: string,
    size: number,
    settings: Partial<CreateDeploymentGroupCommandInput> = {},
    template = 'machine',
  ): Promise<void> {
    const wanted = { Name: name, Protocol: 'HTTP' as const, Port: 80, VpcId: this.vpc };
    const { TargetGroups } = await this.balancing.send(new CreateTargetGroupCommand(wanted));
    const arn = TargetGroups![0]!.TargetGroupArn!;
    this.targetGroups.set(name, arn);
    const limits = { MinSize: 0, MaxSize: 60, DesiredCapacity: size, VPCZoneIdentifier: this.subnet };
    const LaunchTemplate = { LaunchTemplateName: template, Version: '$Latest' };
    const group = { AutoScalingGroupName: name, ...limits, LaunchTemplate, TargetGroupARNs: [arn] };
    await this.scaling.send(new CreateAutoScalingGroupCommand(group));
    await this.codedeploy.send(new CreateApplicationCommand({ applicationName: name }));
    await this.codedeploy.send(
      new CreateDeploymentGroupCommand({
        applicationName: name,
        deploymentGroupName: name,
        serviceRoleArn: 'arn:aws:iam::111111111111:role/deployer',
        deploymentConfigName: 'CodeDeployDefault.AllAtOnce',
        autoScalingGroups: [name],
        deploymentStyle: { deploymentType: 'IN_PLACE', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
        loadBalancerInfo: { targetGroupInfoList: [{ name }] },
        ...settings,
      }),
    );
  }

  /** Puts a revision into the bucket: hooks of POSIX sh by their event. */
  async put(key: string, hooks: Readonly<Record<string, string>> = {}): Promise<void> {
    const zip = new ZipFile();
    const listed = Object.keys(hooks).map((event) => `  ${event}:\n    - location: ${event}.sh\n      timeout: 120\n`);
    const spec = `version: 0.0\nos: linux\nfiles:\n  - source: release\n    destination: /srv/app\n`;
    zip.addBuffer(Buffer.from(spec + (listed.length > 0 ? `hooks:\n${listed.join('')}` : '')), 'appspec.yml');
    zip.addBuffer(Buffer.from(key), 'release');
    for (const [event, script] of Object.entries(hooks)) {
      zip.addBuffer(Buffer.from(`#!/bin/sh\n${script}\n`), `${event}.sh`, { mode: 0o100755 });
    }
    zip.end();
    await this.s3.send(new PutObjectCommand({ Bucket, Key: key, Body: await buffer(zip.outputStream) }));
  }

  async deploy(name: string, key: string, settings: Partial<CreateDeploymentInput> = {}): Promise<string> {
    const s3Location = { bucket: Bucket, key, bundleType: 'zip' as const };
    const order = { applicationName: name, deploymentGroupName: name, ...settings };
    const revision = { revisionType: 'S3' as const, s3Location };
    const { deploymentId } = await this.codedeploy.send(new CreateDeploymentCommand({ ...order, revision }));
    return deploymentId!;
  }

  async info(deploymentId: string): Promise<DeploymentInfo> {
    return (await this.codedeploy.send(new GetDeploymentCommand({ deploymentId }))).deploymentInfo!;
  }

  /** Waits for the end of a deployment. */
  over(deploymentId: string): Promise<DeploymentInfo> {
    return until(`the end of ${deploymentId}`, async () => {
      const info = await this.info(deploymentId);
      return /Succeeded|Failed|Stopped/.test(info.status!) ? info : undefined;
    });
  }

  async targets(deploymentId: string): Promise<InstanceTarget[]> {
    const { targetIds = [] } = await this.codedeploy.send(new ListDeploymentTargetsCommand({ deploymentId }));
    const asked = targetIds.map((targetId) =>
      this.codedeploy.send(new GetDeploymentTargetCommand({ deploymentId, targetId })),
    );
    return (await Promise.all(asked)).map(({ deploymentTarget }) => deploymentTarget!.instanceTarget!);
  }

  /** Waits until an event of a deployment runs on some instance. */
  running(deploymentId: string, event: string): Promise<InstanceTarget> {
    return until(`${event} of ${deploymentId}`, async () => {
      const info = await this.info(deploymentId);
      if (info.completeTime) throw new Error(`${deploymentId} is over: ${JSON.stringify(info)}`);
      if (info.status === 'Created') return undefined;
      const targets = await this.targets(deploymentId);
      return targets.find(({ lifecycleEvents = [] }) =>
        lifecycleEvents.some(
          ({ lifecycleEventName, status }) => lifecycleEventName === event && status === 'InProgress',
        ),
      );
    });
  }

  /** The deployments that were not begun by a user, the oldest first. */
  async others(name: string, creator: string): Promise<DeploymentInfo[]> {
    const asked = { applicationName: name, deploymentGroupName: name };
    const { deployments = [] } = await this.codedeploy.send(new ListDeploymentsCommand(asked));
    const all = await Promise.all(deployments.map((id) => this.info(id)));
    return all.filter((info) => info.creator === creator).reverse();
  }

  async instances(name: string): Promise<string[]> {
    const asked = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] });
    const { AutoScalingGroups } = await this.scaling.send(asked);
    return (AutoScalingGroups?.[0]?.Instances ?? []).map(({ InstanceId }) => InstanceId!).sort();
  }

  /** The instances with traffic. */
  async inService(name: string): Promise<string[]> {
    const asked = new DescribeTargetHealthCommand({ TargetGroupArn: this.targetGroups.get(name)! });
    const { TargetHealthDescriptions = [] } = await this.balancing.send(asked);
    const healthy = TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth?.State === 'healthy');
    return healthy.map(({ Target }) => Target!.Id!).sort();
  }

  /** Returns this fleet in another embedded AWS, which was restored from a snapshot. */
  on(settings: ClientSettings): DeployableFleet {
    const other = new DeployableFleet(settings);
    for (const [name, arn] of this.targetGroups) other.targetGroups.set(name, arn);
    [other.subnet, other.vpc] = [this.subnet, this.vpc];
    return other;
  }

  destroy(): void {
    for (const client of [this.codedeploy, this.scaling, this.balancing, this.s3]) client.destroy();
  }
}

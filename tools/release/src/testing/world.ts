import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CloudWatchClient,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
  type StateValue,
} from '@aws-sdk/client-cloudwatch';
import { CodeDeployClient, CreateApplicationCommand, CreateDeploymentGroupCommand } from '@aws-sdk/client-codedeploy';
import {
  CreateLaunchTemplateCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeImagesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { CreateTargetGroupCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { environment, type Role } from '@malinshopper/environments';
import { assumeEmbeddedAccount, embeddedEndpoint } from '@malinshopper/local-aws';
import { workRoot } from '@malinshopper/synth';
import { namesOf, type Names } from '../environment/names';
import { keyOf } from '../revisions/store';
import { marks } from './revision-folder';

/** AWS's own APIs, as the account of an environment, on the embedded AWS. */
async function clientsFor(account: string) {
  const at = { region: 'eu-west-1', endpoint: embeddedEndpoint(), credentials: await assumeEmbeddedAccount(account) };
  return {
    autoScaling: new AutoScalingClient(at),
    cloudWatch: new CloudWatchClient(at),
    codeDeploy: new CodeDeployClient(at),
    ec2: new EC2Client(at),
    loadBalancing: new ElasticLoadBalancingV2Client(at),
    s3: new S3Client({ ...at, forcePathStyle: true }),
  };
}

/**
 * What releases need of an environment, made with the SDK in seconds instead of by Terraform in minutes: bucket, instances,
 * alarms, target group, application and groups, under the names that the apps are synthesized with.
 */
export class World {
  private constructor(
    readonly ref: string,
    readonly names: Names,
    readonly clients: Awaited<ReturnType<typeof clientsFor>>,
  ) {}

  static async make(ref: string, sizes: Partial<Record<Role, number>> = {}): Promise<World> {
    const found = environment(ref);
    const world = new World(ref, await namesOf(found), await clientsFor(found.account.id));
    await world.build(found.kind === 'production', sizes);
    return world;
  }

  /** The alarm that stops releases to a role. */
  alarmOf = (role: Role) => `${this.names.groups.get(role)}-alarm`;

  async alarm(role: Role, StateValue: StateValue): Promise<void> {
    const request = { AlarmName: this.alarmOf(role), StateValue, StateReason: 'the test wants it' };
    await this.clients.cloudWatch.send(new SetAlarmStateCommand(request));
  }

  async scale(role: Role, DesiredCapacity: number): Promise<void> {
    const request = { AutoScalingGroupName: this.names.groups.get(role)!, DesiredCapacity };
    await this.clients.autoScaling.send(new SetDesiredCapacityCommand(request));
  }

  /** Its instances, in the order in which they came. */
  async instances(role: Role): Promise<string[]> {
    const request = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [this.names.groups.get(role)!] });
    const { AutoScalingGroups = [] } = await this.clients.autoScaling.send(request);
    return AutoScalingGroups.flatMap(({ Instances = [] }) => Instances).flatMap(({ InstanceId }) => InstanceId ?? []);
  }

  /** A file on an instance. Instances are folders of this machine (tools/local-aws). */
  file(instance: string, path: string): string {
    const { id } = environment(this.ref).account;
    const instances = join(workRoot(), 'embedded-aws', 'instances', String(process.env['EMBEDDED_AWS_PORT']));
    return join(instances, id, instance, 'root', path);
  }

  /** What the page of each instance says: which revision it has. */
  async pages(role: Role): Promise<string[]> {
    const files = (await this.instances(role)).map((instance) => this.file(instance, 'srv/app/page'));
    return files.map((file) => (existsSync(file) ? readFileSync(file, 'utf8').trim() : 'none'));
  }

  /** Puts a mark on an instance, for the hooks of revisions. */
  mark(instance: string, mark: keyof typeof marks, version = ''): void {
    const file = this.file(instance, marks[mark]);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${version}\n`);
  }

  unmark(instance: string, mark: keyof typeof marks): void {
    rmSync(this.file(instance, marks[mark]), { force: true });
  }

  /** The bytes of a revision. */
  async bytes(sha256: string): Promise<Buffer> {
    const request = new GetObjectCommand({ Bucket: this.names.bucket, Key: keyOf(sha256) });
    return Buffer.from(await (await this.clients.s3.send(request)).Body!.transformToByteArray());
  }

  /** The keys of its revisions. */
  async revisions(): Promise<string[]> {
    const { Contents = [] } = await this.clients.s3.send(new ListObjectsV2Command({ Bucket: this.names.bucket }));
    return Contents.flatMap(({ Key }) => Key ?? []);
  }

  private async build(careful: boolean, sizes: Partial<Record<Role, number>>): Promise<void> {
    const { codeDeploy, ec2, loadBalancing, s3 } = this.clients;
    const { bucket: Bucket, application: applicationName, groups } = this.names;
    const LocationConstraint = 'eu-west-1';
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }));
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.99.0.0/16' }));
    const VpcId = Vpc!.VpcId!;
    const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.99.1.0/24' }));
    const { Images = [] } = await ec2.send(new DescribeImagesCommand({ Owners: ['amazon'] }));
    const template = { ImageId: Images[0]!.ImageId!, InstanceType: 't3.micro' as const };
    const targetGroup = groups.get('web')!;
    await loadBalancing.send(new CreateTargetGroupCommand({ Name: targetGroup, VpcId, Port: 80, Protocol: 'HTTP' }));
    await codeDeploy.send(new CreateApplicationCommand({ applicationName, computePlatform: 'Server' }));
    for (const [role, name] of groups) {
      await this.makeAlarm(role);
      const LaunchTemplate = { LaunchTemplateName: name, Version: '$Latest' };
      await ec2.send(
        new CreateLaunchTemplateCommand({
          LaunchTemplateName: name,
          LaunchTemplateData: { ...template, UserData: userData(role) },
        }),
      );
      await this.clients.autoScaling.send(
        new CreateAutoScalingGroupCommand({
          AutoScalingGroupName: name,
          LaunchTemplate,
          MinSize: 0,
          MaxSize: 60,
          DesiredCapacity: sizes[role] ?? 1,
          VPCZoneIdentifier: Subnet!.SubnetId!,
        }),
      );
      await codeDeploy.send(
        new CreateDeploymentGroupCommand({
          applicationName,
          deploymentGroupName: name,
          serviceRoleArn: `arn:aws:iam::${environment(this.ref).account.id}:role/deployer`,
          deploymentConfigName: paceOf(careful, role),
          autoScalingGroups: [name],
          alarmConfiguration: { enabled: true, alarms: [{ name: this.alarmOf(role) }] },
          autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
          outdatedInstancesStrategy: 'UPDATE',
          ...(role === 'web' && {
            deploymentStyle: { deploymentType: 'IN_PLACE', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
            loadBalancerInfo: { targetGroupInfoList: [{ name: targetGroup }] },
          }),
        }),
      );
    }
  }

  private async makeAlarm(role: Role): Promise<void> {
    const metric = { Namespace: 'test', MetricName: role, Statistic: 'Sum' as const, Period: 60, EvaluationPeriods: 1 };
    const over = { Threshold: 1, ComparisonOperator: 'GreaterThanThreshold' as const };
    await this.clients.cloudWatch.send(
      new PutMetricAlarmCommand({ AlarmName: this.alarmOf(role), ...metric, ...over }),
    );
  }
}

/** What the hooks of the examples read on an instance, and what their health page wants to be set. */
function userData(role: Role): string {
  const wanted = ['DATABASE_HOST', 'DATABASE_NAME', 'CONTENT_BUCKET', 'STATIC_DOMAIN'].map((name) => `${name}=test`);
  const content = [`MALINSHOPPER_ROLE=${role}`, ...wanted, ''].join('\n');
  const config = { write_files: [{ path: '/etc/malinshopper.env', content }] };
  // JSON is YAML too.
  return Buffer.from(`#cloud-config\n${JSON.stringify(config)}\n`).toString('base64');
}

/** As apps/delivery sets it. */
function paceOf(careful: boolean, role: Role): string {
  if (!careful) return 'CodeDeployDefault.AllAtOnce';
  return role === 'web' ? 'CodeDeployDefault.HalfAtATime' : 'CodeDeployDefault.OneAtATime';
}

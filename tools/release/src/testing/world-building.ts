import { AutoScalingClient, CreateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { CodeDeployClient, CreateApplicationCommand, CreateDeploymentGroupCommand } from '@aws-sdk/client-codedeploy';
import {
  CreateLaunchTemplateCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeImagesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { CreateTargetGroupCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { visitorsOf, type Environment, type Role } from '@malinshopper/environments';
import { assumeEmbeddedAccount, embeddedEndpoint } from '@malinshopper/local-aws';
import type { Names } from '../environment/names';

/** AWS's own APIs, as the account of an environment, on the embedded AWS. */
export async function clientsFor(account: string) {
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

export type Clients = Awaited<ReturnType<typeof clientsFor>>;

/** The alarm that stops releases to a role. */
export const alarmOf = (names: Names, role: Role) => `${names.groups.get(role)}-alarm`;

/** Makes the resources that releases to an environment need. */
export async function build(
  { account, kind, roles: traits }: Environment,
  names: Names,
  clients: Clients,
  sizes: Partial<Record<Role, number>>,
): Promise<void> {
  const { codeDeploy, ec2, loadBalancing, s3 } = clients;
  const { bucket: Bucket, application: applicationName, groups } = names;
  const LocationConstraint = 'eu-west-1';
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }));
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.99.0.0/16' }));
  const VpcId = Vpc!.VpcId!;
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.99.1.0/24' }));
  const { Images = [] } = await ec2.send(new DescribeImagesCommand({ Owners: ['amazon'] }));
  const template = { ImageId: Images[0]!.ImageId!, InstanceType: 't3.micro' as const };
  await codeDeploy.send(new CreateApplicationCommand({ applicationName, computePlatform: 'Server' }));
  for (const [role, name] of groups) {
    const served = visitorsOf(traits[role]) !== undefined;
    if (served)
      await loadBalancing.send(new CreateTargetGroupCommand({ Name: name, VpcId, Port: 80, Protocol: 'HTTP' }));
    await makeAlarm(clients, alarmOf(names, role), role);
    const LaunchTemplate = { LaunchTemplateName: name, Version: '$Latest' };
    await ec2.send(
      new CreateLaunchTemplateCommand({
        LaunchTemplateName: name,
        LaunchTemplateData: { ...template, UserData: userData(role) },
      }),
    );
    await clients.autoScaling.send(
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
        serviceRoleArn: `arn:aws:iam::${account.id}:role/deployer`,
        // As apps/delivery sets it.
        deploymentConfigName: `CodeDeployDefault.${kind === 'production' ? traits[role].release.pace : 'AllAtOnce'}`,
        autoScalingGroups: [name],
        alarmConfiguration: { enabled: false, alarms: [{ name: alarmOf(names, role) }] },
        autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
        outdatedInstancesStrategy: 'UPDATE',
        ...(served && {
          deploymentStyle: { deploymentType: 'IN_PLACE', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
          loadBalancerInfo: { targetGroupInfoList: [{ name }] },
        }),
      }),
    );
  }
}

async function makeAlarm({ cloudWatch }: Clients, AlarmName: string, role: Role): Promise<void> {
  const metric = { Namespace: 'test', MetricName: role, Statistic: 'Sum' as const, Period: 60, EvaluationPeriods: 1 };
  const over = { Threshold: 1, ComparisonOperator: 'GreaterThanThreshold' as const };
  await cloudWatch.send(new PutMetricAlarmCommand({ AlarmName, ...metric, ...over }));
}

/** The files that the hooks of the examples read on an instance, and the settings that their health page requires. */
function userData(role: Role): string {
  const wanted = ['DATABASE_HOST', 'DATABASE_NAME', 'CONTENT_BUCKET', 'STATIC_DOMAIN'].map((name) => `${name}=test`);
  const content = [`MALINSHOPPER_ROLE=${role}`, ...wanted, ''].join('\n');
  const config = { write_files: [{ path: '/etc/malinshopper.env', content }] };
  // JSON is YAML too.
  return Buffer.from(`#cloud-config\n${JSON.stringify(config)}\n`).toString('base64');
}

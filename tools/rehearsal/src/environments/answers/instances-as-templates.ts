import { DescribeScalingActivitiesCommand, type AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import {
  DescribeInstancesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeVolumesCommand,
  type Instance,
  type ResponseLaunchTemplateData,
} from '@aws-sdk/client-ec2';
import type { Environment } from '@malinshopper/environments';
import { groupsOf } from '../../checks/checks';
import type { Clients } from '../../clients';

const roles = 4;

/**
 * The tests that an instance matches its launch template, for a file with a deployed environment.
 * @param clients called when the tests run, because there are none before
 */
export function instancesAsTheirTemplates(of: Environment, clients: () => Clients): void {
  it('returns for each instance the members of its launch template: groups, profile, metadata, type, volumes, their tags', async () => {
    const groups = await groupsOf(clients(), of);
    const pairs = await Promise.all(groups.map((group) => instanceAndTemplate(clients(), group)));
    expect(pairs).toHaveLength(roles);
    for (const { told, said } of pairs) expect(told).toEqual(said);
  });

  it('finds instances by the groups, the profile and the metadata options of their template', async () => {
    for (const group of await groupsOf(clients(), of)) {
      const { instance } = await firstInstance(clients(), group);
      const filters = {
        'iam-instance-profile.arn': instance.IamInstanceProfile?.Arn,
        'instance.group-name': instance.SecurityGroups?.[0]?.GroupName,
        'metadata-options.http-tokens': 'required',
        architecture: 'arm64',
      };
      for (const [Name, value = ''] of Object.entries(filters)) {
        expect(await found(clients(), { Name, Values: [value] })).toContain(instance.InstanceId);
        await expect(found(clients(), { Name, Values: ['nothing-has-this'] })).resolves.toEqual([]);
      }
    }
  });

  it('lists each launch among the activities of its group', async () => {
    for (const { AutoScalingGroupName, Instances = [] } of await groupsOf(clients(), of)) {
      const { Activities = [] } = await clients().autoScaling.send(
        new DescribeScalingActivitiesCommand({ AutoScalingGroupName }),
      );
      const told = Activities.map(({ Description, StatusCode }) => `${Description} ${StatusCode}`);
      const launches = Instances.map(({ InstanceId }) => `Launching a new EC2 instance: ${InstanceId} Successful`);
      expect(told).toEqual(expect.arrayContaining(launches));
    }
  });
}

async function found({ ec2 }: Clients, filter: { readonly Name: string; readonly Values: string[] }) {
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters: [filter] }));
  return Reservations.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId }) => InstanceId));
}

async function firstInstance({ ec2 }: Clients, { Instances = [] }: AutoScalingGroup) {
  const [member] = Instances;
  const { Reservations = [] } = await ec2.send(
    new DescribeInstancesCommand({ InstanceIds: [member?.InstanceId ?? 'none'] }),
  );
  return { member, instance: Reservations[0]?.Instances?.[0] ?? {} };
}

async function instanceAndTemplate(clients: Clients, group: AutoScalingGroup) {
  const { member, instance } = await firstInstance(clients, group);
  const { LaunchTemplateId, Version = '' } = member?.LaunchTemplate ?? {};
  const { LaunchTemplateVersions: versions = [] } = await clients.ec2.send(
    new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId, Versions: [Version] }),
  );
  return { told: await plainInstance(clients, instance), said: plainTemplate(versions[0]?.LaunchTemplateData ?? {}) };
}

type Tags = readonly { readonly Key?: string; readonly Value?: string }[];
const plainTags = (tags: Tags = []) => tags.map(({ Key, Value }) => `${Key}=${Value}`).sort();

function plainTemplate(data: ResponseLaunchTemplateData) {
  const tagsOf = (type: string) => data.TagSpecifications?.find(({ ResourceType }) => ResourceType === type)?.Tags;
  const { HttpTokens, HttpEndpoint, HttpPutResponseHopLimit, InstanceMetadataTags } = data.MetadataOptions ?? {};
  const groups = data.NetworkInterfaces?.[0]?.Groups?.toSorted();
  return {
    type: data.InstanceType,
    architecture: 'arm64',
    profile: data.IamInstanceProfile?.Arn,
    groups,
    'groups of its interface': groups,
    metadata: { HttpTokens, HttpEndpoint, HttpPutResponseHopLimit, InstanceMetadataTags },
    volumes: (data.BlockDeviceMappings ?? []).map(({ DeviceName, Ebs }) => ({
      device: DeviceName,
      size: Ebs?.VolumeSize,
      type: Ebs?.VolumeType,
      encrypted: true,
      key: Ebs?.KmsKeyId,
      tags: plainTags(tagsOf('volume')),
    })),
  };
}

async function plainInstance({ ec2 }: Clients, instance: Instance) {
  const { HttpTokens, HttpEndpoint, HttpPutResponseHopLimit, InstanceMetadataTags } = instance.MetadataOptions ?? {};
  const { Volumes = [] } = await ec2.send(
    new DescribeVolumesCommand({
      Filters: [{ Name: 'attachment.instance-id', Values: [instance.InstanceId ?? 'none'] }],
    }),
  );
  const ids = (groups: readonly { readonly GroupId?: string }[] = []) => groups.map(({ GroupId }) => GroupId).sort();
  return {
    type: instance.InstanceType,
    architecture: instance.Architecture,
    profile: instance.IamInstanceProfile?.Arn,
    groups: ids(instance.SecurityGroups),
    'groups of its interface': ids(instance.NetworkInterfaces?.[0]?.Groups),
    metadata: { HttpTokens, HttpEndpoint, HttpPutResponseHopLimit, InstanceMetadataTags },
    volumes: Volumes.map((volume) => ({
      device: volume.Attachments?.[0]?.Device,
      size: volume.Size,
      type: volume.VolumeType,
      encrypted: volume.Encrypted,
      key: volume.KmsKeyId,
      tags: plainTags(volume.Tags),
    })),
  };
}

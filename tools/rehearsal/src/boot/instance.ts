import { gunzipSync } from 'node:zlib';
import { DescribeLaunchTemplateVersionsCommand } from '@aws-sdk/client-ec2';
import { GetInstanceProfileCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, type Credentials } from '@aws-sdk/client-sts';
import type { Environment, Role } from '@malinshopper/environments';
import { groupsOf } from '../checks/checks';
import { expectThat } from '../checks/check';
import type { Clients } from '../clients';

/** An instance of a role, as AWS would have launched it, with its metadata. */
export interface Instance {
  readonly role: Role;
  readonly id: string;
  readonly group: string;
  readonly zone: string;
  readonly region: string;
  readonly account: string;
  readonly type: string;
  readonly imageId: string;
  readonly profileArn: string;
  readonly iamRole: { readonly name: string; readonly arn: string };
  readonly tags: Readonly<Record<string, string>>;
  /** As EC2 gives it to the instance: compressed, if the launch template has it so. */
  readonly userData: Buffer;
}

const GZIP = Buffer.from([0x1f, 0x8b]);

/** The user data as cloud-init reads it: it unpacks compressed data itself. */
export function userDataText({ userData }: Pick<Instance, 'userData'>): string {
  return (userData.subarray(0, 2).equals(GZIP) ? gunzipSync(userData) : userData).toString('utf8');
}

/** The instances of an environment, one for each role, from its launch templates and Auto Scaling groups in AWS. */
export async function instancesOf(clients: Clients, environment: Environment): Promise<Instance[]> {
  const groups = await groupsOf(clients, environment);
  return Promise.all(groups.map((group) => instanceOf(clients, environment, group)));
}

type Group = Awaited<ReturnType<typeof groupsOf>>[number];

async function instanceOf({ ec2, iam }: Clients, { region, account }: Environment, group: Group): Promise<Instance> {
  const name = group.AutoScalingGroupName ?? '';
  const specification = group.LaunchTemplate ?? group.MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification;
  const { LaunchTemplateVersions = [] } = await ec2.send(
    new DescribeLaunchTemplateVersionsCommand({
      LaunchTemplateId: specification?.LaunchTemplateId,
      Versions: ['$Latest'],
    }),
  );
  const template = LaunchTemplateVersions[0]?.LaunchTemplateData;
  expectThat(template?.UserData !== undefined, `the launch template of ${name} has no user data`);
  const [instance] = group.Instances ?? [];
  expectThat(instance !== undefined, `${name} has no instance to rehearse; set its desired capacity to 1 or more`);
  const profileArn = template!.IamInstanceProfile?.Arn ?? '';
  const InstanceProfileName = profileArn.split('/').at(-1);
  const { InstanceProfile } = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }));
  const [role] = InstanceProfile?.Roles ?? [];
  const tags = template!.TagSpecifications?.find(({ ResourceType }) => ResourceType === 'instance')?.Tags ?? [];
  return {
    role: (group.Tags ?? []).find(({ Key }) => Key === 'Role')?.Value as Role,
    id: instance!.InstanceId ?? '',
    group: name,
    zone: instance!.AvailabilityZone ?? '',
    region,
    account: account.id,
    type: instance!.InstanceType ?? template!.InstanceType ?? '',
    imageId: template!.ImageId ?? '',
    profileArn,
    iamRole: { name: role?.RoleName ?? '', arn: role?.Arn ?? '' },
    tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key!, Value ?? ''])),
    userData: Buffer.from(template!.UserData!, 'base64'),
  };
}

/** Credentials of a session of the instance's role, as EC2 gets them for it. */
export async function credentialsOf({ sts }: Clients, { iamRole, id }: Instance): Promise<Credentials> {
  const { Credentials: issued } = await sts.send(
    new AssumeRoleCommand({ RoleArn: iamRole.arn, RoleSessionName: id, DurationSeconds: 3600 }),
  );
  return issued!;
}

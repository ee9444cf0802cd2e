import { paginateDescribeAutoScalingGroups } from '@aws-sdk/client-auto-scaling';
import {
  ListDistributionsCommand,
  ListTagsForResourceCommand as ListDistributionTags,
} from '@aws-sdk/client-cloudfront';
import { paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { ListApplicationsCommand } from '@aws-sdk/client-codedeploy';
import { paginateDescribeInstances, paginateDescribeNatGateways, paginateDescribeTags } from '@aws-sdk/client-ec2';
import { ListRoleTagsCommand, paginateListRoles } from '@aws-sdk/client-iam';
import { DescribeKeyCommand, ListResourceTagsCommand, paginateListKeys } from '@aws-sdk/client-kms';
import { ListTagsForResourceCommand, paginateDescribeDBInstances } from '@aws-sdk/client-rds';
import { paginateGetResources } from '@aws-sdk/client-resource-groups-tagging-api';
import { ListHostedZonesByNameCommand, ListResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import { GetBucketTaggingCommand, ListBucketsCommand } from '@aws-sdk/client-s3';
import type { Environment } from '@malinshopper/environments';
import type { Clients } from './clients';
import { clusters } from './inventory-of-clusters';
import { caches, eventRules, queues } from './inventory-of-data';
import { collect, filterAsync, type IsOurs, type Tag } from './listing';

/**
 * Everything of an environment that AWS knows: what carries its tag, and the records under its name. Asked of the services
 * themselves and not of the tagging API alone, which covers only some of them; never of Terraform's state.
 * A key that waits to be deleted counts as gone: KMS deletes none in less than seven days.
 */
export async function inventory(clients: Clients, environment: Environment): Promise<string[]> {
  const isOurs = (tags: readonly Tag[] = []) =>
    tags.some(({ Key, Value }) => Key === 'Environment' && Value === environment.name);
  const found = await Promise.all([
    tagged(clients, environment),
    ec2(clients, environment),
    autoScaling(clients, isOurs),
    databases(clients, isOurs),
    buckets(clients, isOurs),
    distributions(clients, isOurs),
    roles(clients, isOurs),
    keys(clients, isOurs),
    logGroups(clients, environment),
    applications(clients, environment),
    records(clients, environment),
    queues(clients, isOurs),
    eventRules(clients, isOurs),
    caches(clients, isOurs),
    clusters(clients, environment),
  ]);
  return [...new Set(found.flat())].sort();
}

async function tagged({ tagging, taggingInUsEast1, kms }: Clients, { name }: Environment): Promise<string[]> {
  const filter = { TagFilters: [{ Key: 'Environment', Values: [name] }] };
  const pages = [tagging, taggingInUsEast1].map((client) =>
    collect(paginateGetResources({ client }, filter), (page) => page.ResourceTagMappingList),
  );
  const arns = (await Promise.all(pages)).flat().map(({ ResourceARN }) => ResourceARN ?? '');
  // Instances and NAT gateways are asked of EC2, which knows which of them have ended.
  return filterAsync(
    arns.filter((arn) => !/:(instance|natgateway)\//.test(arn)),
    async (arn) => !arn.includes(':kms:') || !(await waitsForDeletion(kms, arn)),
  );
}

/** Types that EC2 goes on listing when they have ended: asked for by themselves, with their state. */
const lingering = ['instance', 'natgateway', 'nat-gateway'];

async function ec2({ ec2: client }: Clients, { name }: Environment): Promise<string[]> {
  const Filters = [{ Name: 'tag:Environment', Values: [name] }];
  const keyAndValue = [
    { Name: 'key', Values: ['Environment'] },
    { Name: 'value', Values: [name] },
  ];
  const [tags, reservations, natGateways] = await Promise.all([
    collect(paginateDescribeTags({ client }, { Filters: keyAndValue }), (page) => page.Tags),
    collect(paginateDescribeInstances({ client }, { Filters }), (page) => page.Reservations),
    collect(paginateDescribeNatGateways({ client }, { Filter: Filters }), (page) => page.NatGateways),
  ]);
  // What has ended is listed for about an hour (EC2 user guide, "Terminate your instance"; VPC user guide, "NAT gateways").
  const running = reservations
    .flatMap(({ Instances = [] }) => Instances)
    .filter(({ State }) => State?.Name !== 'terminated');
  return [
    ...tags
      .filter(({ ResourceType = '' }) => !lingering.includes(ResourceType))
      .map(({ ResourceType, ResourceId }) => `${ResourceType} ${ResourceId}`),
    ...running.map(({ InstanceId }) => `instance ${InstanceId}`),
    ...natGateways.filter(({ State }) => State !== 'deleted').map(({ NatGatewayId }) => `nat-gateway ${NatGatewayId}`),
  ];
}

async function autoScaling({ autoScaling: client }: Clients, isOurs: IsOurs): Promise<string[]> {
  const groups = await collect(paginateDescribeAutoScalingGroups({ client }, {}), (page) => page.AutoScalingGroups);
  return groups
    .filter(({ Tags }) => isOurs(Tags))
    .map(({ AutoScalingGroupName }) => `auto scaling group ${AutoScalingGroupName}`);
}

async function databases({ rds: client }: Clients, isOurs: IsOurs): Promise<string[]> {
  const all = await collect(paginateDescribeDBInstances({ client }, {}), (page) => page.DBInstances);
  const ours = await filterAsync(all, async ({ DBInstanceArn }) => {
    return isOurs((await client.send(new ListTagsForResourceCommand({ ResourceName: DBInstanceArn }))).TagList);
  });
  return ours.map(({ DBInstanceIdentifier }) => `database ${DBInstanceIdentifier}`);
}

async function buckets({ s3 }: Clients, isOurs: IsOurs): Promise<string[]> {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const ours = await filterAsync(Buckets, async ({ Name }) => {
    const tags = await s3.send(new GetBucketTaggingCommand({ Bucket: Name })).catch((error: Error) => {
      if (error.name === 'NoSuchTagSet') return { TagSet: [] };
      throw error;
    });
    return isOurs(tags.TagSet);
  });
  return ours.map(({ Name }) => `bucket ${Name}`);
}

async function distributions({ cloudFront }: Clients, isOurs: IsOurs): Promise<string[]> {
  const { DistributionList } = await cloudFront.send(new ListDistributionsCommand({}));
  const ours = await filterAsync(DistributionList?.Items ?? [], async ({ ARN }) => {
    return isOurs((await cloudFront.send(new ListDistributionTags({ Resource: ARN }))).Tags?.Items);
  });
  return ours.map(({ Id }) => `distribution ${Id}`);
}

async function roles({ iam: client }: Clients, isOurs: IsOurs): Promise<string[]> {
  const all = await collect(paginateListRoles({ client }, {}), (page) => page.Roles);
  const ours = await filterAsync(all, async ({ RoleName }) =>
    isOurs((await client.send(new ListRoleTagsCommand({ RoleName }))).Tags),
  );
  return ours.map(({ RoleName }) => `role ${RoleName}`);
}

async function keys({ kms: client }: Clients, isOurs: IsOurs): Promise<string[]> {
  const all = await collect(paginateListKeys({ client }, {}), (page) => page.Keys);
  const ours = await filterAsync(all, async ({ KeyId }) => {
    const { Tags = [] } = await client.send(new ListResourceTagsCommand({ KeyId }));
    return (
      isOurs(Tags.map(({ TagKey, TagValue }) => ({ Key: TagKey, Value: TagValue }))) &&
      !(await waitsForDeletion(client, KeyId!))
    );
  });
  return ours.map(({ KeyId }) => `key ${KeyId}`);
}

async function waitsForDeletion(kms: Clients['kms'], KeyId: string): Promise<boolean> {
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
  return KeyMetadata?.KeyState === 'PendingDeletion';
}

async function logGroups({ logs: client }: Clients, { name }: Environment): Promise<string[]> {
  const all = await collect(paginateDescribeLogGroups({ client }, {}), (page) => page.logGroups);
  const ours = new RegExp(`^/(malinshopper|aws/rds/instance)/${name}[-/]`);
  return all
    .filter(({ logGroupName }) => ours.test(logGroupName ?? ''))
    .map(({ logGroupName }) => `log group ${logGroupName}`);
}

async function applications({ codeDeploy }: Clients, { name }: Environment): Promise<string[]> {
  const { applications: all = [] } = await codeDeploy.send(new ListApplicationsCommand({}));
  return all
    .filter((application) => application === name || application.startsWith(`${name}-`))
    .map((application) => `application ${application}`);
}

async function records({ route53: client }: Clients, { hostedZone, domain }: Environment): Promise<string[]> {
  const zones = await client.send(new ListHostedZonesByNameCommand({ DNSName: `${hostedZone}.` }));
  const zone = zones.HostedZones?.find(({ Name }) => Name === `${hostedZone}.`);
  if (!zone) return [];
  const { ResourceRecordSets: all = [] } = await client.send(
    new ListResourceRecordSetsCommand({ HostedZoneId: zone.Id }),
  );
  // A zone's own NS and SOA, and what it delegates, belong to the account and not to an environment.
  return all
    .filter(
      ({ Name = '', Type = '' }) =>
        !['NS', 'SOA'].includes(Type) && (Name === `${domain}.` || Name.endsWith(`.${domain}.`)),
    )
    .map(({ Name, Type }) => `record ${Type} ${Name}`);
}

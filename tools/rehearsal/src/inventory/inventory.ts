import { paginateDescribeAutoScalingGroups } from '@aws-sdk/client-auto-scaling';
import {
  ListDistributionsCommand,
  ListTagsForResourceCommand as ListDistributionTags,
} from '@aws-sdk/client-cloudfront';
import { ListApplicationsCommand } from '@aws-sdk/client-codedeploy';
import { paginateDescribeInstances, paginateDescribeNatGateways, paginateDescribeTags } from '@aws-sdk/client-ec2';
import { ListTagsForResourceCommand, paginateDescribeDBInstances } from '@aws-sdk/client-rds';
import { paginateGetResources } from '@aws-sdk/client-resource-groups-tagging-api';
import { ListHostedZonesByNameCommand, ListResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import { GetBucketTaggingCommand, ListBucketsCommand } from '@aws-sdk/client-s3';
import type { Environment } from '@malinshopper/environments';
import type { Clients, RegionalClients } from '../clients';
import { clusters } from './clusters';
import { caches, queues } from './data';
import { identities } from './identities';
import { keys, waitsForDeletion } from './keys';
import { logDeliveries, logGroups } from './logs';
import { alarms, eventRules, eventSubscriptions, scalingNotices } from './notices';
import { collect, filterAsync, type IsOurs, type Tag } from './listing';

/**
 * All resources of an environment in AWS: those with its tag, and the records under its name. Queried from the services
 * themselves and not from the tagging API alone, which covers only some of them; never from Terraform's state. Only the
 * tagging API is queried for topics, web ACLs, backup vaults and plans. Dependent resources are not queried:
 * subscriptions of a topic, selections of a plan, associations of a web ACL are deleted with it.
 */
export async function inventory(clients: Clients, environment: Environment): Promise<string[]> {
  const isOurs = (tags: readonly Tag[] = []) =>
    tags.some(({ Key, Value }) => Key === 'Environment' && Value === environment.name);
  const found = await Promise.all([
    ec2(clients, environment, isOurs),
    autoScaling(clients, isOurs),
    databases(clients, isOurs),
    buckets(clients, isOurs),
    distributions(clients, isOurs),
    identities(clients, environment, isOurs),
    applications(clients, environment),
    records(clients, environment),
    queues(clients, isOurs),
    caches(clients, isOurs),
    clusters(clients, environment),
    eventSubscriptions(clients, isOurs),
    scalingNotices(clients, environment),
    regional(clients, environment, isOurs),
    regional(clients.inUsEast1, environment, isOurs).then((items) => items.map(inUsEast1)),
  ]);
  return [...new Set(found.flat())].sort();
}

/** An ARN contains its region, or none. */
const inUsEast1 = (item: string) => (item.startsWith('arn:') ? item : `${item} in us-east-1`);

/**
 * The resources of an environment in its own region and in us-east-1, where CloudFront's certificates, firewall and
 * metrics are.
 */
async function regional(clients: RegionalClients, environment: Environment, isOurs: IsOurs): Promise<string[]> {
  const found = await Promise.all([
    tagged(clients, environment),
    keys(clients, isOurs),
    logGroups(clients, environment),
    logDeliveries(clients, isOurs),
    alarms(clients, isOurs),
    eventRules(clients, isOurs),
  ]);
  return found.flat();
}

async function tagged({ tagging: client, kms }: RegionalClients, { name }: Environment): Promise<string[]> {
  const filter = { TagFilters: [{ Key: 'Environment', Values: [name] }] };
  const all = await collect(paginateGetResources({ client }, filter), (page) => page.ResourceTagMappingList);
  const arns = all.map(({ ResourceARN }) => ResourceARN ?? '');
  // Instances and NAT gateways are queried from EC2, which knows the ended ones.
  return filterAsync(
    arns.filter((arn) => !/:(instance|natgateway)\//.test(arn)),
    async (arn) => !arn.includes(':kms:') || !(await waitsForDeletion(kms, arn)),
  );
}

/** Types that EC2 still lists after they have ended: queried separately, with their state. */
const lingering = ['instance', 'natgateway', 'nat-gateway'];

async function ec2({ ec2: client }: Clients, { name }: Environment, isOurs: IsOurs): Promise<string[]> {
  const Filters = [{ Name: 'tag:Environment', Values: [name] }];
  const keyAndValue = [
    { Name: 'key', Values: ['Environment'] },
    { Name: 'value', Values: [name] },
  ];
  const [tags, reservations, natGateways] = await Promise.all([
    collect(paginateDescribeTags({ client }, { Filters: keyAndValue }), (page) => page.Tags),
    collect(paginateDescribeInstances({ client }, { Filters }), (page) => page.Reservations),
    collect(paginateDescribeNatGateways({ client }, {}), (page) => page.NatGateways),
  ]);
  // AWS still lists terminated instances and deleted NAT gateways for about an hour (EC2 user guide, "Terminate your
  // instance"; VPC user guide, "NAT gateways").
  const running = reservations
    .flatMap(({ Instances = [] }) => Instances)
    .filter(({ State }) => State?.Name !== 'terminated');
  return [
    ...tags
      .filter(({ ResourceType = '' }) => !lingering.includes(ResourceType))
      .map(({ ResourceType, ResourceId }) => `${ResourceType} ${ResourceId}`),
    ...running.map(({ InstanceId }) => `instance ${InstanceId}`),
    ...natGateways
      .filter(({ State, Tags }) => State !== 'deleted' && isOurs(Tags))
      .map(({ NatGatewayId }) => `nat-gateway ${NatGatewayId}`),
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
  // A zone's own NS and SOA, and its delegations, belong to the account and not to an environment.
  return all
    .filter(
      ({ Name = '', Type = '' }) =>
        !['NS', 'SOA'].includes(Type) && (Name === `${domain}.` || Name.endsWith(`.${domain}.`)),
    )
    .map(({ Name, Type }) => `record ${Type} ${Name}`);
}

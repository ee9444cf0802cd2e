import { createHash } from 'node:crypto';
import type { Call, Reply } from '../../gateway/call';
import { queryParameters } from '../../protocols/query';
import { buildXml, child, element, list, parseXml, text, type XmlElement } from '../../protocols/xml';
import type { Guard } from './guard';
import { elements, type Standing } from './standing';

/** The filters for the interfaces of managed services, and the value of each for an interface. */
const filters: Readonly<Record<string, (one: XmlElement) => readonly string[]>> = {
  description: (one) => [text(one['description'])],
  'group-id': (one) => elements(one['groupSet']).map(({ groupId }) => text(groupId)),
  'requester-id': (one) => [text(one['requesterId'])],
  'requester-managed': () => ['true'],
  status: (one) => [text(one['status'])],
  'subnet-id': (one) => [text(one['subnetId'])],
  'vpc-id': (one) => [text(one['vpcId'])],
};

/**
 * Adds the network interfaces of database servers and caches to the list of network interfaces (EC2 user guide,
 * "Requester-managed network interfaces"): a subnet with such an interface cannot be deleted, so a caller that plans to
 * delete the subnet must see the interface. moto's list is complete for other services.
 */
export const managedInterfaces: Guard = async (call, standing) => {
  const form = queryParameters(call.body);
  const asked = list(form['Filter']).map(element);
  if (form['NetworkInterfaceId'] !== undefined || asked.some(({ Name }) => !(text(Name) in filters))) return undefined;
  const found = [...(await ofServers(call, standing)), ...(await ofCaches(call, standing))].filter((one) =>
    asked.every(({ Name, Value }) => {
      const wanted = list(Value).map(text);
      return filters[text(Name)]!(one).some((value) => wanted.includes(value));
    }),
  );
  return found.length === 0 ? undefined : (reply) => extended(reply, found);
};

function extended(reply: Reply, found: readonly XmlElement[]): Reply {
  const document = parseXml(reply.body.toString());
  const answer = child(document, 'DescribeNetworkInterfacesResponse');
  // After the last page.
  if (reply.status !== 200 || text(answer['nextToken']) !== '') return reply;
  answer['networkInterfaceSet'] = { item: [...elements(answer['networkInterfaceSet']), ...found] };
  return { ...reply, body: buildXml(document) };
}

async function ofServers(call: Call, standing: Standing): Promise<XmlElement[]> {
  const servers = await standing.all('rds', 'DescribeDBInstances', 'DBInstances');
  return servers.flatMap((server) => {
    const own = element(server['DBSubnetGroup']);
    const subnets = elements(own['Subnets']).map((one) => ({
      id: text(one['SubnetIdentifier']),
      zone: text(element(one['SubnetAvailabilityZone'])['Name']),
    }));
    const primary = subnets.find(({ zone }) => zone === text(server['AvailabilityZone'])) ?? subnets[0];
    const standby = text(server['MultiAZ']) === 'true' ? subnets.find(({ zone }) => zone !== primary?.zone) : undefined;
    const groups = elements(server['VpcSecurityGroups']).map(({ VpcSecurityGroupId }) => text(VpcSecurityGroupId));
    return [primary, standby].flatMap((subnet) =>
      subnet ? [shown(call, 'RDSNetworkInterface', 'amazon-rds', { ...subnet, vpc: text(own['VpcId']), groups })] : [],
    );
  });
}

async function ofCaches(call: Call, standing: Standing): Promise<XmlElement[]> {
  const [groups, nodes] = await Promise.all([
    standing.all('elasticache', 'DescribeCacheSubnetGroups', 'CacheSubnetGroups'),
    standing.all('elasticache', 'DescribeCacheClusters', 'CacheClusters'),
  ]);
  return nodes.flatMap((node) => {
    const own = groups.find(({ CacheSubnetGroupName: name }) => text(name) === text(node['CacheSubnetGroupName']));
    const zone = text(node['PreferredAvailabilityZone']);
    const subnet = elements(own?.['Subnets']).find(
      ({ SubnetAvailabilityZone }) => text(element(SubnetAvailabilityZone)['Name']) === zone,
    );
    if (!own || !subnet) return [];
    const place = { id: text(subnet['SubnetIdentifier']), zone, vpc: text(own['VpcId']) };
    const security = elements(node['SecurityGroups']).map(({ SecurityGroupId }) => text(SecurityGroupId));
    const description = `ElastiCache ${text(node['CacheClusterId'])}`;
    return [shown(call, description, 'amazon-elasticache', { ...place, groups: security })];
  });
}

interface Place {
  readonly id: string;
  readonly zone: string;
  readonly vpc: string;
  readonly groups: readonly string[];
}

/** API reference: NetworkInterface. */
function shown(call: Call, description: string, requester: string, { id, zone, vpc, groups }: Place): XmlElement {
  const digest = createHash('sha256').update(`${description}/${id}/${groups.join()}`).digest('hex');
  return {
    networkInterfaceId: `eni-${digest.slice(0, 17)}`,
    subnetId: id,
    vpcId: vpc,
    availabilityZone: zone,
    description,
    ownerId: call.account,
    requesterId: requester,
    requesterManaged: 'true',
    status: 'in-use',
    interfaceType: 'interface',
    sourceDestCheck: 'true',
    groupSet: { item: groups.map((groupId) => ({ groupId })) },
    tagSet: {},
  };
}

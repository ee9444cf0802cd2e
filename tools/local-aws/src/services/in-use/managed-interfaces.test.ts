import type { Call } from '../../gateway/call';
import { parseXml, text, type XmlElement } from '../../protocols/xml';
import { databaseGuards } from './databases';
import { managedInterfaces } from './managed-interfaces';
import { elements, type Standing } from './standing';

const subnet = (id: string, zone: string) => ({ SubnetIdentifier: id, SubnetAvailabilityZone: { Name: zone } });
const subnets = { Subnet: [subnet('subnet-a', 'a'), subnet('subnet-b', 'b'), subnet('subnet-c', 'c')] };
const server = (MultiAZ: string): XmlElement => ({
  DBInstanceIdentifier: 'shop',
  AvailabilityZone: 'b',
  MultiAZ,
  DBSubnetGroup: { VpcId: 'vpc-1', Subnets: subnets },
  VpcSecurityGroups: { VpcSecurityGroupMembership: { VpcSecurityGroupId: 'sg-1' } },
});
const cache: XmlElement = {
  CacheClusterId: 'sessions-001',
  CacheSubnetGroupName: 'sessions',
  PreferredAvailabilityZone: 'a',
  SecurityGroups: { member: { SecurityGroupId: 'sg-2' } },
};

/** The resources of an account: a server, and perhaps a cache. */
function standing(MultiAZ = 'false', caches: readonly XmlElement[] = []): Standing {
  const lists: Record<string, readonly XmlElement[]> = {
    DescribeDBInstances: [server(MultiAZ)],
    DescribeDBSubnetGroups: [{ Subnets: subnets }],
    DescribeCacheClusters: caches,
    DescribeCacheSubnetGroups: [{ CacheSubnetGroupName: 'sessions', VpcId: 'vpc-1', Subnets: subnets }],
  };
  const one: Pick<Standing, 'all'> = {
    all: async (_service, action, _member, form) =>
      action === 'DescribeNetworkInterfaces' ? told(one as Standing, form) : [...(lists[action] ?? [])],
  };
  return one as Standing;
}

const callOf = (form: Record<string, string>) =>
  ({ account: '111111111111', body: Buffer.from(new URLSearchParams(form).toString()) }) as Call;

async function told(on: Standing, form: Record<string, string> = {}): Promise<XmlElement[]> {
  const complete = await managedInterfaces(callOf(form), on);
  const empty = {
    status: 200,
    headers: {},
    body: '<DescribeNetworkInterfacesResponse><networkInterfaceSet/></DescribeNetworkInterfacesResponse>',
  };
  const answer = parseXml((complete ? complete(empty) : empty).body.toString())['DescribeNetworkInterfacesResponse'];
  return elements((answer as XmlElement)['networkInterfaceSet']);
}
const places = (found: readonly XmlElement[]) =>
  found.map((one) => `${text(one['requesterId'])} ${text(one['subnetId'])}`);
const by = (name: string, value: string) => ({ 'Filter.1.Name': name, 'Filter.1.Value.1': value });

test('a database server is in its zone, its standby in another zone, and each node of a cache in its own', async () => {
  expect(places(await told(standing()))).toEqual(['amazon-rds subnet-b']);
  expect(places(await told(standing('true', [cache])))).toEqual([
    'amazon-rds subnet-b',
    'amazon-rds subnet-a',
    'amazon-elasticache subnet-a',
  ]);
});

test.each<[string, string, string[]]>([
  ['subnet-id', 'subnet-a', ['amazon-elasticache subnet-a']],
  ['group-id', 'sg-1', ['amazon-rds subnet-b']],
  ['requester-id', 'amazon-rds', ['amazon-rds subnet-b']],
  ['vpc-id', 'vpc-2', []],
  ['attachment.instance-id', 'i-1', []],
])('the filter %s holds for them', async (name, value, expected) => {
  expect(places(await told(standing('false', [cache]), by(name, value)))).toEqual(expected);
});

test('a subnet can leave a group of RDS only when no server is in it', async () => {
  const keep = (...ids: string[]) =>
    databaseGuards.ModifyDBSubnetGroup(
      callOf({
        DBSubnetGroupName: 'shop',
        ...Object.fromEntries(ids.map((id, at) => [`SubnetIds.SubnetIdentifier.${at + 1}`, id])),
      }),
      standing(),
    );
  await expect(keep('subnet-a', 'subnet-b')).resolves.toBeUndefined();
  await expect(keep('subnet-a', 'subnet-c')).rejects.toThrow(
    'Some of the subnets to be deleted are currently in use: subnet-b',
  );
});

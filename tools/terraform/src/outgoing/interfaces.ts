import type { EC2Client, NetworkInterface } from '@aws-sdk/client-ec2';
import type { Session } from '../aws-target/session';

/** An old object that may contain network interfaces, with the id of its successor if there is one. */
export interface InNetwork {
  readonly id: string;
  readonly type: 'aws_security_group' | 'aws_subnet';
  readonly successor?: string | undefined;
}

const filters = { aws_security_group: 'group-id', aws_subnet: 'subnet-id' } as const;

/**
 * Returns the groups and subnets that instances still use: a group of instances replaces them one after the other, long after its deploy. An
 * interface with a group and its successor does not count, nor do the interfaces of NAT gateways, which are deleted with their subnet.
 * @returns in words, for a person: `sg-1 (3 network interfaces)`
 */
export async function stillUsed(session: Session, objects: readonly InNetwork[]): Promise<string[]> {
  const used: string[] = [];
  for (const { object, found } of await interfacesOf(session, objects)) {
    const { length: count } = found.filter(
      ({ Groups = [], InterfaceType }) =>
        !isOfNat(InterfaceType) && !Groups.some(({ GroupId }) => GroupId !== undefined && GroupId === object.successor),
    );
    if (count > 0) used.push(`${object.id} (${count === 1 ? '1 network interface' : `${count} network interfaces`})`);
  }
  return used;
}

/** The requesters by which AWS marks the interfaces of its services (EC2 user guide, "Requester-managed network interfaces"). */
const stays: Readonly<Record<string, string>> = {
  'amazon-rds': 'a database server',
  'amazon-elasticache': 'a cache',
};

/**
 * Returns the contents of subnets that no deploy can move: RDS and ElastiCache keep their servers in the subnets of their creation.
 * @returns in words, for a person: `subnet-1 has a database server`
 */
export async function immovable(session: Session, subnets: readonly string[]): Promise<string[]> {
  const objects = subnets.map((id) => ({ id, type: 'aws_subnet' }) as const);
  return (await interfacesOf(session, objects)).flatMap(({ object, found }) => {
    const kinds = new Set(found.flatMap(({ RequesterId = '' }) => stays[RequesterId] ?? []));
    return kinds.size === 0 ? [] : [`${object.id} has ${[...kinds].join(' and ')}`];
  });
}

async function interfacesOf(session: Session, objects: readonly InNetwork[]) {
  if (objects.length === 0) return [];
  // Loaded here: most deploys replace nothing.
  const sdk = await import('@aws-sdk/client-ec2');
  const client: EC2Client = new sdk.EC2Client(session.clients);
  const all: { readonly object: InNetwork; readonly found: readonly NetworkInterface[] }[] = [];
  for (const object of objects) {
    const found: NetworkInterface[] = [];
    const Filters = [{ Name: filters[object.type], Values: [object.id] }];
    for await (const { NetworkInterfaces = [] } of sdk.paginateDescribeNetworkInterfaces({ client }, { Filters })) {
      found.push(...NetworkInterfaces);
    }
    all.push({ object, found });
  }
  return all;
}

/** EC2 answers `nat_gateway`, but its models contain `natGateway` (EC2 API reference, DescribeNetworkInterfaces: filter `interface-type`). */
const isOfNat = (type: string | undefined) => type === 'nat_gateway' || type === 'natGateway';

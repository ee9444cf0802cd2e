import type { Session } from '../target/session';

/** An old object that network interfaces may be in, with the id of its successor where there is one. */
export interface InNetwork {
  readonly id: string;
  readonly type: 'aws_security_group' | 'aws_subnet';
  readonly successor?: string | undefined;
}

const filters = { aws_security_group: 'group-id', aws_subnet: 'subnet-id' } as const;

/**
 * Which of some groups and subnets instances still have: a group of instances replaces them one after the other, long after its deploy.
 * What has a group beside its successor does not count, nor do the interfaces of NAT gateways, which go with their subnet.
 * @returns in words, for a person: `sg-1 (3 network interfaces)`
 */
export async function stillUsed(session: Session, objects: readonly InNetwork[]): Promise<string[]> {
  if (objects.length === 0) return [];
  // Loaded here: most deploys replace nothing.
  const { EC2Client, paginateDescribeNetworkInterfaces } = await import('@aws-sdk/client-ec2');
  const client = new EC2Client(session.clients);
  const used: string[] = [];
  for (const { id, type, successor } of objects) {
    let count = 0;
    const Filters = [{ Name: filters[type], Values: [id] }];
    for await (const { NetworkInterfaces = [] } of paginateDescribeNetworkInterfaces({ client }, { Filters })) {
      count += NetworkInterfaces.filter(
        ({ Groups = [], InterfaceType }) =>
          !isOfNat(InterfaceType) && !Groups.some(({ GroupId }) => GroupId !== undefined && GroupId === successor),
      ).length;
    }
    if (count > 0) used.push(`${id} (${count === 1 ? '1 network interface' : `${count} network interfaces`})`);
  }
  return used;
}

/** EC2 answers `nat_gateway`, where its models say `natGateway` (EC2 API reference, DescribeNetworkInterfaces: filter `interface-type`). */
const isOfNat = (type: string | undefined) => type === 'nat_gateway' || type === 'natGateway';

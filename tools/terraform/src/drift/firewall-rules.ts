import type { Neighbour, Part, Values } from './neighbour';

/** A rule of a security group: one protocol, one range of ports, one source or target. */
interface FirewallRule {
  readonly protocol: string;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly peer: string;
}

const list = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
/** All protocols, for which EC2 has no ports (EC2 API reference, IpPermission). */
const isAll = (protocol: unknown) => protocol === '-1' || protocol === 'all' || protocol === undefined;

/** `tcp 443 203.0.113.0/24` */
function inWords({ protocol, from, to, peer }: FirewallRule): string {
  if (isAll(protocol)) return `all traffic, ${peer}`;
  const ports = from === undefined ? '' : from === to ? ` ${from}` : ` ${from}-${to ?? ''}`;
  return `${protocol}${ports}, ${peer}`;
}

/** The rules of a security group as the attribute of the group lists them: rules of one protocol and range are in one element. */
const partsOf =
  (direction: 'ingress' | 'egress') =>
  (value: unknown, { id }: Values): Part[] => {
    const groups = Array.isArray(value) ? (value as readonly Values[]) : [];
    return groups.flatMap((one) => {
      const rule = {
        protocol: String(one['protocol']),
        from: numberOf(one['from_port']),
        to: numberOf(one['to_port']),
      };
      return peersOf(one, String(id)).map(({ words, permission }) => ({
        words: inWords({ ...rule, peer: words }),
        removal: `aws ec2 revoke-security-group-${direction} --group-id ${String(id)} --ip-permissions '${JSON.stringify(
          [{ IpProtocol: rule.protocol, ...portsOf(rule), ...permission }],
        )}'`,
      }));
    });
  };

interface Peer {
  readonly words: string;
  /** The part of EC2's IpPermission that names it. */
  readonly permission: object;
}

function peersOf(group: Values, id: string): Peer[] {
  return [
    ...list(group['cidr_blocks']).map((CidrIp) => ({ words: CidrIp, permission: { IpRanges: [{ CidrIp }] } })),
    ...list(group['ipv6_cidr_blocks']).map((CidrIpv6) => ({
      words: CidrIpv6,
      permission: { Ipv6Ranges: [{ CidrIpv6 }] },
    })),
    ...list(group['prefix_list_ids']).map((PrefixListId) => ({
      words: PrefixListId,
      permission: { PrefixListIds: [{ PrefixListId }] },
    })),
    ...list(group['security_groups'])
      .map(groupOf)
      .map((GroupId) => ({ words: GroupId, permission: { UserIdGroupPairs: [{ GroupId }] } })),
    ...(group['self'] === true
      ? [{ words: 'the group itself', permission: { UserIdGroupPairs: [{ GroupId: id }] } }]
      : []),
  ];
}

const portsOf = ({ protocol, from, to }: Omit<FirewallRule, 'peer'>) =>
  isAll(protocol) ? {} : { FromPort: from, ToPort: to };

/** Returns the text of a rule that is a resource of its own. */
function declared(values: Values): string[] {
  const { ip_protocol: protocol, security_group_id: group } = values;
  const other = values['referenced_security_group_id'] && groupOf(String(values['referenced_security_group_id']));
  const peer = [values['cidr_ipv4'], values['cidr_ipv6'], values['prefix_list_id'], other].find(Boolean);
  return [
    inWords({
      protocol: String(protocol),
      from: numberOf(values['from_port']),
      to: numberOf(values['to_port']),
      peer: other !== undefined && other === group ? 'the group itself' : String(peer),
    }),
  ];
}

/** The id of a group of another account begins with the account: `111122223333/sg-0123`. */
const groupOf = (text: string) => text.split('/').at(-1)!;
const numberOf = (value: unknown) => (typeof value === 'number' ? value : undefined);

const rulesOf = (direction: 'ingress' | 'egress'): Neighbour => ({
  type: `aws_vpc_security_group_${direction}_rule`,
  link: 'security_group_id',
  parts: partsOf(direction),
  declared,
});
export const ingressRules = rulesOf('ingress');
export const egressRules = rulesOf('egress');

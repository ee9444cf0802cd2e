import { type Block, blocks, isTrue, type Resource, type World } from '@malinshopper/synthesized';
import { remembered } from '../remembered';

/** The traffic that one rule of a firewall allows, in any of Terraform's forms. */
export interface FirewallRule {
  readonly direction: 'ingress' | 'egress';
  /** The security group that has the rule. Undefined if it is not in this repository. */
  readonly group: Resource | undefined;
  /** `tcp`, `udp`, `icmp`; `all` is every protocol, and with it every port. */
  readonly protocol: string;
  /** The first and last port. Unreadable ports count as every port. */
  readonly ports: readonly [number, number];
  readonly cidrs: readonly string[];
  /** The security groups on the other side. */
  readonly peers: readonly Resource[];
}

/** Rules that are separate resources. */
export const standaloneRules = ['aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule'];
/** All types that can contain a firewall rule. */
export const firewallTypes = [
  ...standaloneRules,
  'aws_security_group',
  'aws_default_security_group',
  'aws_security_group_rule',
];

const everyPort = [0, 65535] as const;
const protocols: Readonly<Record<string, string>> = { '-1': 'all', '6': 'tcp', '17': 'udp', '1': 'icmp' };

/** The firewall rules in a resource: one in a standalone rule, any number in a security group. */
export const firewallRulesOf = remembered((resource: Resource, world: World): readonly FirewallRule[] => {
  const { type, config } = resource;
  if (type === 'aws_security_group' || type === 'aws_default_security_group') {
    return (['ingress', 'egress'] as const).flatMap((direction) =>
      blocks(config[direction]).map((rule) => read(rule, direction, resource, resource, world)),
    );
  }
  const egress = type.endsWith('_egress_rule') || config['type'] === 'egress';
  const [group] = groupsBehind(config['security_group_id'], resource, world);
  return [read(config, egress ? 'egress' : 'ingress', group, resource, world)];
});

/** The security groups that a value of a resource refers to. */
export const groupsBehind = (value: unknown, { stack }: Resource, world: World): Resource[] =>
  world.targets(value, stack).filter(({ type }) => type === 'aws_security_group');

function read(
  rule: Block,
  direction: FirewallRule['direction'],
  group: Resource | undefined,
  resource: Resource,
  world: World,
): FirewallRule {
  const value = (name: string) => world.resolve(rule[name], resource.stack);
  const list = (...names: readonly string[]) => names.flatMap((name) => value(name) ?? []) as unknown[];
  const raw = String(value('ip_protocol') ?? value('protocol') ?? '-1').toLowerCase();
  const protocol = protocols[raw] ?? raw;
  const port = (name: string) => Number.parseInt(String(value(name)), 10);
  const [first, last] = [port('from_port'), port('to_port')];
  const known = protocol !== 'all' && first >= 0 && last >= 0;
  return {
    direction,
    group,
    protocol,
    ports: known ? [first, last] : everyPort,
    cidrs: [
      ...list('cidr_ipv4', 'cidr_ipv6', 'cidr_blocks', 'ipv6_cidr_blocks').map(String),
      ...ofPrefixLists(list('prefix_list_id', 'prefix_list_ids'), resource, world),
    ],
    peers: [
      ...groupsBehind(
        [rule['referenced_security_group_id'], rule['source_security_group_id'], rule['security_groups']],
        resource,
        world,
      ),
      ...(isTrue(rule['self']) && group ? [group] : []),
    ],
  };
}

/** The blocks of prefix lists of this repository. AWS maintains the blocks of its own lists, such as S3. */
const ofPrefixLists = (ids: unknown, { stack }: Resource, world: World) =>
  world
    .targets(ids, stack)
    .filter(({ type }) => type === 'aws_ec2_managed_prefix_list')
    .flatMap(({ config }) => blocks(config['entry']).map(({ cidr }) => String(cidr)));

/** Private blocks: RFC 1918, and RFC 6598 for carriers. By the number of their first address. */
const privateBlocks = [
  { first: 10 * 2 ** 24, length: 8 },
  { first: (172 * 256 + 16) * 2 ** 16, length: 12 },
  { first: (192 * 256 + 168) * 2 ** 16, length: 16 },
  { first: (100 * 256 + 64) * 2 ** 16, length: 10 },
];

/**
 * True if a block is as large as only the internet is: for public addresses, larger than one network can be (a VPC has
 * a /16 at most, a registry gives a /32 of IPv6 to each provider). An unreadable block counts as the internet.
 */
export function isTheWorld(cidr: string): boolean {
  const [, address = '', length] = /^([0-9a-f.:]+)\/(\d+)$/i.exec(cidr) ?? [];
  if (length === undefined) return true;
  // IPv6 addresses that begin with f are not on the internet: fc00::/7 is private, fe80::/10 local, ff00::/8 multicast.
  if (address.includes(':')) return Number(length) < 32 && !(/^f[c-f]/i.test(address) && Number(length) >= 6);
  if (Number(length) >= 16) return false;
  const first = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const isWithin = (block: (typeof privateBlocks)[number]) =>
    Number(length) >= block.length && first >= block.first && first < block.first + 2 ** (32 - block.length);
  return !privateBlocks.some(isWithin);
}

/** True if a rule has the internet on its other side. */
export const meetsTheWorld = ({ cidrs }: FirewallRule) => cidrs.some(isTheWorld);

/** True if a rule covers a port of TCP or UDP. */
export const isAbout = ({ protocol, ports: [first, last] }: FirewallRule, port: number) =>
  ['all', 'tcp', 'udp'].includes(protocol) && first <= port && port <= last;

/** A short description of a rule: "ingress tcp 443 from 0.0.0.0/0". */
export function inWords({ direction, protocol, ports: [first, last], cidrs, peers }: FirewallRule): string {
  const others = [...cidrs, ...peers.map(({ path }) => path)].join(', ') || 'no known peer';
  const ports = first === last ? first : `${first}-${last}`;
  return `${direction} ${protocol} ${ports} ${direction === 'ingress' ? 'from' : 'to'} ${others}`;
}

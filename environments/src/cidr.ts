import ipaddr from 'ipaddr.js';

/** A range of IPv4 addresses, as numbers: the first and the last address. */
interface Range {
  readonly first: number;
  readonly last: number;
}

const toNumber = (octets: number[]) => octets.reduce((sum, octet) => sum * 256 + octet, 0);

function range(cidr: string): Range {
  const first = toNumber(ipaddr.IPv4.networkAddressFromCIDR(cidr).toByteArray());
  return { first, last: toNumber(ipaddr.IPv4.broadcastAddressFromCIDR(cidr).toByteArray()) };
}

/** Returns whether `cidr` is an IPv4 block with its network address: `10.1.0.0/16`, not `10.1.2.3/16`. */
export function isNetworkBlock(cidr: string): boolean {
  return ipaddr.IPv4.isValidCIDR(cidr) && ipaddr.IPv4.networkAddressFromCIDR(cidr).toString() === cidr.split('/')[0];
}

/** RFC 1918, 3: the private ranges. */
const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/** Returns whether `cidr` is a network block within the private ranges. */
export function isPrivate(cidr: string): boolean {
  if (!isNetworkBlock(cidr)) return false;
  const { first, last } = range(cidr);
  return privateRanges.map(range).some((whole) => whole.first <= first && last <= whole.last);
}

/** Returns whether two blocks have an address in common. */
export function overlaps(a: string, b: string): boolean {
  const [left, right] = [range(a), range(b)];
  return left.first <= right.last && right.first <= left.last;
}

export type SubnetTier = 'private' | 'public' | 'database';

/**
 * The block of a zone's subnet in a /16 network. It follows from the zone's letter alone, never from the order of a
 * list, so that adding a zone moves no other subnet: private /20 at x.x.0.0 and up (instances and load balancer nodes
 * need addresses), public /24 at x.x.128.0 and up, database /24 at x.x.192.0 and up.
 */
export function subnetBlock(network: string, tier: SubnetTier, zone: string): string {
  const letter = zone.charCodeAt(zone.length - 1) - 'a'.charCodeAt(0);
  const [a, b] = network.split('.');
  const third = { private: letter * 16, public: 128 + letter, database: 192 + letter }[tier];
  return `${a}.${b}.${third}.0/${tier === 'private' ? 20 : 24}`;
}

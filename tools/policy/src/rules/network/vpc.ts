import { hostOf, longLivedEnvironments, networkOf } from '@malinshopper/environments';
import { isTrue, type Resource, type World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { tierOf, zonesOf } from './routing';

/** VPC user guide, "Quotas": Elastic IP addresses per region and account. */
const addressQuota = 5;

const range = (cidr: string): [number, number] | undefined => {
  const [, a, b, c, d, length] = (/^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(cidr) ?? []).map(Number);
  if (length === undefined) return undefined;
  const first = ((a! * 256 + b!) * 256 + c!) * 256 + d!;
  return [first, first + 2 ** (32 - length) - 1];
};
const overlap = (one: string, other: string) => {
  const [left, right] = [range(one), range(other)];
  return !left || !right || (left[0] <= right[1] && right[0] <= left[1]);
};

/** The environments that stay, besides the judged one, and that have a network of their own. */
const others = ({ environment }: World) =>
  longLivedEnvironments.filter(({ name, network }) => name !== environment.name && network.placement === 'own');

/** What rules stand inside a security group, as a fault. */
function inside({ config }: Resource): string | undefined {
  const rules = ['ingress', 'egress'].filter((direction) => [config[direction] ?? []].flat().length > 0);
  return rules.length > 0 ? `has ${rules.join(' and ')}` : undefined;
}

/** How many of a resource Terraform makes. */
const countOf = ({ config }: Resource) => Number(config['count'] ?? 1);

/** What every network has. */
export const vpcRules: readonly Rule[] = [
  {
    id: 'MAL_NET_14',
    covers: ['N1'],
    title: 'Every network is a block of its own, of a /16 to a /20, with the DNS of AWS',
    severity: 'high',
    why: 'Networks that overlap can never be peered; without DNS host names no endpoint and no database is found',
    fix: 'Choose a free block in environments/src, and leave DNS on',
    types: ['aws_vpc'],
    check: ({ config }, world) => {
      const cidr = String(config['cidr_block']);
      const length = Number(cidr.split('/')[1]);
      if (!(length >= 16 && length <= 20)) return `cidr_block is ${cidr}`;
      const other = others(world).find((each) => overlap(cidr, networkOf(each).cidr));
      if (other) return `${cidr} overlaps ${networkOf(other).cidr} of ${other.name}`;
      // AWS's own default: names for nobody.
      if (!isTrue(config['enable_dns_hostnames'])) return 'enable_dns_hostnames is not true';
      return config['enable_dns_support'] === undefined || isTrue(config['enable_dns_support'])
        ? undefined
        : 'enable_dns_support is off';
    },
  },
  {
    id: 'CKV2_AWS_12',
    covers: ['FSBP.EC2.2', 'N6'],
    title: 'The default security group of every network lets nothing in or out',
    severity: 'high',
    why: 'AWS puts into it whatever names no group, and as it comes all of its members reach each other',
    fix: 'Make a DefaultSecurityGroup for the VPC, without rules',
    types: ['aws_vpc', 'aws_default_security_group'],
    check: (vpc, world) => {
      if (vpc.type === 'aws_default_security_group') return inside(vpc);
      const [group, ...more] = world.thatName(vpc, 'aws_default_security_group');
      if (!group || more.length > 0) return `has ${group ? 'several' : 'no'} aws_default_security_group`;
      const [added] = world.thatName(group);
      return added && `${added.path} uses the default group`;
    },
  },
  {
    id: 'MAL_NET_15',
    covers: ['N2'],
    title:
      'Every network has public, private and isolated subnets in each of its zones: three in production, two elsewhere',
    severity: 'high',
    why: 'The loss of a zone must leave a place to go on in',
    fix: 'Name the zones in environments/src',
    types: ['aws_vpc'],
    check: (vpc, world) => {
      const { environment } = world;
      const { zones } = networkOf(environment);
      const least = environment.kind === 'production' ? 3 : 2;
      if (zones.length < least) return `has ${zones.length} zones`;
      const subnets = world.thatName(vpc, 'aws_subnet').map((subnet) => [tierOf(subnet, world), subnet] as const);
      for (const tier of ['public', 'private', 'isolated'] as const) {
        const there = zonesOf(subnets.filter(([of]) => of === tier).map(([, subnet]) => subnet));
        const without = zones.find((zone) => !there.includes(zone));
        if (without) return `has no ${tier} subnet in ${without}`;
      }
      return undefined;
    },
  },
  {
    id: 'MAL_NET_16',
    covers: ['N4'],
    title: 'Production has a NAT gateway in every zone, other networks as many as their file says',
    severity: 'medium',
    why: 'With one, the loss of its zone takes the internet from all others',
    fix: "Set network.nat to 'per-zone'",
    types: ['aws_vpc'],
    check: (_vpc, world) => {
      const { environment } = world;
      const { nat, zones } = networkOf(environment);
      const needed = environment.kind === 'production' || nat === 'per-zone' ? zones.length : 1;
      const there = world.resources('aws_nat_gateway').reduce((sum, each) => sum + countOf(each), 0);
      return there === needed ? undefined : `has ${there} NAT gateways for ${needed}`;
    },
  },
  {
    id: 'MAL_NET_17',
    covers: ['N5'],
    title: 'All environments of an account together have no more than five public addresses',
    severity: 'medium',
    why: 'AWS gives five to a region; the deploy of the next network fails half-way',
    fix: 'Borrow a network, or have the quota raised and write it here',
    types: ['aws_vpc'],
    check: (_vpc, world) => {
      const here = world.resources('aws_eip').reduce((sum, each) => sum + countOf(each), 0);
      const neighbours = others(world).filter(({ account }) => account.name === world.environment.account.name);
      const there = neighbours
        .filter((each) => hostOf(each, 'network') === each)
        .map((each) => networkOf(each))
        .reduce((sum, { nat, zones }) => sum + (nat === 'per-zone' ? zones.length : 1), 0);
      return here + there > addressQuota ? `${here} here and ${there} in other environments` : undefined;
    },
  },
];

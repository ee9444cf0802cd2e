import { hostOf, longLivedEnvironments, networkOf } from '@malinshopper/environments';
import type { Resource, World } from '@malinshopper/synthesized';
import { remove } from '../../testing/mutation';
import { all, at, custom, on, oneOfOrUnset, type Fault } from '../ask';
import { tierOf, zonesOf } from './routing';
import { rulesOf } from '../table';

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

/** The long-lived environments with a network of their own, besides the judged one. */
const others = ({ environment }: World) =>
  longLivedEnvironments.filter(({ name, network }) => name !== environment.name && network.placement === 'own');

/** The number of resources of a type that Terraform creates. */
const numberOf = (type: string, world: World) =>
  world.resources(type).reduce((sum, { config }) => sum + Number(config['count'] ?? 1), 0);

const prefixLength = (cidr: unknown) => Number(String(cidr).split('/')[1]);

const overlapsNoOther: Fault = ({ config }, world) => {
  const cidr = String(config['cidr_block']);
  const other = others(world).find((each) => overlap(cidr, networkOf(each).cidr));
  return other && `${cidr} overlaps ${networkOf(other).cidr} of ${other.name}`;
};

function rulesInside({ config }: Resource): string | undefined {
  const rules = ['ingress', 'egress'].filter((direction) => [config[direction] ?? []].flat().length > 0);
  return rules.length > 0 ? `has ${rules.join(' and ')}` : undefined;
}

const everyTierInEveryZone: Fault = (vpc, world) => {
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
};

const addressesWithinQuota: Fault = (_vpc, world) => {
  const here = numberOf('aws_eip', world);
  const there = others(world)
    .filter(({ account }) => account.name === world.environment.account.name)
    .filter((each) => hostOf(each, 'network') === each)
    .map((each) => networkOf(each))
    .reduce((sum, { nat, zones }) => sum + (nat === 'per-zone' ? zones.length : 1), 0);
  return here + there > addressQuota ? `${here} here and ${there} in other environments` : undefined;
};

export const vpcs = rulesOf('aws_vpc', {
  MAL_NET_14: {
    title: 'Each VPC has its own address block, from /16 to /20, and has the DNS of AWS enabled',
    severity: 'high',
    covers: 'N1',
    why: 'Networks that overlap cannot be peered; without DNS host names, endpoints and databases are not found',
    fix: 'Choose a free block in environments/src, and leave DNS enabled',
    ask: all(
      at('cidr_block', (cidr) => prefixLength(cidr) >= 16 && prefixLength(cidr) <= 20, '10.0.0.0/8', '10.10.0.0/24'),
      custom(overlapsNoOther, {
        'production has addresses of staging': (config) => (config.cidr_block = '10.20.16.0/20'),
      }),
      // AWS's own default is false.
      on('enable_dns_hostnames'),
      oneOfOrUnset('enable_dns_support', true),
    ),
  },
  CKV2_AWS_12: {
    title: 'Default security groups of VPCs have no rules',
    severity: 'high',
    covers: 'FSBP.EC2.2 N6',
    types: ['aws_vpc', 'aws_default_security_group'],
    why: 'AWS puts a resource without a security group into the default group. By default, all members of that group can reach each other',
    fix: 'Create a DefaultSecurityGroup for the VPC, without rules',
    ask: custom(
      (vpc, world) => {
        if (vpc.type === 'aws_default_security_group') return rulesInside(vpc);
        const [group, ...more] = world.thatName(vpc, 'aws_default_security_group');
        if (!group || more.length > 0) return `has ${group ? 'several' : 'no'} aws_default_security_group`;
        const [added] = world.thatName(group);
        return added && `${added.path} uses the default group`;
      },
      {
        'the default group keeps the rules that AWS gives it': remove,
        'members of the default group reach each other': (config) =>
          (config.ingress = { protocol: '-1', from_port: 0, to_port: 0, self: true }),
      },
    ),
    tried: { type: 'aws_default_security_group' },
  },
  MAL_NET_15: {
    title: 'VPCs have public, private and isolated subnets in each zone: three zones in production, two elsewhere',
    severity: 'high',
    covers: 'N2',
    why: 'After the loss of a zone, the platform must continue in another zone',
    fix: 'Name the zones in environments/src',
    ask: custom(everyTierInEveryZone, {
      'a zone loses its private subnet': { path: 'subnets/private-eu-west-1c', change: remove },
      'two subnets are in the same zone': {
        path: 'subnets/public-eu-west-1b',
        change: (config) => (config.availability_zone = 'eu-west-1a'),
      },
      'public subnets lose their default route': { type: 'aws_route', path: 'subnets/public-internet', change: remove },
    }),
    tried: { type: 'aws_subnet' },
  },
  MAL_NET_16: {
    title:
      'VPCs of production have a NAT gateway in every zone. Other VPCs have as many NAT gateways as their environment sets',
    severity: 'medium',
    covers: 'N4',
    why: 'With one gateway, the loss of its zone disconnects all other zones from the internet',
    fix: "Set network.nat to 'per-zone'",
    ask: custom(
      (_vpc, world) => {
        const { environment } = world;
        const { nat, zones } = networkOf(environment);
        const needed = environment.kind === 'production' || nat === 'per-zone' ? zones.length : 1;
        const there = numberOf('aws_nat_gateway', world);
        return there === needed ? undefined : `has ${there} NAT gateways for ${needed}`;
      },
      {
        'production loses a NAT gateway': remove,
        'staging gets two NAT gateways for one': { scenario: 'staging', change: (config) => (config.count = 2) },
      },
    ),
    tried: { type: 'aws_nat_gateway' },
  },
  MAL_NET_17: {
    title: 'All environments of one account together have at most five public addresses in a region',
    severity: 'medium',
    covers: 'N5',
    why: "AWS's quota is five for each region; the deploy of the next network fails in the middle",
    fix: 'Borrow a network, or have the quota raised and set addressQuota',
    ask: custom(addressesWithinQuota, {
      'production takes more addresses than the quota': (config) => (config.count = 4),
      'staging takes an address of testing': { scenario: 'staging', change: (config) => (config.count = 5) },
    }),
    tried: { type: 'aws_eip' },
  },
});

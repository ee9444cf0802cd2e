import { networkOf } from '@malinshopper/environments';
import type { Rule } from '../rule';
import { subnetsBehind, tierOf } from './routing';

const types = ['aws_subnet'];
const givesAddresses = [
  'map_public_ip_on_launch',
  'map_customer_owned_ip_on_launch',
  'assign_ipv6_address_on_creation',
] as const;

/** Subnets, and who may have an address of the internet. */
export const subnetRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_130',
    covers: ['FSBP.EC2.15', 'N3', 'tfsec.ec2.no-public-ip-subnet'],
    title: 'No subnet gives public addresses to what is launched in it',
    severity: 'high',
    why: 'A machine that lands there by mistake is on the internet',
    fix: 'Set mapPublicIpOnLaunch to false, for public subnets too: load balancers need no such address',
    types,
    check: ({ config }) => {
      const given = givesAddresses.find((name) => ![undefined, false, 'false'].includes(config[name]));
      return given && `${given} is ${JSON.stringify(config[given])}`;
    },
  },
  {
    id: 'MAL_NET_18',
    covers: ['N2', 'N3'],
    title: 'Every subnet is in a zone that the environment names, and is called by it',
    severity: 'medium',
    why: 'A list of zones from AWS changes by itself, and a numbered subnet is replaced when a zone is added before it',
    fix: "Take availabilityZone from the environment's file, and make it part of the construct's id",
    types,
    check: ({ config, path }, { environment }) => {
      const zone: unknown = config['availability_zone'];
      if (!networkOf(environment).zones.some((each) => each === zone)) {
        return `availability_zone is ${JSON.stringify(zone)}`;
      }
      return path.endsWith(`-${String(zone)}`) ? undefined : `is called ${path} in ${String(zone)}`;
    },
  },
  {
    id: 'CKV2_AWS_19',
    covers: ['FSBP.EC2.12'],
    title: 'Every public address belongs to a NAT gateway',
    severity: 'high',
    why: 'On a machine it is a way around the load balancer; unused it is paid for',
    fix: 'Attach it to a NatGateway, or release it',
    types: ['aws_eip'],
    check: (address, world) => {
      const { config } = address;
      if (config['instance'] ?? config['network_interface']) return 'is attached to a machine';
      const users = world.thatName(address);
      const other = users.find(({ type }) => type !== 'aws_nat_gateway');
      if (users.length !== 1) return `has ${users.length} users`;
      return other && `belongs to ${other.path} (${other.type})`;
    },
  },
  {
    id: 'MAL_NET_19',
    covers: ['N4'],
    title: 'Every NAT gateway is in a public subnet, with an address of ours',
    severity: 'high',
    why: 'Anywhere else it leads nowhere; partners know us by our addresses',
    fix: 'Set subnetId to the public subnet of the zone, and allocationId to an Eip',
    types: ['aws_nat_gateway'],
    check: (nat, world) => {
      const { config } = nat;
      if (config['connectivity_type'] === 'private') return 'connectivity_type is private';
      const subnets = subnetsBehind(config['subnet_id'], nat, world);
      if (subnets.length !== 1 || tierOf(subnets[0]!, world) !== 'public') return 'is in no public subnet';
      return world.targets(config['allocation_id'], nat.stack).some(({ type }) => type === 'aws_eip')
        ? undefined
        : `allocation_id is ${JSON.stringify(config['allocation_id'])}`;
    },
  },
];

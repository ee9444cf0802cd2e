import { networkOf } from '@malinshopper/environments';
import { remove } from '../../testing/mutation';
import { all, alsoBroken, at, custom, offOrUnset, ours, type Fault } from '../ask';
import { subnetsBehind, tierOf } from './routing';
import { rulesOf } from '../table';

const privateSubnet = '${aws_subnet.network_subnets_private-eu-west-1a_19D86F51.id}';

const namedAfterItsZone: Fault = ({ config, path }) =>
  path.endsWith(`-${config['availability_zone']}`)
    ? undefined
    : `has the name ${path} in ${config['availability_zone']}`;

const inPublicSubnet: Fault = (nat, world) => {
  const subnets = subnetsBehind(nat.config['subnet_id'], nat, world);
  return subnets.length === 1 && tierOf(subnets[0]!, world) === 'public' ? undefined : 'is in no public subnet';
};

export const subnets = rulesOf('aws_subnet', {
  CKV_AWS_130: {
    title: 'Subnets give no public addresses to instances',
    severity: 'high',
    covers: 'FSBP.EC2.15 N3 tfsec.ec2.no-public-ip-subnet',
    why: 'Otherwise the internet can reach an instance that is launched in the subnet by mistake',
    fix: 'Set mapPublicIpOnLaunch to false, for public subnets too: load balancers need no such address',
    ask: alsoBroken(
      all(
        offOrUnset('map_public_ip_on_launch'),
        offOrUnset('map_customer_owned_ip_on_launch'),
        offOrUnset('assign_ipv6_address_on_creation'),
      ),
      {
        'a private subnet gives public addresses, in quotes': {
          path: 'subnets/private-eu-west-1a',
          change: (config) => (config.map_public_ip_on_launch = 'true'),
        },
      },
    ),
  },
  MAL_NET_18: {
    title: 'Subnets are in a zone of the environment, and are named after it',
    severity: 'medium',
    covers: 'N2 N3',
    why: "AWS's list of zones changes, and a numbered subnet is replaced when a zone is added before it",
    fix: "Take availabilityZone from the environment's file, and make it part of the construct's id",
    ask: all(
      at(
        'availability_zone',
        (zone, _subnet, { environment }) => networkOf(environment).zones.some((each) => each === zone),
        undefined,
        '${data.aws_availability_zones.available.names[0]}',
      ),
      custom(namedAfterItsZone, {
        'a subnet has a number in its name': (config) =>
          (config['//'].metadata.path = 'network/network/subnets/public-0'),
      }),
    ),
  },
  CKV2_AWS_19: {
    title: 'Elastic IP addresses belong to NAT gateways',
    severity: 'high',
    covers: 'FSBP.EC2.12',
    types: ['aws_eip'],
    why: 'An address on an instance bypasses the load balancer; an unused address costs money',
    fix: 'Attach it to a NatGateway, or release it',
    ask: custom(
      (address, world) => {
        const { config } = address;
        if (config['instance'] ?? config['network_interface']) return 'is attached to an instance';
        const users = world.thatName(address);
        const other = users.find(({ type }) => type !== 'aws_nat_gateway');
        if (users.length !== 1) return `has ${users.length} users`;
        return other && `belongs to ${other.path} (${other.type})`;
      },
      {
        'an address is attached to nothing': {
          type: 'aws_nat_gateway',
          change: (config) => delete config.allocation_id,
        },
        'an address is on an instance': (config) => (config.instance = 'i-0123456789abcdef0'),
      },
    ),
  },
  MAL_NET_19: {
    title: 'NAT gateways are in public subnets, and have an address of this repository',
    severity: 'high',
    covers: 'N4',
    types: ['aws_nat_gateway'],
    why: 'A NAT gateway elsewhere has no route to the internet; partners allow the platform by its addresses',
    fix: 'Set subnetId to the public subnet of the zone, and allocationId to an Eip',
    ask: alsoBroken(
      all(
        at('connectivity_type', (value) => value !== 'private', 'private'),
        custom(inPublicSubnet, {
          'a NAT gateway is in a private subnet': (config) => (config.subnet_id = privateSubnet),
        }),
        ours('allocation_id', 'aws_eip'),
      ),
      { 'the addresses of NAT gateways are removed': { type: 'aws_eip', change: remove } },
    ),
  },
});

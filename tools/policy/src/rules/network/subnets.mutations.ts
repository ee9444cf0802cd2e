import { remove, type Mutation } from '../../testing/mutation';

const subnet = 'aws_subnet';

export const subnetMutations: readonly Mutation[] = [
  {
    rule: 'CKV_AWS_130',
    what: 'a public subnet gives public addresses',
    type: subnet,
    path: 'subnets/public-eu-west-1a',
    change: (config) => (config.map_public_ip_on_launch = true),
  },
  {
    rule: 'CKV_AWS_130',
    what: 'a private subnet gives public addresses, in quotes',
    type: subnet,
    path: 'subnets/private-eu-west-1a',
    change: (config) => (config.map_public_ip_on_launch = 'true'),
  },
  {
    rule: 'CKV_AWS_130',
    what: 'a subnet gives addresses of IPv6, which are all public',
    type: subnet,
    change: (config) => (config.assign_ipv6_address_on_creation = true),
  },
  {
    rule: 'MAL_NET_18',
    what: 'the zone of a subnet is whichever AWS names first',
    type: subnet,
    change: (config) => (config.availability_zone = '${data.aws_availability_zones.available.names[0]}'),
  },
  {
    rule: 'MAL_NET_18',
    what: 'AWS chooses the zone of a subnet',
    type: subnet,
    change: (config) => delete config.availability_zone,
  },
  {
    rule: 'MAL_NET_18',
    what: 'a subnet is called by its number',
    type: subnet,
    change: (config) => (config['//'].metadata.path = 'network/network/subnets/public-0'),
  },
  {
    rule: 'CKV2_AWS_19',
    what: 'an address is attached to nothing',
    type: 'aws_nat_gateway',
    change: (config) => delete config.allocation_id,
  },
  {
    rule: 'CKV2_AWS_19',
    what: 'an address is on a machine',
    type: 'aws_eip',
    change: (config) => (config.instance = 'i-0123456789abcdef0'),
  },
  {
    rule: 'MAL_NET_19',
    what: 'a NAT gateway is in a private subnet',
    type: 'aws_nat_gateway',
    change: (config) => (config.subnet_id = '${aws_subnet.network_subnets_private-eu-west-1a_19D86F51.id}'),
  },
  {
    rule: 'MAL_NET_19',
    what: 'a NAT gateway leads to other networks only',
    type: 'aws_nat_gateway',
    change: (config) => (config.connectivity_type = 'private'),
  },
  { rule: 'MAL_NET_19', what: 'the addresses of NAT gateways are gone', type: 'aws_eip', change: remove },
];

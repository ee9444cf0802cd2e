import { remove, type Mutation } from '../../testing/mutation';

const zoneA = 'subnets/private-nat-eu-west-1a';

export const routeMutations: readonly Mutation[] = [
  {
    rule: 'CKV2_AWS_35',
    what: 'private subnets leave through a machine',
    type: 'aws_route',
    path: zoneA,
    change: (config) => {
      delete config.nat_gateway_id;
      config.network_interface_id = 'eni-0123456789abcdef0';
    },
  },
  {
    rule: 'CKV2_AWS_35',
    what: 'a route table has a way to a machine inside',
    type: 'aws_route_table',
    change: (config) => (config.route = [{ cidr_block: '0.0.0.0/0', instance_id: 'i-0123456789abcdef0' }]),
  },
  {
    rule: 'CKV2_AWS_44',
    what: 'a network that is peered with gets all traffic',
    type: 'aws_route',
    path: zoneA,
    change: (config) => {
      delete config.nat_gateway_id;
      config.vpc_peering_connection_id = 'pcx-0123456789abcdef0';
    },
  },
  {
    rule: 'CKV2_AWS_44',
    what: 'half of the internet goes through a transit gateway',
    type: 'aws_route',
    path: zoneA,
    change: (config) => {
      delete config.nat_gateway_id;
      config.transit_gateway_id = 'tgw-0123456789abcdef0';
      config.destination_cidr_block = '0.0.0.0/1';
    },
  },
  {
    rule: 'MAL_NET_10',
    what: 'a subnet loses its route table',
    type: 'aws_route_table_association',
    change: remove,
  },
  {
    rule: 'MAL_NET_11',
    what: 'private subnets get a route to the internet gateway',
    type: 'aws_route',
    path: 'subnets/public-internet',
    change: (config) =>
      (config.route_table_id = '${aws_route_table.network_subnets_private-routes-eu-west-1a_005F0DBA.id}'),
  },
  {
    rule: 'MAL_NET_11',
    what: 'web servers are in public subnets',
    type: 'aws_autoscaling_group',
    path: 'web/group/Resource',
    change: (config) => (config.vpc_zone_identifier = '${data.terraform_remote_state.network.outputs.publicSubnetIds}'),
  },
  {
    rule: 'MAL_NET_12',
    what: 'the database is in private subnets',
    type: 'aws_db_subnet_group',
    change: (config) => (config.subnet_ids = '${data.terraform_remote_state.network.outputs.privateSubnetIds}'),
  },
  {
    rule: 'MAL_NET_12',
    what: 'database subnets get a way out',
    type: 'aws_route',
    path: zoneA,
    change: (config) => (config.route_table_id = '${aws_route_table.network_subnets_database-routes_514B7AA3.id}'),
  },
  {
    rule: 'MAL_NET_12',
    what: 'the database is in one zone',
    type: 'aws_db_subnet_group',
    change: (config) => (config.subnet_ids = ['${data.terraform_remote_state.network.outputs.databaseSubnetIds[0]}']),
  },
  {
    rule: 'MAL_NET_12',
    what: 'the session cache is in private subnets',
    kind: 'cluster',
    type: 'aws_elasticache_subnet_group',
    change: (config) => (config.subnet_ids = '${data.terraform_remote_state.network.outputs.privateSubnetIds}'),
  },
  {
    rule: 'MAL_NET_13',
    what: 'a zone leaves through the NAT gateway of another',
    type: 'aws_route',
    path: 'subnets/private-nat-eu-west-1b',
    change: (config) => (config.nat_gateway_id = '${aws_nat_gateway.network_subnets_nat-eu-west-1a_5E7DB516.id}'),
  },
];

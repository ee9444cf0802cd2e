import { remove } from '../../testing/mutation';
import { custom, type Fault } from '../ask';
import {
  defaultRoutesIn,
  defaultRoutesOf,
  notInTwoZones,
  routeTablesOf,
  subnetsBehind,
  subnetsOf,
  tierOf,
  zonesOf,
} from './routing';
import { rulesOf } from '../table';

const gateways = ['aws_nat_gateway', 'aws_internet_gateway'];
/** Types that may be in a subnet that is reachable from the internet. */
const publicTypes = ['aws_lb', 'aws_nat_gateway', 'aws_route_table_association'];

const subnetIds = (tier: string, index = '') =>
  `\${data.terraform_remote_state.network.outputs.${tier}SubnetIds${index}}`;

const throughGateways: Fault = (resource, world) => {
  const other = defaultRoutesIn(resource, world).find(
    ({ targets }) => targets.length !== 1 || targets.some(({ type }) => !gateways.includes(type)),
  );
  return other && `leads to ${other.targets.map(({ path }) => path).join(', ') || 'nothing in this repository'}`;
};

const noneThroughOtherNetworks: Fault = (resource, world) => {
  const elsewhere = defaultRoutesIn(resource, world).find(({ foreign }) => foreign);
  return elsewhere && `has a default route by ${elsewhere.foreign}`;
};

const onlyLoadBalancersAndNat: Fault = (subnet, world) => {
  const other = world.thatName(subnet).find(({ type }) => !publicTypes.includes(type));
  return other && `is public, and ${other.path} (${other.type}) is in it`;
};

const inIsolatedSubnetsOfTwoZones: Fault = (group, world) =>
  notInTwoZones(subnetsBehind(group.config['subnet_ids'], group, world), 'isolated', world);

const throughOwnZone: Fault = (table, world) => {
  const nats = defaultRoutesOf(table, world).flatMap(({ targets }) =>
    targets.filter(({ type }) => type === 'aws_nat_gateway'),
  );
  const through = zonesOf(nats.flatMap((nat) => subnetsBehind(nat.config['subnet_id'], nat, world)));
  const from = zonesOf(subnetsOf(table, world));
  return nats.length > 0 && through.join() !== from.join()
    ? `subnets in ${from.join(', ')} leave through ${through.join(', ')}`
    : undefined;
};

export const routes = rulesOf(['aws_route', 'aws_route_table'], {
  CKV2_AWS_35: {
    title: 'Default routes lead to a NAT gateway or the internet gateway, never to an instance',
    severity: 'medium',
    covers: 'N4',
    why: 'A NAT instance needs patches, and its subnets lose the internet when it stops',
    fix: 'Set natGatewayId; gatewayId for subnets of load balancers and NAT gateways',
    ask: custom(throughGateways, {
      'private subnets leave through an instance': (config) => {
        delete config.nat_gateway_id;
        config.network_interface_id = 'eni-0123456789abcdef0';
      },
      'a route table has a route to an instance inside': {
        type: 'aws_route_table',
        path: '',
        change: (config) => (config.route = [{ cidr_block: '0.0.0.0/0', instance_id: 'i-0123456789abcdef0' }]),
      },
    }),
    tried: { path: 'subnets/private-nat-eu-west-1a' },
  },
  CKV2_AWS_44: {
    title: 'Routes to other networks are not default routes',
    severity: 'high',
    why: 'The owner of the other network could read and answer all traffic of the platform',
    fix: "Name the other network's block as the destination",
    ask: custom(noneThroughOtherNetworks, {
      'a peered network gets all traffic': (config) => {
        delete config.nat_gateway_id;
        config.vpc_peering_connection_id = 'pcx-0123456789abcdef0';
      },
      'half of the internet goes through a transit gateway': (config) => {
        delete config.nat_gateway_id;
        config.transit_gateway_id = 'tgw-0123456789abcdef0';
        config.destination_cidr_block = '0.0.0.0/1';
      },
    }),
    tried: { path: 'subnets/private-nat-eu-west-1a' },
  },
  MAL_NET_10: {
    title: 'Subnets have exactly one route table of this repository',
    severity: 'medium',
    covers: 'N2 N4',
    types: ['aws_subnet'],
    why: 'A subnet without a route table uses the main route table of the VPC, which Terraform does not manage',
    fix: 'Add a RouteTableAssociation for the subnet',
    ask: custom(
      (subnet, world) => {
        const tables = routeTablesOf(subnet, world);
        return tables.length === 1 ? undefined : `has ${tables.length} route tables`;
      },
      { 'a subnet loses its route table': { type: 'aws_route_table_association', change: remove } },
    ),
  },
  MAL_NET_11: {
    title: 'Public subnets contain only load balancers and NAT gateways',
    severity: 'critical',
    covers: 'N4',
    types: ['aws_subnet'],
    about: (subnet, world) => tierOf(subnet, world) === 'public',
    why: 'In a public subnet, any other resource can be attacked directly as soon as it has a public address',
    fix: 'Move the resource to the private subnets, or a database to the database subnets',
    ask: custom(onlyLoadBalancersAndNat, {
      'private subnets get a route to the internet gateway': {
        type: 'aws_route',
        path: 'subnets/public-internet',
        change: (config) =>
          (config.route_table_id = '${aws_route_table.network_subnets_private-routes-eu-west-1a_005F0DBA.id}'),
      },
      'web servers are in public subnets': {
        type: 'aws_autoscaling_group',
        path: 'web/group/Resource',
        change: (config) => (config.vpc_zone_identifier = subnetIds('public')),
      },
    }),
  },
  MAL_NET_12: {
    title: 'Databases and caches are in isolated subnets of at least two zones',
    severity: 'high',
    covers: 'N4 D1',
    types: ['aws_db_subnet_group', 'aws_elasticache_subnet_group'],
    why: 'With a route to the internet, an intruder on a database server can send the data out',
    fix: 'Use databaseSubnetIds of the network contract',
    ask: custom(inIsolatedSubnetsOfTwoZones, {
      'the database is in private subnets': (config) => (config.subnet_ids = subnetIds('private')),
      'the database is in one zone': (config) => (config.subnet_ids = [subnetIds('database', '[0]')]),
      'database subnets get a default route': {
        type: 'aws_route',
        path: 'subnets/private-nat-eu-west-1a',
        change: (config) => (config.route_table_id = '${aws_route_table.network_subnets_database-routes_514B7AA3.id}'),
      },
      'the session cache is in private subnets': {
        scenario: 'cluster',
        type: 'aws_elasticache_subnet_group',
        change: (config) => (config.subnet_ids = subnetIds('private')),
      },
    }),
  },
  MAL_NET_13: {
    title: 'If every zone has a NAT gateway, private subnets use the NAT gateway of their own zone',
    severity: 'medium',
    covers: 'N4',
    types: ['aws_route_table'],
    about: (_table, { environment: { network } }) => network.placement === 'own' && network.nat === 'per-zone',
    why: 'Otherwise the loss of one zone disconnects other zones from the internet, and traffic between zones costs money',
    fix: "Give each zone a separate route table, with a default route to the zone's NAT gateway",
    ask: custom(throughOwnZone, {
      'a zone leaves through the NAT gateway of another': {
        type: 'aws_route',
        path: 'subnets/private-nat-eu-west-1b',
        change: (config) => (config.nat_gateway_id = '${aws_nat_gateway.network_subnets_nat-eu-west-1a_5E7DB516.id}'),
      },
    }),
  },
});

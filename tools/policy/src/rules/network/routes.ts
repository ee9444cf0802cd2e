import type { Rule } from '../rule';
import { defaultRoutesIn, defaultRoutesOf, routeTablesOf, subnetsBehind, subnetsOf, tierOf, zonesOf } from './routing';

const routeTypes = ['aws_route', 'aws_route_table'];
const doors = ['aws_nat_gateway', 'aws_internet_gateway'];
/** What may stand where the internet can reach it. */
const publicThings = ['aws_lb', 'aws_nat_gateway', 'aws_route_table_association'];

/** Who reaches the internet, and which way. */
export const routeRules: readonly Rule[] = [
  {
    id: 'CKV2_AWS_35',
    covers: ['N4'],
    title: 'The way to the internet is a NAT gateway or the internet gateway, never a machine',
    severity: 'medium',
    why: 'A NAT instance has to be patched, and takes the way out along when it goes',
    fix: 'Set natGatewayId; gatewayId for subnets of load balancers and NAT gateways',
    types: routeTypes,
    check: (resource, world) => {
      const other = defaultRoutesIn(resource, world).find(
        ({ targets }) => targets.length !== 1 || targets.some(({ type }) => !doors.includes(type)),
      );
      return other && `leads to ${other.targets.map(({ path }) => path).join(', ') || 'nothing of ours'}`;
    },
  },
  {
    id: 'CKV2_AWS_44',
    title: 'No route to another network is for all of the internet',
    severity: 'high',
    why: 'Whoever owns the other network would see and answer all that we send',
    fix: "Name the other network's block as the destination",
    types: routeTypes,
    check: (resource, world) => {
      const elsewhere = defaultRoutesIn(resource, world).find(({ foreign }) => foreign);
      return elsewhere && `has a default route by ${elsewhere.foreign}`;
    },
  },
  {
    id: 'MAL_NET_10',
    covers: ['N2', 'N4'],
    title: 'Every subnet has a route table of ours, and only one',
    severity: 'medium',
    why: "Without one it uses the network's main table, which nobody has written and anybody may change",
    fix: 'Add a RouteTableAssociation for the subnet',
    types: ['aws_subnet'],
    check: (subnet, world) => {
      const tables = routeTablesOf(subnet, world);
      return tables.length === 1 ? undefined : `has ${tables.length} route tables`;
    },
  },
  {
    id: 'MAL_NET_11',
    covers: ['N4'],
    title: 'Nothing but load balancers and NAT gateways is in a subnet with a route to the internet gateway',
    severity: 'critical',
    why: 'Anything else there is one public address away from being attacked directly',
    fix: 'Put it into the private subnets, or the database into the database subnets',
    types: ['aws_subnet'],
    about: (subnet, world) => tierOf(subnet, world) === 'public',
    check: (subnet, world) => {
      const other = world.thatName(subnet).find(({ type }) => !publicThings.includes(type));
      return other && `is public, and ${other.path} (${other.type}) is in it`;
    },
  },
  {
    id: 'MAL_NET_12',
    covers: ['N4', 'D1'],
    title: 'Databases and caches are in subnets without any way to the internet, in at least two zones',
    severity: 'high',
    why: 'What has broken into a database server finds no way to take the data out',
    fix: 'Use the databaseSubnetIds of the network',
    types: ['aws_db_subnet_group', 'aws_elasticache_subnet_group'],
    check: (group, world) => {
      const subnets = subnetsBehind(group.config['subnet_ids'], group, world);
      const open = subnets.find((subnet) => tierOf(subnet, world) !== 'isolated');
      if (open) return `${open.path} is ${tierOf(open, world)}`;
      const zones = zonesOf(subnets);
      return zones.length < 2 ? `is in ${zones.join(', ') || 'no zone'} only` : undefined;
    },
  },
  {
    id: 'MAL_NET_13',
    covers: ['N4'],
    title: 'Private subnets leave through the NAT gateway of their own zone, where there is one in every zone',
    severity: 'medium',
    why: 'Otherwise the loss of one zone takes the internet from the others, and traffic between zones is paid for',
    fix: "Give each zone a route table of its own, with a default route to the zone's NAT gateway",
    types: ['aws_route_table'],
    about: (_table, { environment: { network } }) => network.placement === 'own' && network.nat === 'per-zone',
    check: (table, world) => {
      const nats = defaultRoutesOf(table, world).flatMap(({ targets }) =>
        targets.filter(({ type }) => type === 'aws_nat_gateway'),
      );
      const through = zonesOf(nats.flatMap((nat) => subnetsBehind(nat.config['subnet_id'], nat, world)));
      const from = zonesOf(subnetsOf(table, world));
      return nats.length > 0 && through.join() !== from.join()
        ? `subnets in ${from.join(', ')} leave through ${through.join(', ')}`
        : undefined;
    },
  },
];

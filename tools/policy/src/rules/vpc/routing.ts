import { blocks, type Resource, type World } from '@malinshopper/synthesized';
import { isTheWorld } from './firewall';

/** A route of a route table to the internet, or to so large a part of it that it counts as such. */
export interface DefaultRoute {
  /** A route, or a route table with routes inside. */
  readonly resource: Resource;
  /** The resources of this repository that it leads to. */
  readonly targets: readonly Resource[];
  /** The attribute that leads to another owner, if there is one. */
  readonly foreign: string | undefined;
}

const ofType = (resources: readonly Resource[], ...types: readonly string[]) =>
  resources.filter(({ type }) => types.includes(type));

/** Attributes of a route that lead to resources of the VPC's owner. */
const ways = ['nat_gateway_id', 'gateway_id', 'egress_only_gateway_id'];
/** Attributes of a route that lead to another owner, or can do so. */
const foreignWays = [
  'vpc_peering_connection_id',
  'transit_gateway_id',
  'core_network_arn',
  'vpc_endpoint_id',
  'carrier_gateway_id',
  'local_gateway_id',
];
const destinations = ['destination_cidr_block', 'destination_ipv6_cidr_block', 'cidr_block', 'ipv6_cidr_block'];

/** The default routes in a route or in a route table. */
export function defaultRoutesIn(resource: Resource, world: World): DefaultRoute[] {
  const { type, config, stack } = resource;
  return (type === 'aws_route_table' ? blocks(config['route']) : [config]).flatMap((route) => {
    const cidrs = destinations.flatMap((name) => (world.resolve(route[name], stack) ?? []) as string[]);
    if (!cidrs.some((cidr) => isTheWorld(String(cidr)))) return [];
    const targets = ways.flatMap((name) => world.targets(route[name], stack));
    return [{ resource, targets, foreign: foreignWays.find((name) => route[name]) }];
  });
}

/** The default routes of a route table, inside it or in separate resources. */
export const defaultRoutesOf = (table: Resource, world: World): DefaultRoute[] =>
  [table, ...world.thatName(table, 'aws_route')].flatMap((resource) => defaultRoutesIn(resource, world));

/**
 * The route tables of a subnet: one in a correct stack. Without any it uses the VPC's main one, which is not in
 * Terraform.
 */
export const routeTablesOf = (subnet: Resource, world: World): Resource[] =>
  world
    .thatName(subnet, 'aws_route_table_association')
    .flatMap((association) => ofType(world.namedBy(association), 'aws_route_table'));

/** The subnets that use a route table. */
export const subnetsOf = (table: Resource, world: World): Resource[] =>
  world
    .thatName(table, 'aws_route_table_association')
    .flatMap((association) => ofType(world.namedBy(association), 'aws_subnet'));

export type Tier = 'public' | 'private' | 'isolated' | 'unknown';

/**
 * The tier of a subnet by its routes, whatever its name: public with a route to an internet gateway, private with a
 * route through NAT only, isolated with none.
 */
export function tierOf(subnet: Resource, world: World): Tier {
  const tables = routeTablesOf(subnet, world);
  if (tables.length !== 1) return 'unknown';
  const targets = tables.flatMap((table) => defaultRoutesOf(table, world)).map((route) => route.targets);
  if (targets.some((each) => ofType(each, 'aws_internet_gateway', 'aws_egress_only_internet_gateway').length > 0)) {
    return 'public';
  }
  if (targets.length === 0) return 'isolated';
  return targets.every((each) => ofType(each, 'aws_nat_gateway').length > 0) ? 'private' : 'unknown';
}

/** The subnets that a value of a resource refers to. */
export const subnetsBehind = (value: unknown, { stack }: Resource, world: World): Resource[] =>
  ofType(world.targets(value, stack), 'aws_subnet');

/** The zones of subnets, each once. */
export const zonesOf = (subnets: readonly Resource[]): string[] => [
  ...new Set(subnets.map(({ config }) => String(config['availability_zone']))),
];

/** The reason why subnets are not in at least two zones, or one of them is not of a tier. Undefined if they are. */
export function notInTwoZones(subnets: readonly Resource[], tier: Tier, world: World): string | undefined {
  const other = subnets.find((subnet) => tierOf(subnet, world) !== tier);
  if (other) return `${other.path} is ${tierOf(other, world)}`;
  const zones = zonesOf(subnets);
  return zones.length < 2 ? `is in ${zones.join(', ') || 'no zone'} only` : undefined;
}

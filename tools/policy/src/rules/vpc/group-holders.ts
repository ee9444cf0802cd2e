import type { Resource, World } from '@malinshopper/synthesized';
import { firewallRulesOf, firewallTypes, type FirewallRule } from './firewall';

/** Types that store data behind a security group. */
const stores = ['aws_db_instance', 'aws_elasticache_replication_group'];

/** The resources of some types that have a security group. */
export const holders = (group: Resource | undefined, world: World, ...types: readonly string[]): readonly Resource[] =>
  group ? world.thatName(group, ...types) : [];

/** The databases and caches that have a security group. */
export const storesOf = (group: Resource | undefined, world: World) => holders(group, world, ...stores);

/** The launch templates that have a security group. */
export const templatesOf = (group: Resource | undefined, world: World) => holders(group, world, 'aws_launch_template');

/** The launch templates and clusters that have a security group: the role to which it belongs. */
export const rolesOf = (group: Resource | undefined, world: World) =>
  holders(group, world, 'aws_launch_template', 'aws_emr_cluster');

/** True if a security group has egress to stores only, and no ingress: it gives access to them, and opens nothing. */
export function isClientGroup(group: Resource, world: World): boolean {
  const rules = [group, ...world.thatName(group, ...firewallTypes)]
    .flatMap((resource) => firewallRulesOf(resource, world))
    .filter((rule) => rule.group === group);
  return (
    rules.length > 0 &&
    rules.every(
      ({ direction, peers, cidrs }) =>
        direction === 'egress' &&
        cidrs.length === 0 &&
        peers.length > 0 &&
        peers.every((peer) => storesOf(peer, world).length > 0),
    )
  );
}

/** True if both sides of a rule are groups of the same Hadoop cluster, in which nodes use every port. */
export function isAmongNodes({ group, peers, cidrs }: FirewallRule, world: World): boolean {
  const clusters = holders(group, world, 'aws_emr_cluster');
  return (
    cidrs.length === 0 &&
    peers.length > 0 &&
    peers.every((peer) => holders(peer, world, 'aws_emr_cluster').some((cluster) => clusters.includes(cluster)))
  );
}

/** True if the instances of a template are targets of a load balancer. */
export const isBehindBalancer = (template: Resource, world: World): boolean =>
  world
    .thatName(template, 'aws_autoscaling_group')
    .some((group) => world.namedBy(group).some(({ type }) => type === 'aws_lb_target_group'));

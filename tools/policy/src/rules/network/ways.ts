import type { Resource } from '../../model/stack';
import type { World } from '../../model/world';
import type { Rule } from '../rule';
import { firewallRulesOf, firewallTypes, inWords, isAbout, type FirewallRule } from './firewall';

const stores = ['aws_db_instance', 'aws_elasticache_replication_group'];
const machines = ['aws_launch_template', 'aws_emr_cluster'];

/** What of some types has a group as its firewall. */
const holders = (group: Resource | undefined, world: World, ...types: readonly string[]): readonly Resource[] =>
  group ? world.thatName(group, ...types) : [];

/** Whether both sides of a rule are groups of the same Hadoop cluster, whose nodes talk on any port. */
const isAmongNodes = ({ group, peers, cidrs }: FirewallRule, world: World) => {
  const clusters = holders(group, world, 'aws_emr_cluster');
  return (
    cidrs.length === 0 &&
    peers.length > 0 &&
    peers.every((peer) => holders(peer, world, 'aws_emr_cluster').some((cluster) => clusters.includes(cluster)))
  );
};

const rolesBehind = (group: Resource | undefined, world: World) => holders(group, world, ...machines);

/** Faults of those rules of a firewall of which a test says what is wrong. */
const faultOf =
  (wrong: (rule: FirewallRule, resource: Resource, world: World) => boolean): Rule['check'] =>
  (resource, world) => {
    const found = firewallRulesOf(resource, world).find((rule) => wrong(rule, resource, world));
    return found && inWords(found);
  };

/** Who of ours reaches whom of ours. */
export const wayRules: readonly Rule[] = [
  {
    id: 'MAL_NET_4',
    covers: ['N9', 'tfsec.ec2.no-excessive-port-access'],
    title: 'Every rule of a security group is about one port, but for those among the nodes of a cluster',
    severity: 'high',
    why: 'A range lets in what was never meant, and what will be installed later',
    fix: 'Name one protocol and one port; -1 is every port',
    types: firewallTypes,
    check: faultOf(
      (rule, _resource, world) =>
        (rule.protocol === 'all' || rule.ports[0] !== rule.ports[1]) &&
        // Nodes need every port of TCP and UDP, and ICMP (EMR management guide, "EMR-managed security groups").
        !(['tcp', 'udp', 'icmp'].includes(rule.protocol) && isAmongNodes(rule, world)),
    ),
  },
  {
    id: 'MAL_NET_5',
    covers: ['N9'],
    title: 'No rule is for SSH',
    severity: 'high',
    why: 'People come in through Session Manager, which knows each by name and writes down what he does',
    fix: 'Remove the rule',
    types: firewallTypes,
    check: faultOf((rule, _resource, world) => isAbout(rule, 22) && !isAmongNodes(rule, world)),
  },
  {
    id: 'MAL_NET_6',
    covers: ['N9', 'AwsSolutions-RDS8'],
    title: 'Only groups of instances get into a database or a cache, and only on its port',
    severity: 'critical',
    why: 'Whoever reaches the database server can try its passwords',
    fix: 'Name the security group of a role as the source, and the port of the server',
    types: firewallTypes,
    check: faultOf((rule, _resource, world) => {
      const [store] = holders(rule.group, world, ...stores);
      if (!store || rule.direction === 'egress') return false;
      const known = rule.peers.length > 0 && rule.peers.every((peer) => rolesBehind(peer, world).length > 0);
      const port = Number(store.config['port']);
      return rule.cidrs.length > 0 || !known || rule.protocol !== 'tcp' || rule.ports.some((each) => each !== port);
    }),
  },
  {
    id: 'MAL_NET_7',
    covers: ['N10', 'C9'],
    title: 'No role reaches another by a rule, in any direction',
    severity: 'high',
    why: 'A worker that runs wild, or is broken into, must not get to the web servers',
    fix: 'Remove the rule; roles share content through S3 and the database',
    types: firewallTypes,
    check: faultOf((rule, _resource, world) => {
      const own = rolesBehind(rule.group, world);
      return rule.peers.some((peer) =>
        rolesBehind(peer, world).some((other) => own.length > 0 && !own.includes(other)),
      );
    }),
  },
  {
    id: 'MAL_NET_8',
    covers: ['N10', 'L3'],
    title: 'Only the load balancer gets into a role, and by HTTP; into a worker nobody',
    severity: 'high',
    why: 'Web servers trust what the load balancer tells them of a visitor',
    fix: 'Name the security group of the load balancer as the source',
    types: firewallTypes,
    check: faultOf((rule, _resource, world) => {
      const templates = holders(rule.group, world, 'aws_launch_template');
      if (rule.direction === 'egress' || templates.length === 0) return false;
      const balancers = rule.peers.flatMap((peer) => holders(peer, world, 'aws_lb'));
      const isWeb = templates.every((template) => isBehindBalancer(template, world));
      return !isWeb || rule.cidrs.length > 0 || balancers.length === 0 || rule.ports.some((port) => port !== 80);
    }),
  },
  {
    id: 'MAL_NET_9',
    title: 'The load balancer reaches web servers and nothing else',
    severity: 'medium',
    why: 'A rule of a listener cannot send visitors to what the firewall does not let them reach',
    fix: 'Name the security group of the web servers as the destination',
    types: firewallTypes,
    check: faultOf((rule, _resource, world) => {
      if (rule.direction === 'ingress' || holders(rule.group, world, 'aws_lb').length === 0) return false;
      const templates = rule.peers.map((peer) => holders(peer, world, 'aws_launch_template'));
      const toWeb = templates.length > 0 && templates.every((each) => each.some((one) => isBehindBalancer(one, world)));
      return rule.cidrs.length > 0 || !toWeb;
    }),
  },
];

/** Whether the instances of a template are targets of a load balancer. */
function isBehindBalancer(template: Resource, world: World): boolean {
  return world
    .thatName(template, 'aws_autoscaling_group')
    .some((group) => world.namedBy(group).some(({ type }) => type === 'aws_lb_target_group'));
}

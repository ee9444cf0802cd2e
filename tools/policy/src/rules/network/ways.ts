import type { Resource, World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { firewallRulesOf, firewallTypes, inWords, isAbout, type FirewallRule } from './firewall';

/** What keeps data behind a firewall. */
const stores = ['aws_db_instance', 'aws_elasticache_replication_group'];
const machines = ['aws_launch_template', 'aws_emr_cluster'];

/** What of some types has a group as its firewall. */
const holders = (group: Resource | undefined, world: World, ...types: readonly string[]): readonly Resource[] =>
  group ? world.thatName(group, ...types) : [];

/** Whether a group lets nobody in, and out to stores only: whoever wears it reaches those, and is reached by nothing through it. */
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
        peers.every((peer) => holders(peer, world, ...stores).length > 0),
    )
  );
}

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
const templatesOf = (group: Resource | undefined, world: World) => holders(group, world, 'aws_launch_template');

type Test = (rule: FirewallRule, world: World) => boolean;

/** A rule of ours on those rules of firewalls that a test picks. What has none of them is not judged. */
const way = ({ of, wrong, ...rule }: Omit<Rule, 'types' | 'about' | 'check'> & { of: Test; wrong: Test }): Rule => ({
  ...rule,
  types: firewallTypes,
  about: (resource, world) => firewallRulesOf(resource, world).some((each) => of(each, world)),
  check: (resource, world) => {
    const found = firewallRulesOf(resource, world).find((each) => of(each, world) && wrong(each, world));
    return found && inWords(found);
  },
});
const every: Test = () => true;

/** Who of ours reaches whom of ours. */
export const wayRules: readonly Rule[] = [
  way({
    id: 'MAL_NET_4',
    covers: ['N9', 'tfsec.ec2.no-excessive-port-access'],
    title: 'Every rule of a security group is about one port, but for those among the nodes of a cluster',
    severity: 'high',
    why: 'A range lets in what was never meant, and what will be installed later',
    fix: 'Name one protocol and one port; -1 is every port',
    of: every,
    wrong: (rule, world) =>
      (rule.protocol === 'all' || rule.ports[0] !== rule.ports[1]) &&
      // Nodes need every port of TCP and UDP, and ICMP (EMR management guide, "EMR-managed security groups").
      !(['tcp', 'udp', 'icmp'].includes(rule.protocol) && isAmongNodes(rule, world)),
  }),
  way({
    id: 'MAL_NET_5',
    covers: ['N9'],
    title: 'No rule is for SSH',
    severity: 'high',
    why: 'People come in through Session Manager, which knows each by name and writes down what he does',
    fix: 'Remove the rule',
    of: every,
    wrong: (rule, world) => isAbout(rule, 22) && !isAmongNodes(rule, world),
  }),
  way({
    id: 'MAL_NET_6',
    covers: ['N9', 'AwsSolutions-RDS8'],
    title:
      'Only groups of instances, and functions of its own app, get into a database or a cache, and only on its port',
    severity: 'critical',
    why: 'Whoever reaches the database server can try its passwords',
    fix: 'Name the security group of a role as the source, and the port of the server',
    of: (rule, world) => rule.direction === 'ingress' && holders(rule.group, world, ...stores).length > 0,
    wrong: ({ group, peers, cidrs, protocol, ports }, world) => {
      const [store] = holders(group, world, ...stores);
      const isOfTheApp = (peer: Resource | undefined) =>
        holders(peer, world, 'aws_lambda_function').some(({ app }) => app === store?.app);
      const known = peers.length > 0 && peers.every((peer) => rolesBehind(peer, world).length > 0 || isOfTheApp(peer));
      const port = Number(store?.config['port']);
      return cidrs.length > 0 || !known || protocol !== 'tcp' || ports.some((each) => each !== port);
    },
  }),
  way({
    id: 'MAL_NET_7',
    covers: ['N10', 'C9'],
    title: 'No role reaches another by a rule, in any direction',
    severity: 'high',
    why: 'A worker that runs wild, or is broken into, must not get to the web servers',
    fix: 'Remove the rule; roles share content through S3 and the database',
    of: (rule, world) => rolesBehind(rule.group, world).length > 0,
    wrong: (rule, world) => {
      const own = rolesBehind(rule.group, world);
      return rule.peers.some((peer) => rolesBehind(peer, world).some((other) => !own.includes(other)));
    },
  }),
  way({
    id: 'MAL_NET_8',
    covers: ['N10', 'L3'],
    title: 'Only the load balancer gets into a role, and by HTTP; into a worker nobody',
    severity: 'high',
    why: 'Web servers trust what the load balancer tells them of a visitor',
    fix: 'Name the security group of the load balancer as the source',
    of: (rule, world) => rule.direction === 'ingress' && templatesOf(rule.group, world).length > 0,
    wrong: (rule, world) => {
      const balancers = rule.peers.flatMap((peer) => holders(peer, world, 'aws_lb'));
      const isWeb = templatesOf(rule.group, world).every((template) => isBehindBalancer(template, world));
      return !isWeb || rule.cidrs.length > 0 || balancers.length === 0 || rule.ports.some((port) => port !== 80);
    },
  }),
  way({
    id: 'MAL_NET_9',
    title: 'The load balancer reaches web servers and nothing else',
    severity: 'medium',
    why: 'A rule of a listener cannot send visitors to what the firewall does not let them reach',
    fix: 'Name the security group of the web servers as the destination',
    of: (rule, world) => rule.direction === 'egress' && holders(rule.group, world, 'aws_lb').length > 0,
    wrong: (rule, world) => {
      const templates = rule.peers.map((peer) => templatesOf(peer, world));
      const toWeb = templates.length > 0 && templates.every((each) => each.some((one) => isBehindBalancer(one, world)));
      return rule.cidrs.length > 0 || !toWeb;
    },
  }),
];

/** Whether the instances of a template are targets of a load balancer. */
function isBehindBalancer(template: Resource, world: World): boolean {
  return world
    .thatName(template, 'aws_autoscaling_group')
    .some((group) => world.namedBy(group).some(({ type }) => type === 'aws_lb_target_group'));
}

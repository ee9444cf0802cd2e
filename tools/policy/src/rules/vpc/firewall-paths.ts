import type { Resource } from '@malinshopper/synthesized';
import { firewallTypes, isAbout } from './firewall';
import { holders, isAmongNodes, isBehindBalancer, rolesOf, storesOf, templatesOf } from './group-holders';
import { rulesOf } from '../table';
import { every, everyProtocol, meeting, noRule, onPorts } from './firewall-rows';

const egress = 'aws_vpc_security_group_egress_rule';
const groupOfWeb = '${aws_security_group.web_firewall_2BC63BE6.id}';
const groupOfFetcher = '${aws_security_group.fetcher_firewall_B206E0C7.id}';
const groupOfBalancer = '${aws_security_group.load-balancer_firewall_304D58B1.id}';

/** The resources that the breaks change. */
const intoWeb = { path: 'compute/web/firewall/load-balancer' };
const intoDatabase = { path: 'data/database/firewall/clients' };
const outOfFetcher = { type: egress, path: 'compute/fetcher/firewall/https' };
const outOfBalancer = { type: egress, path: 'web-entry/load-balancer-to-web' };
const amongNodes = { scenario: 'cluster', path: 'cluster/firewall/tcp-from-nodes-into-nodes' } as const;

export const firewallPaths = rulesOf(firewallTypes, {
  MAL_NET_4: {
    title: 'Each rule of a security group opens one port, except between the nodes of a cluster',
    severity: 'high',
    covers: 'N9 tfsec.ec2.no-excessive-port-access',
    why: 'A range of ports also opens unintended ports, and ports of software that is installed later',
    fix: 'Name one protocol and one port; -1 is every port',
    ...noRule(
      every,
      (rule, world) =>
        (rule.protocol === 'all' || rule.ports[0] !== rule.ports[1]) &&
        // Nodes need every port of TCP and UDP, and ICMP (EMR management guide, "EMR-managed security groups").
        !(['tcp', 'udp', 'icmp'].includes(rule.protocol) && isAmongNodes(rule, world)),
      {
        'a rule into web servers is for every protocol, without a port': everyProtocol,
        'an egress rule has a range of ports': { ...outOfFetcher, change: onPorts(80, 443) },
        'every port is open between a node of the cluster and a web server': {
          ...amongNodes,
          change: meeting({ referenced_security_group_id: groupOfWeb }),
        },
        'nodes of the cluster use every protocol': { ...amongNodes, change: (config) => (config.ip_protocol = '-1') },
      },
    ),
    tried: intoWeb,
  },
  MAL_NET_5: {
    title: 'Rules of security groups are not for SSH',
    severity: 'high',
    covers: 'N9',
    why: 'People use Session Manager, which identifies each of them and records the session',
    fix: 'Remove the rule',
    ...noRule(every, (rule, world) => isAbout(rule, 22) && !isAmongNodes(rule, world), {
      'the load balancer reaches web servers by SSH': onPorts(22),
      'the office is allowed by SSH': meeting({ cidr_ipv4: '203.0.113.0/24' }, 22),
    }),
    tried: intoWeb,
  },
  MAL_NET_6: {
    title: 'Databases and caches allow only groups of instances and functions of their app, on their own port',
    severity: 'critical',
    covers: 'N9 AwsSolutions-RDS8',
    why: 'An attacker with network access to the database server can try passwords',
    fix: 'Name the security group of a role as the source, and the port of the server',
    ...noRule(
      ({ direction, group }, world) => direction === 'ingress' && storesOf(group, world).length > 0,
      ({ group, peers, cidrs, protocol, ports }, world) => {
        const [store] = storesOf(group, world);
        const isOfTheApp = (peer: Resource | undefined) =>
          holders(peer, world, 'aws_lambda_function').some(({ app }) => app === store?.app);
        const known = peers.length > 0 && peers.every((peer) => rolesOf(peer, world).length > 0 || isOfTheApp(peer));
        const port = Number(store?.config['port']);
        return cidrs.length > 0 || !known || protocol !== 'tcp' || ports.some((each) => each !== port);
      },
      {
        'the whole network is allowed into the database': meeting({ cidr_ipv4: '10.10.0.0/16' }),
        'instances are allowed into the database on another port': onPorts(33060),
        'the database moves to another port without its rules': {
          type: 'aws_db_instance',
          path: '',
          change: (config) => (config.port = 3307),
        },
        'the load balancer is allowed into the database': {
          scenario: 'cluster',
          path: 'cluster/firewall/database-access-from-nodes',
          change: meeting({ referenced_security_group_id: groupOfBalancer }),
        },
        'the whole network is allowed into the session cache': {
          scenario: 'cluster',
          path: 'web/sessions-access',
          change: meeting({ cidr_ipv4: '10.20.0.0/16' }),
        },
      },
    ),
    tried: intoDatabase,
  },
  MAL_NET_7: {
    title: 'Security groups of one server role have no rules to or from security groups of another role',
    severity: 'high',
    covers: 'N10 C9',
    why: 'A worker with a defect or an intruder must not reach the web servers',
    fix: 'Remove the rule; roles share content through S3 and the database',
    ...noRule(
      ({ group }, world) => rolesOf(group, world).length > 0,
      ({ group, peers }, world) => {
        const own = rolesOf(group, world);
        return peers.some((peer) => rolesOf(peer, world).some((other) => !own.includes(other)));
      },
      {
        'a worker is allowed into web servers': meeting({ referenced_security_group_id: groupOfFetcher }),
        'a worker may reach web servers': {
          ...outOfFetcher,
          change: meeting({ referenced_security_group_id: groupOfWeb }),
        },
      },
    ),
    tried: intoWeb,
  },
  MAL_NET_8: {
    title: 'Web servers allow only the load balancer, by HTTP; workers allow no ingress',
    severity: 'high',
    covers: 'N10 L3',
    why: "Web servers trust the load balancer's headers about the visitor",
    fix: 'Name the security group of the load balancer as the source',
    ...noRule(
      ({ direction, group }, world) => direction === 'ingress' && templatesOf(group, world).length > 0,
      ({ group, peers, cidrs, ports }, world) => {
        const balancers = peers.flatMap((peer) => holders(peer, world, 'aws_lb'));
        const isWeb = templatesOf(group, world).every((template) => isBehindBalancer(template, world));
        return !isWeb || cidrs.length > 0 || balancers.length === 0 || ports.some((port) => port !== 80);
      },
      {
        'the network is allowed into web servers without the load balancer': meeting({ cidr_ipv4: '10.10.0.0/16' }),
        'the load balancer is allowed into web servers on another port': onPorts(9000),
        'the load balancer is allowed into a worker': (config) => (config.security_group_id = groupOfFetcher),
      },
    ),
    tried: intoWeb,
  },
  MAL_NET_9: {
    title: 'Load balancers reach only web servers',
    severity: 'medium',
    why: 'A listener rule then cannot send visitors anywhere else',
    fix: 'Name the security group of the web servers as the destination',
    ...noRule(
      ({ direction, group }, world) => direction === 'egress' && holders(group, world, 'aws_lb').length > 0,
      ({ peers, cidrs }, world) => {
        const templates = peers.map((peer) => templatesOf(peer, world));
        const toWeb =
          templates.length > 0 && templates.every((each) => each.some((one) => isBehindBalancer(one, world)));
        return cidrs.length > 0 || !toWeb;
      },
      {
        'the load balancer reaches a worker': meeting({ referenced_security_group_id: groupOfFetcher }),
        'the load balancer of testing reaches a whole network because of a branch': {
          scenario: 'branch',
          change: meeting({ cidr_ipv4: '10.30.0.0/16' }),
        },
      },
    ),
    tried: outOfBalancer,
  },
});

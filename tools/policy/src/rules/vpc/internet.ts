import { firewallTypes, isAbout, meetsTheWorld, type FirewallRule } from './firewall';
import { rulesOf, type Row } from '../table';
import { egressRules, everyProtocol, ingressRules, meeting, noRule } from './firewall-rows';

const inbound = firewallTypes.filter((type) => !type.endsWith('_egress_rule'));
const outbound = firewallTypes.filter((type) => !type.endsWith('_ingress_rule'));

const fromVisitors = { path: 'compute/load-balancer/firewall/https' };
const fromBalancer = { path: 'compute/web/firewall/load-balancer' };
const outOfFetcher = { path: 'compute/fetcher/firewall/https' };

/** FSBP EC2.19, "Security groups should not allow unrestricted access to ports with high risk". */
const highRisk = [
  20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601, 8080, 8088, 8888,
  9200, 9300,
];
const everyPort = ({ protocol, ports: [first, last] }: FirewallRule) => protocol === 'all' || last - first >= 65534;
const notForWeb = ({ protocol, ports: [first, last] }: FirewallRule) =>
  protocol !== 'tcp' || first !== last || ![80, 443].includes(first);

type Breaks = Parameters<typeof noRule>[2];

/** No rule with the internet on its other side is like this. */
const notFrom = (refused: (rule: FirewallRule) => boolean, breaks: Breaks) => ({
  ...noRule(ingressRules, (rule) => meetsTheWorld(rule) && refused(rule), breaks),
  tried: fromBalancer,
});
const notTo = (refused: (rule: FirewallRule) => boolean, breaks: Breaks) => ({
  ...noRule(egressRules, (rule) => meetsTheWorld(rule) && refused(rule), breaks),
  tried: outOfFetcher,
});

/** A break: a rule has the internet on its other side, with these ports. */
const open = (from: number, to = from, other: object = { cidr_ipv4: '0.0.0.0/0' }) =>
  meeting({ ip_protocol: 'tcp', ...other }, from, to);

const closed = (port: number, service: string, breaks: Breaks) =>
  ({
    title: `Security groups do not open ${service} (port ${port}) to the internet`,
    severity: 'critical',
    why: 'Scanners find the port within minutes and try every password',
    fix: 'Name a security group as the source; people use Session Manager',
    ...notFrom((rule) => isAbout(rule, port), breaks),
  }) satisfies Row;

export const fromInternet = rulesOf(inbound, {
  CKV_AWS_24: {
    covers: 'FSBP.EC2.13 N9',
    ...closed(22, 'SSH', {
      'the internet reaches SSH': open(22),
      'SSH is in a range of ports': open(20, 30),
      'a rule for visitors is for every protocol, without a port': { ...fromVisitors, change: everyProtocol },
      'a group opens SSH by a rule inside it': {
        type: 'aws_security_group',
        path: 'compute/web/firewall/Resource',
        change: (config) =>
          (config.ingress = [
            { protocol: 'tcp', from_port: 22, to_port: 22, cidr_blocks: ['10.0.0.0/8', '0.0.0.0/0'] },
          ]),
      },
    }),
  },
  CKV_AWS_25: {
    covers: 'FSBP.EC2.14',
    ...closed(3389, 'remote desktop', { 'the internet reaches remote desktop': open(3389) }),
  },
  CKV_AWS_260: {
    title: 'Security groups do not open plain HTTP (port 80) to the internet',
    severity: 'medium',
    covers: 'L3',
    why: 'Every network on the path can read and change HTTP traffic',
    fix: 'Allow only the CDN, or nothing; a load balancer that only redirects needs a waiver',
    ...notFrom((rule) => isAbout(rule, 80), {
      'web servers are open to the internet': open(80),
      'the internet reaches port 80 by IPv6': open(80, 80, { cidr_ipv6: '::/0' }),
    }),
  },
  CKV_AWS_277: {
    title: 'Security groups do not open every port to the internet',
    severity: 'critical',
    covers: 'N9',
    why: 'A security group with all ports open protects no resource',
    fix: 'Name one protocol and one port. Protocol -1 means every protocol and every port, even without from_port and to_port',
    ...notFrom(everyPort, {
      'visitors are allowed by every protocol': { ...fromVisitors, change: everyProtocol },
      'visitors are allowed on every port of TCP': { ...fromVisitors, change: open(0, 65535) },
    }),
  },
  'FSBP.EC2.18': {
    title: 'Security groups open only ports 80 and 443 to the internet',
    severity: 'high',
    covers: 'N9',
    why: 'Attackers scan every port: they also find a service that is public by mistake',
    fix: 'Put the service behind the load balancer',
    ...notFrom(notForWeb, {
      'the internet reaches port 8443': open(8443),
      'a rule for visitors is for UDP': {
        ...fromVisitors,
        change: open(443, 443, { cidr_ipv4: '0.0.0.0/0', ip_protocol: 'udp' }),
      },
      'all customers of an internet provider are allowed by SSH': open(22, 22, { cidr_ipv4: '52.0.0.0/8' }),
      'all customers of an internet provider are allowed by IPv6': open(8080, 8080, { cidr_ipv6: '2a05:d000::/20' }),
      'half of the internet is allowed, which is not 0.0.0.0/0': open(8080, 8080, { cidr_ipv4: '128.0.0.0/1' }),
    }),
  },
  'FSBP.EC2.19': {
    title: 'Security groups do not open high-risk ports to the internet',
    severity: 'critical',
    why: 'Worms look for the databases, shells and consoles that use these ports',
    fix: 'Name a security group as the source',
    ...notFrom((rule) => highRisk.some((port) => isAbout(rule, port)), {
      'the database is open to the internet': { path: 'data/database/firewall/clients', change: open(3306) },
      'a cluster opens the console of YARN': {
        scenario: 'cluster',
        path: 'firewall/manage-primary-in',
        change: open(8088),
      },
    }),
  },
  'AwsSolutions-EC23': {
    title: 'Security groups do not allow ingress from the internet',
    severity: 'medium',
    covers: 'tfsec.ec2.no-public-ingress-sgr',
    why: 'Every entry from the internet must be known and intended',
    fix: 'Name a security group or a prefix list as the source; the public load balancer needs a waiver',
    ...notFrom(() => true, { 'web servers allow ingress from the internet': open(443) }),
  },
});

export const toInternet = rulesOf(outbound, {
  CKV_AWS_382: {
    title: 'Security groups do not allow egress to the internet on every port',
    severity: 'high',
    covers: 'N9',
    why: 'An intruder can send data out over any open port',
    fix: 'Name one protocol and one port. Protocol -1 means every protocol and every port, even without from_port and to_port',
    ...notTo(everyPort, {
      'a worker reaches the internet by every protocol, without a port': everyProtocol,
      'the default group gets the egress that AWS gives new groups': {
        type: 'aws_default_security_group',
        path: '',
        change: (config) =>
          (config.egress = {
            ...{ protocol: '-1', from_port: 0, to_port: 0 },
            ...{ cidr_blocks: ['0.0.0.0/0'], ipv6_cidr_blocks: [] },
          }),
      },
    }),
  },
  MAL_NET_1: {
    title: 'Security groups allow egress to the internet only by HTTPS and HTTP',
    severity: 'high',
    covers: 'N9',
    why: 'AWS, partners and package mirrors need no other port: other traffic is suspicious',
    fix: 'Use ports 443 and 80; name a security group or a prefix list for everything else',
    ...notTo(notForWeb, {
      'a worker reaches the internet by SSH': open(22),
      'a worker sends queries to any DNS server': open(53, 53, { cidr_ipv4: '0.0.0.0/0', ip_protocol: 'udp' }),
      'the load balancer reaches all of the internet on a range of ports': {
        path: 'web-entry/load-balancer-to-web',
        change: open(80, 443),
      },
    }),
  },
});

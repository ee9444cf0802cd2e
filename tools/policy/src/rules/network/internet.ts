import type { Rule } from '../rule';
import { firewallRulesOf, firewallTypes, inWords, isAbout, meetsTheWorld, type FirewallRule } from './firewall';

const inbound = firewallTypes.filter((type) => !type.endsWith('_egress_rule'));
const outbound = firewallTypes.filter((type) => !type.endsWith('_ingress_rule'));

/** A rule of ours against those rules of a firewall that have the internet on the other side and are of a kind. */
const never = (
  direction: FirewallRule['direction'],
  refused: (rule: FirewallRule) => boolean,
  rule: Omit<Rule, 'types' | 'check'>,
): Rule => ({
  ...rule,
  types: direction === 'ingress' ? inbound : outbound,
  about: (resource, world) => firewallRulesOf(resource, world).some((each) => each.direction === direction),
  check: (resource, world) => {
    const found = firewallRulesOf(resource, world).find(
      (each) => each.direction === direction && meetsTheWorld(each) && refused(each),
    );
    return found && inWords(found);
  },
});

/** FSBP EC2.19, "Security groups should not allow unrestricted access to ports with high risk". */
const highRisk = [
  20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601, 8080, 8088, 8888,
  9200, 9300,
];

const closed = (id: string, port: number, what: string, covers: readonly string[] = []) =>
  never('ingress', (rule) => isAbout(rule, port), {
    id,
    covers,
    title: `The internet reaches no ${what} (port ${port})`,
    severity: 'critical',
    why: `Whoever scans the internet finds it within minutes, and tries every password`,
    fix: 'Name a security group as the source; people come in through Session Manager',
  });

/** What the internet may not reach, and what may not reach the internet. */
export const internetRules: readonly Rule[] = [
  closed('CKV_AWS_24', 22, 'SSH', ['FSBP.EC2.13', 'N9']),
  closed('CKV_AWS_25', 3389, 'remote desktop', ['FSBP.EC2.14']),
  never('ingress', (rule) => isAbout(rule, 80), {
    id: 'CKV_AWS_260',
    covers: ['L3'],
    title: 'The internet reaches nothing by plain HTTP (port 80)',
    severity: 'medium',
    why: 'What is said by HTTP, everybody on the way reads and changes',
    fix: 'Let in the CDN only, or nobody; a load balancer that only redirects needs a waiver',
  }),
  never('ingress', ({ protocol, ports: [first, last] }) => protocol === 'all' || last - first >= 65534, {
    id: 'CKV_AWS_277',
    covers: ['N9'],
    title: 'Nothing is open to the internet on every port',
    severity: 'critical',
    why: 'Then the firewall is none',
    fix: 'Name one protocol and one port; -1 is every port, also without from_port and to_port',
  }),
  never(
    'ingress',
    ({ protocol, ports: [first, last] }) => protocol !== 'tcp' || first !== last || ![80, 443].includes(first),
    {
      id: 'FSBP.EC2.18',
      covers: ['N9'],
      title: 'Of all ports, the internet reaches 80 and 443 alone',
      severity: 'high',
      why: 'A service that nobody meant to publish is attacked like one that is meant to be',
      fix: 'Put it behind the load balancer',
    },
  ),
  never('ingress', (rule) => highRisk.some((port) => isAbout(rule, port)), {
    id: 'FSBP.EC2.19',
    title: 'The internet reaches no port that worms look for',
    severity: 'critical',
    why: 'Databases, shells and consoles that listen there are broken into by machines',
    fix: 'Name a security group as the source',
  }),
  never('ingress', () => true, {
    id: 'AwsSolutions-EC23',
    covers: ['tfsec.ec2.no-public-ingress-sgr'],
    title: 'No group lets the internet in',
    severity: 'medium',
    why: 'Every way in has to be known and meant',
    fix: 'Name a security group or a prefix list as the source; the public load balancer needs a waiver',
  }),
  never('egress', ({ protocol, ports: [first, last] }) => protocol === 'all' || last - first >= 65534, {
    id: 'CKV_AWS_382',
    covers: ['N9'],
    title: 'Nothing reaches the internet on every port',
    severity: 'high',
    why: 'What has broken in takes out what it found over any port that is open',
    fix: 'Name one protocol and one port; -1 is every port, also without from_port and to_port',
  }),
  never(
    'egress',
    ({ protocol, ports: [first, last] }) => protocol !== 'tcp' || first !== last || ![80, 443].includes(first),
    {
      id: 'MAL_NET_1',
      covers: ['N9'],
      title: 'The internet is reached by HTTPS and HTTP alone',
      severity: 'high',
      why: 'AWS, partners and package mirrors need no other port: what uses one is not ours',
      fix: 'Ports 443 and 80; name a security group or a prefix list for everything else',
    },
  ),
];

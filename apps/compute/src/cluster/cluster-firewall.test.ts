import { onACluster } from '@malinshopper/testing';
import { Synthesized } from '../testing/synthesized';

interface Rule {
  readonly security_group_id: string;
  readonly referenced_security_group_id?: string;
  readonly cidr_ipv4?: string;
  readonly prefix_list_id?: string;
  readonly ip_protocol: string;
  readonly from_port: number | string;
  readonly to_port: number | string;
  readonly description: string;
}

const stack = new Synthesized(onACluster('testing'));
const groups = stack
  .all<{ name: string; description: string; revoke_rules_on_delete: boolean }>('aws_security_group')
  .filter(({ path }) => path.startsWith('compute/cluster/'));
const rules = (type: 'ingress' | 'egress') =>
  stack
    .all<Rule>(`aws_vpc_security_group_${type}_rule`)
    .filter(({ path }) => path.startsWith('compute/cluster/'))
    .map(({ config }) => config);
/** A group by its short name; a group of another app by the output that refers to it. */
const named = (id: string | undefined) =>
  id
    ?.replace(/^\$\{aws_security_group\.cluster_firewall_(\w+?)_[0-9A-F]{8}\.id\}$/, '$1')
    .replace(/^\$\{data\.terraform_remote_state\.\w+\.outputs\.(\w+)\}$/, '$1');
const ways = (type: 'ingress' | 'egress') =>
  rules(type).map((rule) => {
    const peer = named(rule.referenced_security_group_id ?? rule.prefix_list_id) ?? rule.cidr_ipv4;
    const [from, to] =
      type === 'egress' ? [named(rule.security_group_id), peer] : [peer, named(rule.security_group_id)];
    const ports = rule.from_port === rule.to_port ? rule.from_port : `${rule.from_port}-${rule.to_port}`;
    return `${from} > ${to} ${rule.ip_protocol} ${named(String(ports)) ?? ports}`;
  });

describe('the security groups of a cluster', () => {
  test('allow ingress from the cluster’s own nodes and EMR’s service only', () => {
    const pairs = ['primary', 'nodes'].flatMap((from) => ['primary', 'nodes'].map((to) => `${from} > ${to}`));
    expect(ways('ingress').sort()).toEqual(
      [
        ...pairs.flatMap((pair) => [`${pair} tcp 0-65535`, `${pair} udp 0-65535`, `${pair} icmp -1`]),
        'service > primary tcp 8443',
        'service > nodes tcp 8443',
        'primary > service tcp 9443',
        'primary > databaseSecurityGroupId tcp databasePort',
        'nodes > databaseSecurityGroupId tcp databasePort',
      ].sort(),
    );
  });

  test('allow the egress of a worker, and that of Hadoop between its nodes', () => {
    const out = ['primary', 'nodes'].flatMap((from) => [
      `${from} > primary tcp 0-65535`,
      `${from} > nodes tcp 0-65535`,
      `${from} > 0.0.0.0/0 tcp 443`,
      `${from} > s3PrefixListId tcp 443`,
      `${from} > databaseSecurityGroupId tcp databasePort`,
    ]);
    expect(ways('egress').sort()).toEqual(
      [...out, 'service > primary tcp 8443', 'service > nodes tcp 8443', 'primary > service tcp 9443'].sort(),
    );
  });

  test('have a description on every group and rule, and open no protocol completely', () => {
    for (const { description, ip_protocol: protocol } of [...rules('ingress'), ...rules('egress')]) {
      expect(description.length).toBeGreaterThan(5);
      expect(protocol).not.toBe('-1');
    }
    for (const { config } of groups) expect(config.description.length).toBeGreaterThan(5);
  });

  test('revoke the rules that EMR adds, because otherwise they could never be deleted', () => {
    expect(groups.map(({ config }) => config.revoke_rules_on_delete)).toEqual([true, true, true]);
  });
});

import { roles, webRoles, workerRoles, type Role } from '@malinshopper/environments';
import { kinds, synthesized } from '../testing/synthesized';

interface Rule {
  readonly security_group_id: string;
  readonly description: string;
  readonly ip_protocol: string;
  readonly from_port: number | string;
  readonly to_port: number | string;
  readonly referenced_security_group_id?: string;
  readonly cidr_ipv4?: string;
  readonly prefix_list_id?: string;
}

const database = '${data.terraform_remote_state.data.outputs.databaseSecurityGroupId}';
const databaseClients = '${data.terraform_remote_state.data.outputs.databaseClientSecurityGroupId}';

describe.each(kinds)('the security groups of %s', (ref) => {
  const stack = synthesized(ref);
  const rules = (direction: 'ingress' | 'egress') =>
    stack.all<Rule>(`aws_vpc_security_group_${direction}_rule`).map(({ config }) => config);
  const all = [...rules('ingress'), ...rules('egress')];
  const groupOf = (role: Role) => `\${${stack.one('aws_security_group', `${role}/firewall/Resource`).address}.id}`;
  const balancer =
    ref === 'feature/checkout'
      ? '${data.terraform_remote_state.compute-of-testing.outputs.loadBalancerSecurityGroupId}'
      : `\${${stack.one('aws_security_group', 'load-balancer/firewall/Resource').address}.id}`;

  test('no rule allows traffic between instances of two roles, in any direction', () => {
    const groups = roles.map(groupOf);
    expect(new Set(groups).size).toBe(roles.length);
    for (const { security_group_id: from, referenced_security_group_id: to } of all) {
      expect([groups.includes(from), groups.includes(to ?? '')]).not.toEqual([true, true]);
    }
  });

  test.each(webRoles)('%s has ingress from the load balancer only, and only by HTTP', (role) => {
    const into = rules('ingress').filter(({ security_group_id: group }) => group === groupOf(role));
    expect(into).toMatchObject([{ referenced_security_group_id: balancer, from_port: 80, to_port: 80 }]);
  });

  test.each(workerRoles)('%s has no ingress rule', (role) => {
    expect(rules('ingress').filter(({ security_group_id: group }) => group === groupOf(role))).toEqual([]);
  });

  test.each(roles)('%s reaches HTTPS, package mirrors and S3, and nothing else', (role) => {
    const out = rules('egress').filter(({ security_group_id: group }) => group === groupOf(role));
    const shown = out.map(({ from_port, to_port, cidr_ipv4, prefix_list_id, referenced_security_group_id }) => {
      expect(to_port).toBe(from_port);
      return [from_port, cidr_ipv4 ?? prefix_list_id ?? referenced_security_group_id];
    });
    expect(shown).toHaveLength(3);
    expect(shown).toEqual(
      expect.arrayContaining([
        [443, '0.0.0.0/0'],
        [80, '0.0.0.0/0'],
        [443, '${data.terraform_remote_state.network.outputs.s3PrefixListId}'],
      ]),
    );
  });

  test.each(roles)('%s reaches the database as a member of its client group, and adds no rule to it', (role) => {
    const template = stack.one<{ network_interfaces: { security_groups: string[] }[] }>(
      'aws_launch_template',
      `${role}/template/Resource`,
    );
    expect(template.config.network_interfaces[0]!.security_groups).toEqual([groupOf(role), databaseClients]);
    for (const { security_group_id: group } of all) expect([database, databaseClients]).not.toContain(group);
  });

  test('the internet reaches the load balancer only, by HTTP and HTTPS', () => {
    const open = rules('ingress').filter(({ cidr_ipv4 }) => cidr_ipv4 !== undefined);
    const expected = ref === 'feature/checkout' ? [] : [80, 443];
    expect(open.map(({ from_port }) => from_port)).toEqual(expected);
    for (const { security_group_id: group } of open) expect(group).toBe(balancer);
  });

  test('the load balancer reaches web servers only', () => {
    const out = rules('egress').filter(({ security_group_id: group }) => group === balancer);
    expect(out.map(({ referenced_security_group_id: to }) => to).sort()).toEqual(webRoles.map(groupOf).sort());
    for (const rule of out) expect(rule).toMatchObject({ from_port: 80, to_port: 80 });
  });

  test('every rule has a description and one TCP port, which is never that of SSH', () => {
    for (const { description, ip_protocol: protocol, from_port: from, to_port: to } of all) {
      expect(description).toMatch(/\w{4}/);
      expect(protocol).toBe('tcp');
      expect(from).toBe(to);
      expect(from).not.toBe(22);
    }
  });

  test('no group has inline rules', () => {
    for (const { config } of stack.all('aws_security_group')) {
      expect(config).not.toHaveProperty('ingress');
      expect(config).not.toHaveProperty('egress');
    }
  });
});

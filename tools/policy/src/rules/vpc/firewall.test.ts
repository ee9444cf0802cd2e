import { firewallRulesOf, inWords, isAbout, isTheWorld, meetsTheWorld } from './firewall';
import { smallWorld } from '../../testing/small-world';

/** The parsed rules of a security group, or of a standalone rule. */
const rulesOf = (type: string, config: object) => {
  const resource = {
    aws_security_group: { web: {} },
    aws_ec2_managed_prefix_list: { office: { entry: [{ cidr: '203.0.113.0/24' }, { cidr: '0.0.0.0/0' }] } },
    aws_vpc: { main: { cidr_block: '10.10.0.0/16' } },
  };
  const judged = { ...resource, [type]: { ...(resource as Record<string, object>)[type], judged: config } };
  const world = smallWorld([{ key: 'policy-d728d/network.tfstate', resource: judged }]);
  const found = world.resources(type).find(({ address }) => address === `${type}.judged`)!;
  return firewallRulesOf(found, world);
};
const ruleOf = (type: string, config: object) => rulesOf(type, config)[0]!;

const ingress = 'aws_vpc_security_group_ingress_rule';
const web = '${aws_security_group.web.id}';

describe('a block', () => {
  test.each([
    ...['0.0.0.0/0', '128.0.0.0/1', '52.0.0.0/8', '203.0.0.0/15', '172.32.0.0/12', '192.0.0.0/8', '100.128.0.0/10'],
    // These blocks begin with private addresses, but also contain public addresses.
    ...['10.0.0.0/7', '172.16.0.0/11', '100.64.0.0/9', '192.168.0.0/15'],
    ...['::/0', '2000::/3', '2a05:d000::/20', '2a05:d018::/31', 'f000::/4'],
    ...['${data.aws_ip_ranges.all.cidr_blocks[0]}', 'any', '10/8'],
  ])('%s counts as the whole internet', (cidr) => expect(isTheWorld(cidr)).toBe(true));
  test.each([
    ...['10.0.0.0/8', '10.64.0.0/10', '172.16.0.0/12', '172.24.0.0/13', '192.168.0.0/16', '100.64.0.0/10'],
    ...['203.0.113.0/24', '203.0.0.0/16', '52.16.1.1/32', '2001:db8::/32', 'fc00::/7', 'fd00::/8'],
  ])('%s is not', (cidr) => expect(isTheWorld(cidr)).toBe(false));
});

describe('a rule of a firewall', () => {
  test('covers every port if its protocol is every protocol, even with ports', () => {
    const rule = ruleOf(ingress, { ip_protocol: '-1', from_port: 443, to_port: 443, cidr_ipv4: '0.0.0.0/0' });
    expect([isAbout(rule, 22), isAbout(rule, 443), inWords(rule)]).toEqual([
      true,
      true,
      'ingress all 0-65535 from 0.0.0.0/0',
    ]);
  });

  test('covers every port if its ports are not known', () => {
    const rule = ruleOf(ingress, { ip_protocol: 'tcp', from_port: '${var.port}', to_port: '${var.port}' });
    expect(isAbout(rule, 22)).toBe(true);
  });

  test('covers no port of TCP if it is ICMP', () => {
    expect(isAbout(ruleOf(ingress, { ip_protocol: 'icmp', from_port: -1, to_port: -1 }), 22)).toBe(false);
  });

  test('accepts the number of its protocol', () => {
    expect(ruleOf(ingress, { ip_protocol: 6, from_port: 22, to_port: 22 }).protocol).toBe('tcp');
  });

  test('has its group and its peer', () => {
    const rule = ruleOf(ingress, {
      security_group_id: web,
      referenced_security_group_id: web,
      ip_protocol: 'tcp',
      from_port: '80',
      to_port: '80',
    });
    expect([rule.group?.address, rule.peers.map(({ address }) => address), rule.ports]).toEqual([
      'aws_security_group.web',
      ['aws_security_group.web'],
      [80, 80],
    ]);
  });

  test('has the block behind a reference', () => {
    const rule = ruleOf(ingress, { ip_protocol: 'tcp', cidr_ipv4: '${aws_vpc.main.cidr_block}' });
    expect([rule.cidrs, meetsTheWorld(rule)]).toEqual([['10.10.0.0/16'], false]);
  });

  test('has the blocks of a prefix list in Terraform, and none for a prefix list of AWS', () => {
    const own = ruleOf(ingress, { ip_protocol: 'tcp', prefix_list_id: '${aws_ec2_managed_prefix_list.office.id}' });
    expect(meetsTheWorld(own)).toBe(true);
    expect(meetsTheWorld(ruleOf(ingress, { ip_protocol: 'tcp', prefix_list_id: 'pl-6da54004' }))).toBe(false);
  });

  test('may be inside its group, one or many, with the group itself as its peer', () => {
    const rules = rulesOf('aws_security_group', {
      ingress: [{ protocol: 'tcp', from_port: 443, to_port: 443, self: true }],
      egress: { protocol: '-1', from_port: 0, to_port: 0, ipv6_cidr_blocks: ['::/0'] },
    });
    expect(rules.map((rule) => [rule.direction, rule.peers.length, meetsTheWorld(rule)])).toEqual([
      ['ingress', 1, false],
      ['egress', 0, true],
    ]);
  });

  test('may be of the deprecated type', () => {
    const rule = ruleOf('aws_security_group_rule', {
      type: 'egress',
      protocol: 'udp',
      from_port: 53,
      to_port: 53,
      cidr_blocks: ['0.0.0.0/0'],
    });
    expect(inWords(rule)).toBe('egress udp 53 to 0.0.0.0/0');
  });
});

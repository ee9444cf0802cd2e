import { rules } from '..';
import { smallWorld } from '../../testing/small-world';

const group = (name: string) => `\${aws_security_group.${name}.id}`;
const rule = (of: string, other: object) => ({ security_group_id: group(of), ip_protocol: 'tcp', ...other });
const world = smallWorld([
  {
    key: 'policy-d728d/network.tfstate',
    resource: {
      aws_security_group: { web: {}, database: {}, balancer: {}, spare: {} },
      aws_launch_template: { web: { network_interfaces: [{ security_groups: [group('web')] }] } },
      aws_db_instance: { database: { vpc_security_group_ids: [group('database')] } },
      aws_lb: { balancer: { security_groups: [group('balancer')] } },
      aws_vpc_security_group_ingress_rule: {
        visitors: rule('balancer', { cidr_ipv4: '0.0.0.0/0', from_port: 443, to_port: 443 }),
        intoWeb: rule('web', { referenced_security_group_id: group('balancer'), from_port: 80, to_port: 80 }),
        intoDatabase: rule('database', { referenced_security_group_id: group('web'), from_port: 3306, to_port: 3306 }),
      },
      aws_vpc_security_group_egress_rule: {
        toWeb: rule('balancer', { referenced_security_group_id: group('web'), from_port: 80, to_port: 80 }),
      },
    },
  },
]);

/** The names of the resources that a rule judges. */
const judgedBy = (id: string) => {
  const { types, about } = rules.find((each) => each.id === id)!;
  return world
    .resources(...types)
    .filter((resource) => about?.(resource, world) ?? true)
    .map(({ address }) => address.split('.')[1]);
};

test.each([
  // A security group without rules inside is not judged.
  ['MAL_NET_4', ['visitors', 'intoWeb', 'intoDatabase', 'toWeb']],
  ['MAL_NET_5', ['visitors', 'intoWeb', 'intoDatabase', 'toWeb']],
  ['CKV_AWS_24', ['visitors', 'intoWeb', 'intoDatabase']],
  ['CKV_AWS_382', ['toWeb']],
  ['MAL_NET_6', ['intoDatabase']],
  ['MAL_NET_7', ['intoWeb']],
  ['MAL_NET_8', ['intoWeb']],
  ['MAL_NET_9', ['toWeb']],
  ['MAL_NET_26', ['visitors']],
  // There is no CDN in front of the load balancer.
  ['MAL_LB_9', []],
])('%s judges only the resources that it applies to, and no others count as passed: %j', (id, judged) => {
  expect(judgedBy(id).sort()).toEqual([...judged].sort());
});

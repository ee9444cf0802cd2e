import { isOutgoing, outgoingAddress } from './holdable';
import { toHold } from './to-hold';

const change = (address: string, before: object | null, actions = ['create', 'delete'], more: object = {}) => {
  const [type, name] = address.split('.');
  return { address, type, name, change: { actions, before }, ...more };
};
const group = change('aws_security_group.clients', { id: 'sg-1', arn: 'arn:sg-1' });
const plan = (changes: readonly object[], outputs: object = { clientGroupId: 'sg-1' }) => ({
  resource_changes: changes,
  output_changes: Object.fromEntries(Object.entries(outputs).map(([name, before]) => [name, { before }])),
});
const addresses = (changes: readonly object[], outputs?: object, isRead: (name: string) => boolean = () => true) =>
  toHold(plan(changes, outputs), isRead).map(({ address }) => address);

describe('the resources that a plan would replace or delete while others use them', () => {
  test('are those in an output that others read, however deep', () => {
    const certificate = change('aws_acm_certificate.web', { id: 'arn:c', arn: 'arn:c' }, ['delete']);
    expect(addresses([group, certificate], { groups: { web: ['sg-1'] }, certificateArn: 'arn:c' })).toEqual([
      'aws_security_group.clients',
      'aws_acm_certificate.web',
    ]);
  });

  test('include each rule of such a group, each that refers to it, and the resources to which these refer', () => {
    const out = change('aws_vpc_security_group_egress_rule.out', { id: 'sgr-1', security_group_id: 'sg-1' });
    const into = change('aws_vpc_security_group_ingress_rule.into', {
      id: 'sgr-2',
      security_group_id: 'sg-2',
      referenced_security_group_id: 'sg-1',
    });
    const server = change('aws_security_group.server', { id: 'sg-2' });
    const other = change('aws_vpc_security_group_ingress_rule.other', { id: 'sgr-3', security_group_id: 'sg-9' });
    expect(addresses([into, other, out, server, group])).toEqual([
      'aws_security_group.clients',
      'aws_vpc_security_group_ingress_rule.into',
      'aws_vpc_security_group_egress_rule.out',
      'aws_security_group.server',
    ]);
  });

  test.each<[string, object, object | undefined]>([
    ['nothing that no output names', group, { clientGroupId: 'sg-2' }],
    ['nothing that is changed in place', change('aws_security_group.clients', { id: 'sg-1' }, ['update']), undefined],
    [
      'nothing of a type of which AWS deletes resources in use',
      change('aws_kms_key.clients', { id: 'sg-1' }),
      undefined,
    ],
    ['no object without an address of its own', { ...group, deposed: '1234' }, undefined],
    ['none of several at one address', { ...group, index: 0 }, undefined],
  ])('include %s', (_what, one, outputs) => {
    expect(addresses([one], outputs)).toEqual([]);
  });

  test('include those in a launch template: its instances are replaced one after the other', () => {
    const template = change('aws_launch_template.web', { network_interfaces: [{ security_groups: ['sg-1'] }] }, [
      'update',
    ]);
    expect(addresses([group, template], {})).toEqual(['aws_security_group.clients']);
  });

  test('include a subnet of a removed zone, with its route to the internet, and none that a successor would overlap', () => {
    const subnet = { id: 'subnet-1' };
    const association = { id: 'rtbassoc-1', subnet_id: 'subnet-1', route_table_id: 'rtb-1' };
    const zone = (actions: string[]) => [
      change('aws_subnet.private', subnet, actions),
      change('aws_route_table_association.private', association, actions),
      change('aws_route_table.private', { id: 'rtb-1' }, actions),
      change('aws_route.nat', { id: 'r-1', route_table_id: 'rtb-1', nat_gateway_id: 'nat-1' }, actions),
      change('aws_nat_gateway.own', { id: 'nat-1', allocation_id: 'eipalloc-1' }, actions),
      change('aws_eip.own', { id: 'eipalloc-1' }, actions),
    ];
    expect(addresses(zone(['delete']), { subnetIds: ['subnet-1', 'subnet-2'] })).toHaveLength(6);
    expect(addresses(zone(['delete', 'create']), { subnetIds: ['subnet-1', 'subnet-2'] })).toEqual([]);
  });

  test('are none if no other state reads the output', () => {
    expect(addresses([group], undefined, (name) => name !== 'clientGroupId')).toEqual([]);
  });
});

test('an object that stays has an address with a mark and its id', () => {
  const address = outgoingAddress('aws_acm_certificate', 'web_A1', 'arn:aws:acm:eu-west-1:1:certificate/8a-1b');
  expect(address).toBe('aws_acm_certificate.web_A1_outgoing_8a-1b');
  expect(isOutgoing(address)).toBe(true);
  expect(isOutgoing('aws_acm_certificate.web_A1')).toBe(false);
  expect(isOutgoing('aws_kms_key.web_outgoing_1')).toBe(false);
});

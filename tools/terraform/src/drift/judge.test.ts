import type { ExpectedDrift } from './expected';
import { judge } from './judge';
import type { RefreshedChange, RefreshedResource } from './refreshed';

const today = '2026-11-30';

type Values = Readonly<Record<string, unknown>>;
const changed = (type: string, before: Values, after: Values): RefreshedChange => ({
  ...{ address: `${type}.one`, type, mode: 'managed' },
  change: { actions: ['update'], before, after },
});
const resource = (type: string, values: Values): RefreshedResource => ({ address: `${type}.other`, type, values });
const found = (changes: RefreshedChange[], resources: RefreshedResource[] = [], rules?: readonly ExpectedDrift[]) =>
  judge({ changes, resources, plan: {} }, { today, ...(rules && { rules }) });

test('an attribute with another value in AWS is drift', () => {
  const { drifted } = found([changed('aws_cloudwatch_metric_alarm', { threshold: 5 }, { threshold: 500 })]);
  expect(drifted).toEqual([
    {
      ...{ address: 'aws_cloudwatch_metric_alarm.one', type: 'aws_cloudwatch_metric_alarm' },
      ...{ what: 'changed', attributes: ['threshold'], additions: {} },
    },
  ]);
});

test('a resource that AWS does not have any more is gone', () => {
  const gone: RefreshedChange = {
    ...{ address: 'aws_sns_topic.one', type: 'aws_sns_topic', mode: 'managed' },
    change: { actions: ['delete'], before: {}, after: null },
  };
  expect(found([gone]).drifted).toMatchObject([{ address: 'aws_sns_topic.one', what: 'gone' }]);
});

test('data sources are no resources, and a resource that stays is no drift', () => {
  const one = changed('aws_vpc', { tags: {} }, { tags: { a: 'b' } });
  expect(
    found([
      { ...one, mode: 'data' },
      { ...one, change: { ...one.change, actions: ['no-op'] } },
    ]),
  ).toEqual({
    drifted: [],
    expected: [],
  });
});

test('an unknown action is refused by its name and address', () => {
  const one = changed('aws_vpc', {}, {});
  expect(() => found([{ ...one, change: { ...one.change, actions: ['forget'] } }])).toThrow(
    'Terraform found "forget" at aws_vpc.one, which is no action of a comparison with AWS. No drift is reported: extend tools/terraform/src/drift.',
  );
});

test.each([
  ['null and an empty list', { actions: null }, { actions: [] }],
  ['null and false', { enabled: null }, { enabled: false }],
  ['nothing and an empty text, deep inside', { rule: [{ id: 'a' }] }, { rule: [{ id: 'a', prefix: '' }] }],
  ['the same JSON in another order', { policy: '{"a":1,"b":2}' }, { policy: '{ "b": 2, "a": 1 }' }],
  ['a tag of AWS', { tags: { Team: 'data' } }, { tags: { Team: 'data', 'aws:cloudformation:stack-id': 'x' } }],
])('%s are the same', (_name, before, after) => {
  expect(found([changed('aws_sqs_queue', before, after)]).drifted).toEqual([]);
});

test.each([
  ['true that became nothing', { enabled: true }, { enabled: null }],
  ['another order of a list', { actions: ['a', 'b'] }, { actions: ['b', 'a'] }],
  ['a text that begins like JSON', { text: '{a' }, { text: '{b' }],
  ['a tag', { tags: { Team: 'data' } }, { tags: { Team: 'web' } }],
])('%s is drift', (_name, before, after) => {
  expect(found([changed('aws_lb', before, after)]).drifted).toHaveLength(1);
});

test('a tag is reported once, though it is in two attributes', () => {
  const [before, after] = ['data', 'web'].map((Team) => ({ tags: { Team }, tags_all: { Team } }));
  expect(found([changed('aws_vpc', before!, after!)]).drifted).toMatchObject([{ attributes: ['tags'] }]);
});

test('the elements of a set have no order', () => {
  const [one, other] = [{ to_port: 1 }, { to_port: 2 }];
  const was = changed('aws_security_group', { ingress: [one, other] }, { ingress: [other, one] });
  expect(found([was]).drifted).toEqual([]);
});

describe('a part that a resource of its own sets', () => {
  const bucket = changed('aws_s3_bucket', { bucket: 'content', policy: '' }, { bucket: 'content', policy: '{"a":1}' });

  test('is no drift of the resource that it belongs to', () => {
    expect(found([bucket], [resource('aws_s3_bucket_policy', { bucket: 'content' })]).drifted).toEqual([]);
  });

  test('is drift if there is no such resource, or only that of another', () => {
    expect(found([bucket]).drifted).toMatchObject([{ attributes: ['policy'] }]);
    expect(found([bucket], [resource('aws_s3_bucket_policy', { bucket: 'other' })]).drifted).toHaveLength(1);
  });
});

describe('an ingress rule', () => {
  const shown = (...ranges: string[]) => [
    { protocol: 'tcp', from_port: 443, to_port: 443, cidr_blocks: ranges, description: 'web' },
  ];
  const group = (...ranges: string[]) =>
    changed('aws_security_group', { id: 'sg-1', ingress: [] }, { id: 'sg-1', ingress: shown(...ranges) });
  const rule = (range: string) =>
    resource('aws_vpc_security_group_ingress_rule', {
      ...{ security_group_id: 'sg-1', ip_protocol: 'tcp', from_port: 443, to_port: 443, cidr_ipv4: range },
    });

  test('that is in the code is no drift, though the group lists it together with others', () => {
    expect(found([group('10.0.0.0/8', '10.1.0.0/16')], [rule('10.0.0.0/8'), rule('10.1.0.0/16')]).drifted).toEqual([]);
  });

  test('that no code has is drift, with the command that removes it', () => {
    const [drifted] = found([group('10.0.0.0/8', '0.0.0.0/0')], [rule('10.0.0.0/8')]).drifted;
    expect(drifted?.additions).toEqual({
      ingress: [
        {
          words: 'tcp 443, 0.0.0.0/0',
          removal: `aws ec2 revoke-security-group-ingress --group-id sg-1 --ip-permissions '[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]'`,
        },
      ],
    });
  });

  test('that another environment adds to a shared group is no drift', () => {
    const options = { today, others: [rule('10.1.0.0/16')] };
    const judged = judge({ changes: [group('10.1.0.0/16')], resources: [], plan: {} }, options);
    expect(judged.drifted).toEqual([]);
  });

  test.each([
    ['a group', { security_groups: ['sg-2'] }, { referenced_security_group_id: 'sg-2' }],
    ['a group of another account', { security_groups: ['1/sg-2'] }, { referenced_security_group_id: '1/sg-2' }],
    ['the group itself', { self: true }, { referenced_security_group_id: 'sg-1' }],
    ['a prefix list', { prefix_list_ids: ['pl-1'] }, { prefix_list_id: 'pl-1' }],
    ['IPv6', { ipv6_cidr_blocks: ['::/0'] }, { cidr_ipv6: '::/0' }],
  ])('of %s is found in the code', (_name, peer, of) => {
    const ingress = [{ protocol: '-1', from_port: 0, to_port: 0, ...peer }];
    const drifted = (resources: RefreshedResource[]) =>
      found([changed('aws_security_group', { id: 'sg-1' }, { id: 'sg-1', ingress })], resources).drifted;
    const declared = { security_group_id: 'sg-1', ip_protocol: '-1', from_port: null, to_port: null, ...of };
    expect(drifted([resource('aws_vpc_security_group_ingress_rule', declared)])).toEqual([]);
    expect(drifted([])).toHaveLength(1);
  });
});

test.each([
  [
    'aws_iam_role',
    { inline_policy: [{ name: 'mine', policy: '{}' }] },
    'aws iam delete-role-policy --role-name web --policy-name mine',
    resource('aws_iam_role_policy', { role: 'web', name: 'mine' }),
  ],
  [
    'aws_iam_role',
    { managed_policy_arns: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
    'aws iam detach-role-policy --role-name web --policy-arn arn:aws:iam::aws:policy/AdministratorAccess',
    resource('aws_iam_role_policy_attachment', {
      ...{ role: 'web', policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    }),
  ],
  [
    'aws_route_table',
    { route: [{ cidr_block: '0.0.0.0/0', gateway_id: 'igw-1' }] },
    'aws ec2 delete-route --route-table-id web --destination-cidr-block 0.0.0.0/0',
    resource('aws_route', { route_table_id: 'web', destination_cidr_block: '0.0.0.0/0' }),
  ],
])('an addition to %s is drift unless a resource of its own sets it: %j', (type, after, removal, declared) => {
  const own = { id: 'web', name: 'web' };
  const [drifted] = found([changed(type, own, { ...own, ...after })]).drifted;
  expect(Object.values(drifted!.additions).flat()).toMatchObject([{ removal }]);
  expect(found([changed(type, own, { ...own, ...after })], [declared]).drifted).toEqual([]);
});

describe('a rule of expected drift', () => {
  const scaled = (desired_capacity: number) =>
    changed(
      'aws_autoscaling_group',
      { desired_capacity: 2, min_size: 2, max_size: 4 },
      { desired_capacity, min_size: 2, max_size: 4 },
    );

  test('covers a group that scales between its sizes, and gives the reason', () => {
    expect(found([scaled(4)])).toMatchObject({ drifted: [], expected: [{ attribute: 'desired_capacity' }] });
  });

  test('does not cover a size beyond the largest one', () => {
    expect(found([scaled(5)])).toMatchObject({ drifted: [{ attributes: ['desired_capacity'] }], expected: [] });
  });

  test('counts on its last day, and not on the day after', () => {
    const rule = (until: string): ExpectedDrift => ({
      ...{ type: 'aws_autoscaling_group', attribute: 'desired_capacity', reason: 'it scales', until },
    });
    expect(found([scaled(3)], [], [rule(today)]).drifted).toEqual([]);
    expect(found([scaled(3)], [], [rule('2026-11-29')]).drifted).toHaveLength(1);
  });
});

test('an attribute that only AWS sets is not even listed', () => {
  const was = changed('aws_db_instance', { latest_restorable_time: '1' }, { latest_restorable_time: '2' });
  expect(found([was])).toEqual({ drifted: [], expected: [] });
});

test('a database that was enlarged beyond its limit, or upgraded to another major version, is drift', () => {
  const was = { allocated_storage: 20, max_allocated_storage: 40, engine_version_actual: '8.4.3' };
  const is = (change: Values) => found([changed('aws_db_instance', was, { ...was, ...change })]).drifted.length;
  expect([is({ allocated_storage: 30 }), is({ engine_version_actual: '8.4.5' })]).toEqual([0, 0]);
  expect([is({ allocated_storage: 50 }), is({ engine_version_actual: '9.0.0' })]).toEqual([1, 1]);
});

import { possibleChanges } from './certainty';

interface Changed {
  readonly before?: object;
  readonly after?: object;
  readonly after_unknown?: object;
  readonly replace_paths?: unknown[][];
}
const change = (address: string, actions: string[], of: Changed = {}, reason?: string) => ({
  address,
  mode: address.startsWith('data.') ? 'data' : 'managed',
  ...(reason && { action_reason: reason }),
  change: { actions, before: {}, after: {}, after_unknown: {}, ...of },
});
const replaced = (address: string, attribute: string, of: Changed = {}, reason = 'replace_because_cannot_update') =>
  change(
    address,
    ['delete', 'create'],
    {
      before: { [attribute]: 'old' },
      after_unknown: { [attribute]: true, id: true },
      replace_paths: [[attribute]],
      ...of,
    },
    reason,
  );
const placeholder = 'terraform_data.preview_network_vpcId';
const unknown = { references: [`${placeholder}.output`, placeholder] };

/** The possible changes, by their addresses; the placeholder is the only cause. */
function possible(
  resource_changes: ReturnType<typeof change>[],
  expressions: Record<string, Record<string, unknown>>,
  stack?: Parameters<typeof possibleChanges>[2],
) {
  const resources = Object.entries(expressions).map(([address, each]) => ({ address, expressions: each }));
  const all = [...resource_changes, change(placeholder, ['create'], { after_unknown: { output: true } })];
  const plan = { format_version: '1.2', resource_changes: all, configuration: { root_module: { resources } } };
  const found = possibleChanges(plan, [placeholder], stack);
  for (const { onlyIf } of found) expect(onlyIf).toEqual([placeholder]);
  return found.map(({ address, isReplacement }) => (isReplacement ? address : `${address} updated`));
}

describe('a replacement is possible', () => {
  test('because of an attribute that a placeholder makes unknown', () => {
    expect(possible([replaced('a.one', 'vpc_id')], { 'a.one': { vpc_id: unknown } })).toEqual(['a.one']);
  });

  test('because of a nested attribute, and of a set, in which steps are no positions', () => {
    const vpc = { before: { vpc: [{ id: 'x' }] }, after: { vpc: [{}] }, after_unknown: { vpc: [{ id: true }] } };
    const nested = replaced('a.one', 'vpc', { ...vpc, replace_paths: [['vpc', 0, 'id']] });
    expect(possible([nested], { 'a.one': { vpc: [{ id: unknown }] } })).toEqual(['a.one']);
    const set = replaced('a.one', 'ids', {
      before: { ids: ['x'] },
      after_unknown: { ids: [true] },
      replace_paths: [['ids', 'x']],
    });
    expect(possible([set], { 'a.one': { ids: unknown } })).toEqual(['a.one']);
  });

  test('because of a resource of the app with a possible replacement', () => {
    const changes = [replaced('a.one', 'vpc_id'), replaced('a.two', 'group_id')];
    const group = { references: ['a.one.id', 'a.one'] };
    expect(possible(changes, { 'a.one': { vpc_id: unknown }, 'a.two': { group_id: group } })).toEqual([
      'a.one',
      'a.two',
    ]);
  });

  test('because of a local value of the app, if the configuration is known', () => {
    const expressions = { 'a.one': { vpc_id: { references: ['local.vpc'] } } };
    const locals = { vpc: '${local.other}', other: `x-\${jsondecode(${placeholder}.output)}` };
    expect(possible([replaced('a.one', 'vpc_id')], expressions, { locals })).toEqual(['a.one']);
    expect(possible([replaced('a.one', 'vpc_id')], expressions)).toEqual([]);
  });

  test('because of a resource that triggers it, if the configuration is known', () => {
    const changes = [replaced('a.one', 'vpc_id'), replaced('a.two', 'x', { replace_paths: [] }, 'replace_by_triggers')];
    const expressions = { 'a.one': { vpc_id: unknown }, 'a.two': { x: {} } };
    const two = (trigger: string) => ({ resource: { a: { two: { lifecycle: { replace_triggered_by: [trigger] } } } } });
    expect(possible(changes, expressions, two('a.one'))).toEqual(['a.one', 'a.two']);
    expect(possible(changes, expressions, two('a.unknown'))).toEqual(['a.one']);
    expect(possible(changes, expressions)).toEqual(['a.one']);
  });

  test('because of a data source that can only be read when a placeholder is known', () => {
    const read = change('data.aws_x.y', ['read'], { after_unknown: { id: true } });
    const expressions = {
      'data.aws_x.y': { name: unknown },
      'a.one': { vpc_id: { references: ['data.aws_x.y.id', 'data.aws_x.y'] } },
    };
    expect(possible([read, replaced('a.one', 'vpc_id')], expressions)).toEqual(['a.one']);
  });
});

describe('a replacement is certain', () => {
  const certain = (changes: ReturnType<typeof change>[], expressions: Record<string, Record<string, unknown>>) =>
    expect(possible(changes, expressions)).toEqual([]);

  test('because of a known value, also beside an unknown one', () => {
    const known = { before: { a: 'old' }, after: { a: 'new' }, after_unknown: { b: true } };
    certain([replaced('a.one', 'a', { ...known, replace_paths: [['b'], ['a']] })], { 'a.one': { a: {}, b: unknown } });
  });

  test.each([
    ['another element', { before: { a: ['x', 'y'] }, after: { a: ['z', null] }, after_unknown: { a: [false, true] } }],
    [
      'another number of elements',
      { before: { a: ['x', 'y', 'z'] }, after: { a: ['x'] }, after_unknown: { a: [false, true] } },
    ],
    ['another type', { before: { a: 'x' }, after: { a: ['x'] }, after_unknown: { a: [false, true] } }],
  ])('because the known part of a value is %s', (_what, of) => {
    certain([replaced('a.one', 'a', of)], { 'a.one': { a: unknown } });
  });

  test('because of a resource that is made here for certain', () => {
    const made = change('a.one', ['create'], { after_unknown: { id: true } });
    certain([made, replaced('a.two', 'x')], {
      'a.one': {},
      'a.two': { x: { references: [...unknown.references, 'a.one.id', 'a.one'] } },
    });
  });

  test.each([
    ['it is tainted', 'replace_because_tainted'],
    ['it was requested', 'replace_by_request'],
    ['of an unknown reason', 'replace_because_of_the_moon'],
  ])('because %s', (_why, reason) => {
    certain([replaced('a.one', 'vpc_id', {}, reason)], { 'a.one': { vpc_id: unknown } });
  });

  test.each([
    ['has no reference', { references: [] }],
    ['refers to something that is not analysed', { references: ['module.a.b'] }],
    ['refers to an instance too', { references: ['a.many[0].id', 'a.many[0]', 'a.many', ...unknown.references] }],
    ['refers to an unknown local value too', { references: ['local.x', ...unknown.references] }],
  ])('because of an unknown value with an expression that %s', (_what, expression) => {
    const many = change('a.many[0]', ['create'], { after_unknown: { id: true } });
    certain([many, replaced('a.one', 'x')], { 'a.one': { x: expression }, 'a.many': {} });
  });

  test('if the plan does not contain its configuration', () => certain([replaced('a.one', 'vpc_id')], {}));
});

describe('if a placeholder changes for certain', () => {
  const changing = new Set([placeholder]);
  const text = `\${jsondecode(${placeholder}.output)}`;
  const expressions = { 'a.one': { vpc_id: unknown } };
  const configured = (one: object) => ({ changing, resource: { a: { one } } });

  test('a resource with its text is replaced for certain, and so are its dependents', () => {
    const changes = [replaced('a.one', 'vpc_id'), replaced('a.two', 'group_id')];
    const group = { references: ['a.one.id', 'a.one'] };
    const all = { ...expressions, 'a.two': { group_id: group } };
    expect(possible(changes, all, configured({ vpc_id: text }))).toEqual([]);
    expect(possible(changes, all, { resource: { a: { one: { vpc_id: text } } } })).toEqual(['a.one', 'a.two']);
  });

  test('an attribute in a block is found, synthesized with a list or without', () => {
    const vpc = { before: { vpc: [{ id: 'x' }] }, after: { vpc: [{}] }, after_unknown: { vpc: [{ id: true }] } };
    const nested = [replaced('a.one', 'vpc', { ...vpc, replace_paths: [['vpc', 0, 'id']] })];
    const all = { 'a.one': { vpc: [{ id: unknown }] } };
    expect(possible(nested, all, configured({ vpc: { id: text } }))).toEqual([]);
    expect(possible(nested, all, configured({ vpc: [{ id: text }] }))).toEqual([]);
    expect(possible(nested, all, configured({ vpc: [{ other: text }] }))).toEqual(['a.one']);
  });

  test('a resource with a value derived from it may stay unchanged', () => {
    const length = configured({ vpc_id: `\${length(jsondecode(${placeholder}.output))}` });
    expect(possible([replaced('a.one', 'vpc_id')], expressions, length)).toEqual(['a.one']);
  });
});

test('an update is possible if all its changes are unknown because of placeholders; attributes that AWS sets are a consequence', () => {
  const update = (after: object, after_unknown: object) =>
    change('a.one', ['update'], { before: { x: 1, y: 1, arn: 'a' }, after, after_unknown });
  const expressions = { 'a.one': { x: unknown, y: {} } };
  expect(possible([update({ y: 1 }, { x: true, arn: true })], expressions)).toEqual(['a.one updated']);
  expect(possible([update({ y: 2 }, { x: true, arn: true })], expressions)).toEqual([]);
});

test('a resource that refers to a value that stays known is not changed by it', () => {
  // The VPC's tags change for certain, its id does not.
  const vpc = change('a.vpc', ['update'], { before: { tags: 1, id: 'v' }, after: { tags: 2, id: 'v' } });
  const subnet = replaced('a.subnet', 'name');
  const name = { references: ['a.vpc.id', 'a.vpc', ...unknown.references] };
  expect(possible([vpc, subnet], { 'a.vpc': { tags: {} }, 'a.subnet': { name } })).toEqual(['a.subnet']);
});

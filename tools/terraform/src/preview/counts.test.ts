import { countsOf, countsText, isNothing } from './counts';
import { readPlan } from './plan-json';

const change = (address: string, actions: string[], more: object = {}, of: object = {}) => ({
  address,
  mode: 'managed',
  change: { actions, ...of },
  ...more,
});
const plan = (resource_changes: object[], output_changes = {}) => ({
  format_version: '1.2',
  resource_changes,
  output_changes,
});

test('every action is counted once, a replacement is one, and placeholders and reads are none', () => {
  const counts = countsOf(
    plan(
      [
        change('a.a', ['create']),
        change('a.b', ['update']),
        change('a.c', ['delete', 'create']),
        change('a.d', ['create', 'delete']),
        change('a.e', ['delete']),
        change('a.e', ['delete'], { deposed: '1234' }),
        change('a.f', ['no-op'], { previous_address: 'a.g' }),
        change('a.h', ['no-op'], {}, { importing: { id: 'x' } }),
        change('a.i', ['forget']),
        change('data.a.j', ['read'], { mode: 'data' }),
        change('terraform_data.preview_network_vpcId', ['create']),
      ],
      { a: { actions: ['create'] }, b: { actions: ['no-op'] } },
    ),
    ['terraform_data.preview_network_vpcId'],
  );
  expect(counts).toEqual({ add: 1, change: 1, replace: 2, destroy: 2, move: 1, import: 1, forget: 1, outputs: 1 });
  expect(countsText(counts)).toBe(
    '1 to add, 1 to change, 2 to replace, 2 to destroy, 1 to move, 1 to import, 1 to forget, 1 output',
  );
});

test('a plan of placeholders alone changes nothing', () => {
  const counts = countsOf(plan([change('terraform_data.preview_a_b', ['create'])]), ['terraform_data.preview_a_b']);
  expect(isNothing(counts)).toBe(true);
  expect(countsText(counts)).toBe('no changes');
});

test.each([
  ['an unknown action', plan([change('a.a', ['levitate'])])],
  ['another format', { format_version: '2.0' }],
])('throws for %s', (_what, unknown) => {
  expect(() => readPlan(unknown)).toThrow('The plan does not have the known format (1.x)');
});

import { blockOf, exactly, faultsIn, matching, optional } from './faults';

const table = { name: matching(/^a/), size: optional(exactly(1, 2)) };

test('a value that matches the table passes, also without optional keys', () => {
  expect([faultsIn({ name: 'ab', size: 2 }, table), faultsIn({ name: 'a' }, table)]).toEqual([undefined, undefined]);
});

test('unknown keys and wrong values are reported together, each with its path', () => {
  expect(faultsIn({ nme: 'a', size: 3 }, table)).toBe(
    'has nme, which no rule understands; name is not set, which does not match ^a; size is 3 instead of 1 or 2',
  );
});

test('a block may be a list of exactly one block', () => {
  const fault = blockOf({ a: exactly(1) });
  expect([fault({ a: 1 }), fault([{ a: 1 }]), fault([{ a: 1 }, { a: 2 }]), fault('a'), fault({ b: 1 })]).toEqual([
    undefined,
    undefined,
    'is [{"a":1},{"a":2}], and not one block',
    'is "a", and not one block',
    '(has b, which no rule understands; a is not set instead of 1)',
  ]);
});

test('a key that every object inherits is not in the table', () => {
  expect(faultsIn({ name: 'a', constructor: 1 }, table)).toBe('has constructor, which no rule understands');
});

import { isDeepStrictEqual } from 'node:util';
import { anything, assert, constantFrom, property } from 'fast-check';
import { changedLines, differences } from './lines';

const policy = (...statements: readonly object[]) => JSON.stringify({ Statement: statements });
const read = { Sid: 'Read', Action: 's3:GetObject', Resource: ['a', 'b'] };
const write = { Sid: 'Write', Action: 's3:PutObject' };

describe('the lines of a difference', () => {
  it('contain the path, with the value before and after', () => {
    expect(differences('a', { b: { c: 1, d: 2 } }, { b: { c: 3, d: 2 } })).toEqual(['a.b.c: 1 -> 3']);
  });

  it('show new parts with their values, and removed ones without', () => {
    expect(differences('a', { b: { c: 1 } }, { d: { e: 2, f: {} } })).toEqual(['a.b: none', 'a.d.e: 2', 'a.d.f: {}']);
  });

  it('compare lists in order, so that a new element does not affect the others', () => {
    expect(differences('a', ['x', 'y'], ['new', 'x', 'z'])).toEqual(['a[]: + "new"', 'a[]: - "y"', 'a[]: + "z"']);
    expect(differences('a', ['x', 'y'], ['x'])).toEqual(['a[]: - "y"']);
  });

  it('show the changed statement of a policy, even beside a new one', () => {
    const after = policy(write, { ...read, Resource: ['a', 'c'] });
    expect(differences('policy', policy(read), after)).toEqual([
      `policy.Statement[]: + ${JSON.stringify(write)}`,
      'policy.Statement[].Resource[]: - "b"',
      'policy.Statement[].Resource[]: + "c"',
    ]);
  });

  it('treat blocks without a name as changed if as many are new as are removed', () => {
    const days = (...all: readonly number[]) => all.map((each) => ({ noncurrent_days: each, status: 'Enabled' }));
    expect(differences('a', days(365), days(14))).toEqual(['a[].noncurrent_days: 365 -> 14']);
    expect(differences('a', days(365), days(14, 7))).toEqual([
      ...days(365).map((each) => `a[]: - ${JSON.stringify(each)}`),
      ...days(14, 7).map((each) => `a[]: + ${JSON.stringify(each)}`),
    ]);
  });

  it('show the changed lines of a text, and a new text line by line', () => {
    expect(differences('a', 'one\ntwo', 'one\nthree')).toEqual(['a[]: - "two"', 'a[]: + "three"']);
    expect(differences('a', undefined, 'one\ntwo')).toEqual(['a[]: + "one"', 'a[]: + "two"']);
    expect(differences('a', '{no JSON', '{no  JSON')).toEqual(['a: "{no JSON" -> "{no  JSON"']);
  });

  it('exist if and only if the values differ', () => {
    // Few values and keys, so that two of them are often similar, and sometimes the same.
    const leaves = constantFrom(0, 1, 'x', 'x\ny', '{"a":1}', true, null);
    const value = anything({ key: constantFrom('Sid', 'name', 'a', 'b'), values: [leaves], maxDepth: 3, maxKeys: 3 });
    assert(
      property(value, value, (one, other) => {
        expect(differences('a', one, other).length === 0).toBe(isDeepStrictEqual(one, other));
      }),
      { numRuns: 2_000 },
    );
  });
});

test('the different lines of two texts come without context', () => {
  expect(changedLines('a\nb\nc', 'a\nc\nd')).toBe('- b\n+ d');
  expect(changedLines('a\nb', 'a\nb')).toBe('');
});

import { gzipSync } from 'node:zlib';
import { review } from '../record/review';
import type { ReviewedChange, ReviewedPlan } from '../record/record';
import { key, planOf, plannedApp, resourceChange } from '../testing/plans';
import { attributeDifferences } from './attributes';
import { cut, show } from './show';

/** The differences of a change, a line for each attribute. */
function told(before: object | null, after: object, more: object = {}, address = 'aws_x.y'): string[] {
  const plan = planOf([
    resourceChange(address, { before, after, ...(before ? {} : { actions: ['create'] }), ...more }),
  ]);
  const [change] = (review([plannedApp(plan)], { key })[0]!.result as ReviewedPlan).changes as ReviewedChange[];
  return attributeDifferences(change!).map(({ path, was, is, lines, note, forcesReplacement }) => {
    const values = lines ? lines.map(({ sign, text }) => sign + text).join('|') : `${was ?? ''} → ${is ?? ''}`;
    return `${path}: ${values}${note ? ` # ${note}` : ''}${forcesReplacement ? ' # forces replacement' : ''}`;
  });
}

test('unchanged attributes are left out, and nested ones have their path', () => {
  expect(told({ a: 1, b: { c: { d: 1, e: 2 } } }, { a: 1, b: { c: { d: 3, e: 2 } } })).toEqual(['b.c.d: 1 → 3']);
  expect(told({ m: { 'a/b': 1 } }, { m: { 'a/b': 2 } })).toEqual(['m["a/b"]: 1 → 2']);
});

test('an added or removed attribute has one side', () => {
  expect(told({ a: 1 }, { b: 'x' })).toEqual(['a: 1 → ', 'b:  → "x"']);
});

test('attributes that are only known later are listed in one line if all are new, and each by itself in an update', () => {
  expect(told(null, { a: 1 }, { unknown: { id: true, arn: true } })).toEqual([
    'a:  → 1',
    'known after apply:  → arn, id',
  ]);
  expect(told({ a: 1 }, {}, { unknown: { a: true } })).toEqual(['a: 1 → (known after apply)']);
});

test('an attribute that forces a replacement comes first', () => {
  const more = { actions: ['delete', 'create'], replacePaths: [['z']] };
  expect(told({ a: 1, z: 1 }, { a: 2, z: 2 }, more)).toEqual(['z: 1 → 2 # forces replacement', 'a: 1 → 2']);
});

test('in a set, an added or removed element is listed, and no index', () => {
  const rule = (port: number) => ({ from_port: port, cidr_blocks: ['10.0.0.0/8'] });
  const sets = told(
    { ingress: [rule(1), rule(2), rule(3)] },
    { ingress: [rule(0), rule(1), rule(3)] },
    {},
    'aws_security_group.y',
  );
  expect(sets).toEqual([
    'ingress: -{ from_port: 2, cidr_blocks: ["10.0.0.0/8"] }|+{ from_port: 0, cidr_blocks: ["10.0.0.0/8"] }',
  ]);
});

test('another order of a set is no difference; of a list it is', () => {
  expect(
    told({ ingress: [{ p: 1 }, { p: 2 }] }, { ingress: [{ p: 2 }, { p: 1 }] }, {}, 'aws_security_group.y'),
  ).toEqual([]);
  expect(told({ list: ['a', 'b'] }, { list: ['b', 'a'] })).toEqual(['list: ["a", "b"] → ["b", "a"] # only the order']);
});

test('elements with a name are compared with those of the same name', () => {
  expect(
    told(
      {
        l: [
          { name: 'a', v: 1 },
          { name: 'b', v: 1 },
        ],
      },
      {
        l: [
          { name: 'b', v: 2 },
          { name: 'a', v: 1 },
        ],
      },
    ),
  ).toEqual(['l[name=b].v: 1 → 2']);
});

test('a block that occurs once has no index', () => {
  expect(told({ block: [{ v: 1, w: 1 }] }, { block: [{ v: 2, w: 1 }] })).toEqual(['block.v: 1 → 2']);
});

test('a policy is compared as JSON', () => {
  const policy = (action: string) => JSON.stringify({ Statement: [{ Action: action, Effect: 'Allow' }], Version: '1' });
  const [line] = told({ policy: policy('s3:Get') }, { policy: policy('s3:Put') });
  expect(line).toMatch(/^policy: .*\|-\s+"Action": "s3:Get",\|\+\s+"Action": "s3:Put",\|.* # JSON$/);
});

test.each([
  ['base64', (text: string) => Buffer.from(text).toString('base64')],
  ['gzip', (text: string) => gzipSync(text).toString('base64')],
])('user data in %s is compared as its unpacked content', (_what, pack) => {
  const script = (word: string) => pack(`#!/bin/sh\nset -eu\necho ${word}\n`);
  expect(told({ user_data: script('one') }, { user_data: script('two') })).toEqual([
    'user_data:  #!/bin/sh| set -eu|-echo one|+echo two # unpacked',
  ]);
});

test('a text with a change in a hidden part only is marked so', () => {
  expect(told({ t: 'a\nPASSWORD=one-1234\n' }, { t: 'a\nPASSWORD=two-1234\n' })).toEqual([
    't:  # only a part that is sensitive',
  ]);
});

test('a changed secret is marked as changed', () => {
  expect(told({ v: 'a' }, { v: 'b' }, { sensitive: { v: true } })).toEqual([
    'v: (sensitive) → (sensitive, another one)',
  ]);
});

test('tags are listed once', () => {
  expect(
    told({ tags: { a: '1' }, tags_all: { a: '1', t: '1' } }, { tags: { a: '2' }, tags_all: { a: '2', t: '1' } }),
  ).toEqual(['tags.a: "1" → "2"']);
  expect(told({ tags: { a: '1' }, tags_all: { t: '1' } }, { tags: { a: '1' }, tags_all: { t: '2' } })).toEqual([
    'tags_all.t: "1" → "2"',
  ]);
});

test('a destroyed resource has no attributes', () => {
  expect(attributeDifferences({ type: 'aws_x', action: 'delete', before: { a: 1 }, after: null })).toEqual([]);
});

test('a text that is cut shows the number of the other characters', () => {
  expect(cut(`abcd${'e'.repeat(50)}`, 4)).toBe('abcd… (50 more characters)');
  expect(cut(`abc😀${'e'.repeat(50)}`, 4)).toBe('abc… (52 more characters)');
  expect(cut('abc', 3)).toBe('abc');
  expect(cut('abcdef', 3)).toBe('abcdef');
});

test('a value is shown in one line', () => {
  expect(show({ a: [1, 'b', null, { '~': 'unknown' }], '~~c': { '~': 'secret', of: 'x' }, 'd e': {} })).toBe(
    '{ a: [1, "b", null, (known after apply)], "~c": (sensitive), "d e": {} }',
  );
});

import type { Verdict } from '../judge';
import type { Resource } from '../model/stack';
import type { Rule } from '../rules/rule';
import { withWaivers, type Waiver } from './waiver';

const rule = (id: string) => ({ id }) as Rule;
const resource = (path: string) => ({ path }) as Resource;
const finding: Verdict = { rule: rule('R1'), resource: resource('data/content/Resource'), fault: 'open' };
const waiver: Waiver = {
  rule: 'R1',
  path: 'data/content/*',
  environments: ['testing'],
  reason: 'for a test',
  owner: 'data',
  expires: '2026-12-31',
};
const today = '2026-11-23';

const accepted = (verdict: Verdict, ...waivers: Waiver[]) => {
  const { judged, dead } = withWaivers([verdict], 'testing', waivers, today);
  return { waived: judged[0]?.waiver !== undefined, dead: dead.map(({ because }) => because) };
};

test('a waiver accepts a finding of its rule at its path', () => {
  expect(accepted(finding, waiver)).toEqual({ waived: true, dead: [] });
});

test('a waiver holds through its last day', () => {
  expect(accepted(finding, { ...waiver, expires: today }).waived).toBe(true);
});

test('an expired waiver accepts nothing, and says so', () => {
  expect(accepted(finding, { ...waiver, expires: '2026-11-22' })).toEqual({
    waived: false,
    dead: [expect.stringContaining('expired on 2026-11-22')],
  });
});

test.each<[string, Partial<Waiver>]>([
  ['of another rule', { rule: 'R2' }],
  ['for another path', { path: 'data/content' }],
  ['for a path one level higher', { path: 'data/*' }],
])('a waiver %s accepts nothing, and is unused', (_what, change) => {
  expect(accepted(finding, { ...waiver, ...change })).toEqual({
    waived: false,
    dead: [expect.stringContaining('is needed by nothing in testing')],
  });
});

test('a waiver of another environment has no say, and need not be used here', () => {
  expect(accepted(finding, { ...waiver, environments: ['production'] })).toEqual({ waived: false, dead: [] });
});

test('what passed needs no waiver', () => {
  expect(accepted({ ...finding, fault: undefined }, waiver)).toEqual({
    waived: false,
    dead: [expect.stringContaining('delete it')],
  });
});

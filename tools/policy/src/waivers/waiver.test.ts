import type { Verdict } from '../judge';
import type { Resource } from '@malinshopper/synthesized';
import type { Rule } from '../rules/rule';
import { checked, isAddress, withWaivers, type Waiver } from './waiver';

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

test('a waiver is valid through its last day', () => {
  expect(accepted(finding, { ...waiver, expires: today }).waived).toBe(true);
});

test('an expired waiver accepts nothing, and is reported', () => {
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

test('a waiver of another environment has no effect, and need not be used here', () => {
  expect(accepted(finding, { ...waiver, environments: ['production'] })).toEqual({ waived: false, dead: [] });
});

test('a passed resource needs no waiver', () => {
  expect(accepted({ ...finding, fault: undefined }, waiver)).toEqual({
    waived: false,
    dead: [expect.stringContaining('delete it')],
  });
});

describe('a list of waivers', () => {
  const right: Waiver = {
    ...waiver,
    reason: 'This is the reason why this is right, for a year',
    expires: '2027-11-30',
  };
  const guard: Waiver = {
    ...right,
    rule: 'MAL_GUARD_1',
    path: 'data/content/key',
    environments: ['production'],
    expires: '2026-12-24',
  };
  const fault = (list: 'waivers' | 'guardWaivers', change: object) => () =>
    checked(list, [{ ...(list === 'waivers' ? right : guard), ...change } as Waiver], today);

  const guarded = /rule: it is a rule of production's guard, so production waives it only in guardWaivers/;

  test('is accepted if each waiver is valid', () => {
    expect(checked('waivers', [right], today)).toEqual([right]);
    expect(checked('waivers', [{ ...right, rule: 'MAL_GUARD_1', environments: ['cluster'] }], today)).toHaveLength(1);
    expect(checked('guardWaivers', [{ ...guard, rule: 'CKV_AWS_70' }], today)).toHaveLength(1);
    expect(checked('guardWaivers', [{ ...guard, attribute: 'rule.days' }], today)).toHaveLength(1);
    expect(checked('guardWaivers', [guard, { ...guard, path: 'aws_kms_key.gone["a"]' }], today)).toHaveLength(2);
  });

  test('may contain an expired one: it accepts nothing, and the review reports it', () => {
    expect(checked('waivers', [{ ...right, expires: '2020-01-01' }], today)).toHaveLength(1);
  });

  test.each<[string, object, RegExp]>([
    ['without a day', { expires: 'never' }, /expires: /],
    ['until a day that does not exist', { expires: '2027-02-30' }, /expires: /],
    ['until a time of a day', { expires: '2027-02-03T10:00:00Z' }, /expires: /],
    ['for more than fifteen months', { expires: '2028-02-24' }, /expires: is more than 457 days ahead/],
    ['with a single word as the reason', { reason: `because${' '.repeat(40)}` }, /reason: /],
    ['of no rule', { rule: '' }, /rule: /],
    ['of an unknown team', { owner: '' }, /owner: /],
    ['for everything', { path: '**' }, /path: has to begin with an app/],
    ['for all apps but one', { path: '!data/content' }, /path: has to begin with an app/],
    ['for no environment', { environments: [] }, /environments: /],
    ['for an environment that does not exist', { environments: ['everywhere'] }, /environments\.0: /],
    ['of the guard in production', { rule: 'MAL_GUARD_1', environments: ['cluster', 'production'] }, guarded],
    ['of a guarded rule in production', { rule: 'FSBP.EC2.18', environments: ['production'] }, guarded],
  ])('is refused for a waiver %s', (_what, change, message) => {
    expect(fault('waivers', change)).toThrow(message);
  });

  test.each<[string, object, RegExp]>([
    ['without a day', { expires: 'never' }, /expires: /],
    ['for more than a month', { expires: '2026-12-25' }, /expires: is more than 31 days ahead/],
    ['with no reason', { reason: '' }, /reason: /],
    ['of a rule that the guard does not use', { rule: 'CKV_AWS_18' }, /rule: has to be MAL_GUARD_1 or a guarded rule/],
    ['of more than one attribute', { attribute: '*' }, /attribute: /],
    ['for another environment too', { environments: ['production', 'staging'] }, /environments/],
    ['for everything', { path: '**' }, /path: has to be one path or one address/],
    ['for every part of an app', { path: 'data/**' }, /path: /],
    ['for all apps but one', { path: '!data/content' }, /path: /],
    ['for one of several', { path: 'data/{content,database}/key' }, /path: /],
    ['for a pattern of addresses', { path: 'aws_kms_key.*' }, /path: /],
  ])('of the guard is refused for a waiver %s', (_what, change, message) => {
    expect(fault('guardWaivers', change)).toThrow(message);
  });

  test('is refused with the id of the waiver, and with all of its faults', () => {
    expect(fault('waivers', { expires: 'never', reason: 'x' })).toThrow(
      /^The waiver of R1 for data\/content\/\* \(tools\/policy, waivers\) is not valid: reason: .*; expires: /,
    );
  });
});

test('an address has a type, a name and at most one key', () => {
  expect(['aws_kms_key.one', 'aws_kms_key.one["a"]', 'aws_kms_key.one[0]'].filter(isAddress)).toHaveLength(3);
  expect(['data/content', 'aws_kms_key', 'aws_kms_key.*', 'aws_kms_key.one[*]'].filter(isAddress)).toEqual([]);
});

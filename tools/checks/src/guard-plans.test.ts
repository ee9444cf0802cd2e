import { environment } from '@malinshopper/environments';
import { refusals } from '@malinshopper/policy';
import { documentsOf, subjectOf, unchanged, type Documents, type MadeUpChange } from '@malinshopper/policy/testing';
import type { PlanOf } from './guard-plans/change';
import { buckets } from './guard-plans/buckets';
import { databases } from './guard-plans/databases';
import { entries } from './guard-plans/entries';
import { harmless } from './guard-plans/harmless';
import { harmlessData } from './guard-plans/harmless-data';
import { rights } from './guard-plans/rights';
import { traces } from './guard-plans/traces';
import { unreadable } from './guard-plans/unreadable';

const production = environment('production');
let documents: Documents;
let otherChoices: Documents;

beforeAll(async () => {
  documents = await documentsOf(subjectOf('production'));
  otherChoices = await documentsOf(subjectOf('cluster'));
});

/** The verdict of production on a sample. The rules over the program have their own test (guarded-rules.test.ts). */
function refused({ app, changes, more }: PlanOf, { own } = documents): readonly string[] {
  const stack = own.get(app);
  const plan = { resource_changes: changes(unchanged(stack)), ...more };
  return refusals({ environment: production, stack, plan }, { rules: [], waivers: [], today: '2026-11-30' });
}

test.each(Object.entries({ ...harmlessData, ...harmless }))('production takes %s', (_what, one) => {
  expect(refused(one)).toEqual([]);
});

/** Plans that lose something, by their effect. */
const taken = { ...databases, ...buckets, ...traces, ...entries, ...rights, ...unreadable };

test.each(Object.entries(taken))('production refuses a plan by which %s', (_what, [one, ...says]) => {
  const found = refused(one);
  expect(found.filter((each) => says.every((words) => each.includes(words)))).not.toEqual([]);
  // Each message contains the next step.
  expect(found.filter((each) => !/\. [A-Z][^.]*(\.[^.]*)*\.$/.test(each))).toEqual([]);
});

/** As in a first plan: the validation record of a certificate is not known yet. */
const first = (one: MadeUpChange) => {
  const later = Object.entries(one.change.after ?? {}).filter(([, value]) => JSON.stringify(value)?.includes('${one('));
  const after_unknown = Object.fromEntries(later.map(([name]) => [name, true]));
  return { ...one, change: { ...one.change, actions: ['create'], before: null, after_unknown } };
};

test.each([
  ['production', () => documents],
  ['choices that no environment has made yet', () => otherChoices],
])('%s can be created from nothing', (_what, of) => {
  const all = [...of().own.keys()].flatMap((app) => refused({ app, changes: (now) => now.map(first) }, of()));
  expect(all).toEqual([]);
});

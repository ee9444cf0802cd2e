import fc from 'fast-check';
import type { GeneratorValue } from 'fast-check';
import type { PlannedApp } from '../planned';
import { review } from '../record/review';
import { parseRecord, writeRecord } from '../record/record';
import { later } from '../testing/benign';
import { beyond, moved } from '../testing/beyond';
import { freshAs, reviewedAs } from '../testing/as-planned';
import { generatedPlan, placeholder, type OpenPlan } from '../testing/generated';
import { key, planOf, plannedApp, provenance, resourceChange } from '../testing/plans';
import { refines } from './refines';

/** The app upstream, in its reviewed state. */
const network = plannedApp(
  {},
  {
    provenance: { ...provenance, state: { lineage: 'net', serial: 8 } },
    result: { kind: 'unchanged', since: 's', commit: 'c' },
  },
);

/** The review as a deploy gets it: written, and read again. */
const written = (reviewed: OpenPlan) => parseRecord(writeRecord(review([network, reviewedAs(reviewed)], { key }))).apps;
const beside = (reviewed: ReturnType<typeof written>, fresh: PlannedApp) =>
  refines(reviewed, review([fresh], { key }), { key });
const compared = (reviewed: OpenPlan, fresh: PlannedApp) => beside(written(reviewed), fresh);

const seed = 13;
function each(plans: number, attempt: (g: GeneratorValue, plan: OpenPlan) => void) {
  const property = fc.property(fc.gen(), (g) => attempt(g, generatedPlan(g)));
  fc.assert(property, { numRuns: plans, seed });
}

test('of 3,000 later plans of 1,000 reviewed changes, none is refused', () => {
  let [tried, refused] = [0, 0];
  each(1_000, (g, plan) => {
    const reviewed = written(plan);
    for (let time = 0; time < 3; time++) {
      tried++;
      if (beside(reviewed, freshAs(later(g, plan))).length > 0) refused++;
    }
  });
  expect({ tried, refused }).toEqual({ tried: 3_000, refused: 0 });
});

test('of 10,000 plans that go beyond one of 1,000 reviewed ones, none is accepted', () => {
  const tried = new Map<string, number>();
  const accepted = new Map<string, number>();
  each(1_000, (g, plan) => {
    const reviewed = written(plan);
    for (let time = 0; time < 10; time++) {
      const fresh = g(fc.boolean) ? structuredClone(plan) : later(g, plan);
      const which = g(fc.nat);
      // The first difference, from that index on, with a resource in the plan.
      const from = g(fc.nat, { max: beyond.length - 1 });
      const all = [...beyond.slice(from), ...beyond.slice(0, from)];
      const { name } = all.find((one) => one.change(fresh, which))!;
      tried.set(name, (tried.get(name) ?? 0) + 1);
      if (beside(reviewed, freshAs(fresh)).length === 0) accepted.set(name, (accepted.get(name) ?? 0) + 1);
    }
  });
  expect([...tried.values()].reduce((sum, count) => sum + count)).toBe(10_000);
  expect([...tried.keys()].sort()).toEqual(beyond.map(({ name }) => name).sort());
  expect(Object.fromEntries(accepted)).toEqual({});
});

describe('of 100 generated changes, each review is stale when its sources change', () => {
  const pairs: { readonly reviewed: ReturnType<typeof written>; readonly fresh: ReturnType<typeof review>[0] }[] = [];
  beforeAll(() => {
    each(100, (g, plan) => {
      pairs.push({ reviewed: written(plan), fresh: review([freshAs(later(g, plan))], { key })[0]! });
    });
  });

  test.each(moved.map(([kind, move], index) => [kind, index, move] as const))('%s (%i)', (kind, _index, move) => {
    expect(pairs).toHaveLength(100);
    for (const { reviewed, fresh } of pairs) {
      const [first] = refines(reviewed, [{ ...fresh, provenance: move(fresh.provenance) as never }], { key });
      expect(first).toMatchObject({ kind, app: 'compute', environment: 'staging' });
    }
  });
});

test('a changed upstream state comes before all else', () => {
  const { plan, fresh } = example();
  const all = moved.reduce((found, [, move]) => move(found), fresh.provenance);
  const found = compared(plan, { ...fresh, provenance: all, environment: 'staging' });
  expect(found.map(({ kind }) => kind)).toEqual(['upstream', 'upstream', 'state', 'code', 'lock file', 'version']);
  expect(found[0]!.what).toBe('the state of staging/account was serial 3 of acc at the review, and is none');
});

function example() {
  const plan = fc.sample(
    fc.gen().map((g) => generatedPlan(g)),
    { numRuns: 1, seed },
  )[0]!;
  return { plan, fresh: freshAs(structuredClone(plan)) };
}

test.each([
  ['of another environment', { environment: 'production' }, 'production/compute is not in the review'],
  ['of another app', { app: 'delivery' }, 'staging/delivery is not in the review'],
  ['that has failed', { result: { kind: 'failed', error: 'no' } as const }, 'its plan has failed: no'],
])('a plan %s is refused', (_what, more, what) => {
  const { plan, fresh } = example();
  expect(compared(plan, { ...fresh, ...more }).map((one) => one.what)).toContain(what);
});

test('an app that was reviewed as failed or twice is refused', () => {
  const { plan, fresh } = example();
  const failed = review([{ ...reviewedAs(plan), result: { kind: 'failed', error: 'no' } }], { key });
  const again = review([fresh], { key });
  expect(refines(failed, again, { key })).toContainEqual(
    expect.objectContaining({ kind: 'not reviewed', what: 'its plan has failed: no' }),
  );
  expect(refines([...again, ...again], again, { key })).toMatchObject([
    { what: 'staging/compute is 2 times in the review' },
  ]);
});

test('an app that was unchanged may still be, and may not begin to change', () => {
  const unchanged = { ...freshAs(example().plan), result: { kind: 'unchanged', since: 's', commit: 'c' } as const };
  const reviewed = review([unchanged], { key });
  expect(refines(reviewed, reviewed, { key })).toEqual([]);
  const fresh = review([freshAs(example().plan)], { key });
  expect(refines(reviewed, fresh, { key })[0]).toMatchObject({ kind: 'appeared' });
});

test('a secret is compared also when only one of the two plans marks it as one', () => {
  const { plan } = example();
  const clear = structuredClone(plan);
  clear.output_changes['known']!.after = 'abcdefgh';
  const known = structuredClone(clear);
  known.output_changes['known']!.after_sensitive = true;
  expect(compared(clear, freshAs(known))).toEqual([]);
  known.output_changes['known']!.after = 'abcdefgi';
  expect(compared(clear, freshAs(known))).toMatchObject([{ kind: 'value', address: 'output known' }]);
});

test.each([
  ['a list', ['a', 'b'], ['b', 'a']],
  ['an object', { a: { b: 1 } }, { a: { b: 2 } }],
  ['a number', 12_345, 12_346],
])('%s is compared also when it was marked as a secret only later', (_what, value, other) => {
  const { plan } = example();
  const clear = structuredClone(plan);
  clear.output_changes['known']!.after = value;
  const known = structuredClone(clear);
  known.output_changes['known']!.after_sensitive = true;
  expect(compared(clear, freshAs(known))).toEqual([]);
  expect(compared(known, freshAs(clear))).toEqual([]);
  known.output_changes['known']!.after = other;
  expect(compared(clear, freshAs(known))).toMatchObject([{ kind: 'value', address: 'output known' }]);
});

/** A replacement with one unknown value, which represents an upstream output. */
const possible = () => {
  const values = { name: 'n', vpc_id: 'vpc-1', id: 'sg-1' };
  return resourceChange('aws_security_group.a', {
    actions: ['delete', 'create'],
    before: values,
    after: { name: 'n' },
    unknown: { id: true, vpc_id: true },
    reason: 'replace_because_cannot_update',
    replacePaths: [['vpc_id']],
  }) as { action_reason: string; change: { after: object } };
};
const vanished = (change: object, onlyIf: readonly string[]) => {
  const made = resourceChange(placeholder, { actions: ['create'] });
  const plan = planOf([change, made]);
  const result = {
    kind: 'planned' as const,
    plan,
    placeholders: [placeholder],
    possible: onlyIf.length > 0 ? [{ address: 'aws_security_group.a', isReplacement: true, onlyIf }] : [],
  };
  const was = review([plannedApp(plan, { result })], { key });
  return refines(was, review([plannedApp(planOf([]))], { key }), { key }).map(({ kind }) => kind);
};

test('a possible replacement may vanish; a certain one may not, and neither one that changes more', () => {
  expect(vanished(possible(), [placeholder])).toEqual([]);
  expect(vanished(possible(), [])).toEqual(['vanished']);
  const more = possible();
  more.change.after = { name: 'other' };
  expect(vanished(more, [placeholder])).toEqual(['vanished']);
});

test('a difference has its place and both values, and contains no secret', () => {
  const { plan } = example();
  const fresh = structuredClone(plan);
  Object.assign(fresh.output_changes, {
    known: { ...plan.output_changes['known']!, after: 'OTHER' },
    hidden: { ...plan.output_changes['hidden']!, after: 'hidden-OTHER' },
  });
  const found = compared(plan, freshAs(fresh));
  expect(found).toMatchObject([
    {
      address: 'output known',
      path: [],
      reviewed: plan.output_changes['known']!.after,
      fresh: 'OTHER',
      what: 'its value differs',
    },
    { address: 'output hidden' },
  ]);
  expect(JSON.stringify(found)).not.toContain('hidden-OTHER');
});

import { kinds, type Kind, type Rule } from '@malinshopper/policy';
import {
  documentsOf,
  judge,
  mutated,
  mutations,
  rules,
  subjectOf,
  worldOf,
  type Documents,
} from '@malinshopper/policy/testing';

const documents = new Map<Kind, Documents>();

/** What a rule finds, each as one text. */
const findings = (of: Documents, rule: Rule) =>
  judge(worldOf(of), [rule]).flatMap(({ resource, fault }) => (fault ? [`${resource.path}: ${fault}`] : []));

beforeAll(async () => {
  for (const kind of kinds) documents.set(kind, await documentsOf(subjectOf(kind)));
}, 120_000);

const named = mutations.map((mutation) => [mutation.rule, mutation.what, mutation] as const);
let caught = 0;

it.each(named)('%s notices that %s', (id, _what, mutation) => {
  const rule = rules.find((each) => each.id === id)!;
  expect(rule).toBeDefined();
  const before = documents.get(mutation.kind ?? 'production')!;
  const known = new Set(findings(before, rule));
  expect(findings(mutated(before, mutation), rule).filter((finding) => !known.has(finding))).not.toEqual([]);
  caught += 1;
});

describe('the mutations', () => {
  it('try every rule', () => {
    const tried = new Set(mutations.map(({ rule }) => rule));
    expect(rules.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
  });

  it('are at least 200, each only once, and every one is noticed by the rule that is meant', () => {
    console.log(`${caught} of ${mutations.length} mutations were noticed by the rule meant for them.`);
    expect(mutations.length).toBeGreaterThanOrEqual(200);
    expect(new Set(mutations.map(({ rule, what }) => `${rule} ${what}`)).size).toBe(mutations.length);
    expect(caught).toBe(mutations.length);
  });
});

import { scenarios, type Scenario, type Rule } from '@malinshopper/policy';
import {
  documentsOf,
  judge,
  mutated,
  mutations,
  rules,
  subjectOf,
  worldOf,
  type Documents,
  type World,
} from '@malinshopper/policy/testing';

interface Standing {
  readonly documents: Documents;
  readonly world: World;
  /** The findings of each rule in the unchanged stacks, before a mutation. */
  readonly known: Map<Rule, ReadonlySet<string>>;
}
const standing = new Map<Scenario, Standing>();

/** The findings of a rule, each as one text. */
const findings = (world: World, rule: Rule) =>
  judge(world, [rule]).flatMap(({ resource, fault }) => (fault ? [`${resource.path}: ${fault}`] : []));

function foundWithout({ world, known }: Standing, rule: Rule): ReadonlySet<string> {
  const found = known.get(rule) ?? new Set(findings(world, rule));
  known.set(rule, found);
  return found;
}

beforeAll(async () => {
  await Promise.all(
    scenarios.map(async (kind) => {
      const documents = await documentsOf(subjectOf(kind));
      standing.set(kind, { documents, world: worldOf(documents), known: new Map() });
    }),
  );
});

const named = mutations.map((mutation) => [mutation.rule, mutation.what, mutation] as const);
let caught = 0;

it.each(named)('%s notices that %s', (id, _what, mutation) => {
  const rule = rules.find((each) => each.id === id)!;
  expect(rule).toBeDefined();
  const before = standing.get(mutation.scenario ?? 'production')!;
  const known = foundWithout(before, rule);
  const after = worldOf(mutated(before.documents, mutation));
  expect(findings(after, rule).filter((finding) => !known.has(finding))).not.toEqual([]);
  caught += 1;
});

describe('the mutations', () => {
  it('try every rule', () => {
    const tried = new Set(mutations.map(({ rule }) => rule));
    expect(rules.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
  });

  it('are at least 200, each only once, and every one is reported by its intended rule', () => {
    console.log(`${caught} of ${mutations.length} mutations were reported by their intended rule.`);
    expect(mutations.length).toBeGreaterThanOrEqual(200);
    expect(new Set(mutations.map(({ rule, what }) => `${rule} ${what}`)).size).toBe(mutations.length);
    expect(caught).toBe(mutations.length);
  });
});

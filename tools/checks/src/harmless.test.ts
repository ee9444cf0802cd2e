import { scenarios, type Scenario } from '@malinshopper/policy';
import {
  documentsOf,
  harmless,
  judge,
  mutated,
  rules,
  subjectOf,
  worldOf,
  type Documents,
} from '@malinshopper/policy/testing';

const standing = new Map<Scenario, { documents: Documents; known: ReadonlySet<string> }>();
const findingsIn = (documents: Documents) =>
  judge(worldOf(documents), rules).flatMap(({ rule, resource, fault }) =>
    fault ? [`${rule.id} ${resource.path}: ${fault}`] : [],
  );

beforeAll(async () => {
  for (const scenario of scenarios.filter((each) => harmless.some(({ scenario: of = 'production' }) => of === each))) {
    const documents = await documentsOf(subjectOf(scenario));
    standing.set(scenario, { documents, known: new Set(findingsIn(documents)) });
  }
});

it.each(harmless.map((each) => [each.what, each] as const))('no rule finds that %s', (_what, change) => {
  const { documents, known } = standing.get(change.scenario ?? 'production')!;
  const after = mutated(documents, { rule: 'none', ...change });
  expect(findingsIn(after).filter((finding) => !known.has(finding))).toEqual([]);
});

test('there are 20 such changes or more', () => {
  expect(harmless.length).toBeGreaterThanOrEqual(20);
});

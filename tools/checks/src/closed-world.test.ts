import {
  closedWorld,
  documentsOf,
  generatedIn,
  generatedRounds,
  identities,
  judge,
  judgedAttributes,
  reasons,
  rules,
  several,
  subjectOf,
  waivers,
  worldOf,
  type Documents,
  type Generated,
  type World,
} from '@malinshopper/policy/testing';
import { scenarios } from '@malinshopper/policy';

let documents: Documents;
let rounds: Generated[][];

beforeAll(async () => {
  documents = await documentsOf(subjectOf('production'));
  rounds = generatedRounds(documents);
});

/** The findings of rules, by the rule, the app and the address. */
const findings = (world: World, of: readonly (typeof rules)[number][]) =>
  new Map(
    judge(world, of).flatMap(({ rule, resource, fault }) =>
      fault === undefined ? [] : [[`${rule.id} ${resource.app} ${resource.address}`, fault] as const],
    ),
  );
const isFound = (found: ReadonlyMap<string, string>, { rule, app, type, id, at = `${type}.${id}`, says }: Generated) =>
  found.get(`${rule} ${app} ${at}`)?.includes(says) ?? false;
const inWords = ({ what, app, type, id }: Generated) => `${app} ${type}.${id}: ${what}`;

test('of 1,500 or more changes that hide a resource of production, or a part of it, each is reported by its intended rule', () => {
  const missed = rounds.flatMap((round) => {
    const wanted = new Set(round.map(({ rule }) => rule));
    const found = findings(
      worldOf(generatedIn(documents, round)),
      closedWorld.filter(({ id }) => wanted.has(id)),
    );
    return round.filter((each) => !isFound(found, each));
  });
  const count = rounds.flat().length;
  console.log(`${count - missed.length} of ${count} generated mutations were reported by their intended rule.`);
  expect(missed.map(inWords)).toEqual([]);
  expect(count).toBeGreaterThanOrEqual(1500);
});

test('each of them is reported alone, by all rules together as in a review: one in 1,000 is tried', () => {
  const sample = rounds.flat().filter((_each, index) => index % 1000 === 0);
  const missed = sample.filter((each) => !isFound(findings(worldOf(generatedIn(documents, [each])), rules), each));
  expect(missed.map(inWords)).toEqual([]);
  expect(sample.length).toBeGreaterThan(5);
});

describe('the lists of the closed world', () => {
  it('name only existing rules, or a reason', () => {
    const known = new Set([...rules.map(({ id }) => id), ...Object.keys(reasons)]);
    const named = Object.entries(judgedAttributes).flatMap(([type, by]) =>
      Object.keys(by).flatMap((keys) => keys.split(' ').map((key) => [type, key] as const)),
    );
    expect(named.filter(([, key]) => !known.has(key))).toEqual([]);
  });

  it('contain for every created type the identity of its setting, or the reason why several may exist', async () => {
    const worlds = await Promise.all(scenarios.map(async (kind) => worldOf(await documentsOf(subjectOf(kind)))));
    const types = new Set(worlds.flatMap((world) => world.resources().map(({ type }) => type)));
    expect([...types].filter((type) => !(type in identities) && !(type in several))).toEqual([]);
  });

  it('are extended for a finding: no waiver is for one', () => {
    const ids = new Set<string>(closedWorld.map(({ id }) => id));
    expect(waivers.filter(({ rule }) => ids.has(rule))).toEqual([]);
  });
});

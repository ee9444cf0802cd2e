import {
  documentsOf,
  judge,
  rules,
  subjectOf,
  waivers,
  withWaivers,
  worldOf,
  type Documents,
} from '@malinshopper/policy/testing';
import { isDeepStrictEqual } from 'node:util';
import { attacks, type Stacks } from './attacks';

const today = new Date().toISOString().slice(0, 10);

/** The findings that no waiver accepts, each with its app and address. */
function findings(documents: Documents, stacks: Stacks): string[] {
  const verdicts = judge(worldOf({ ...documents, own: new Map(Object.entries(stacks)) }), rules);
  return withWaivers(verdicts, 'production', waivers, today).judged.flatMap(({ rule, resource, fault, waiver }) =>
    fault === undefined || waiver ? [] : [`${resource.app} ${resource.address}: ${rule.id} ${fault}`],
  );
}

/** An attack, the changed stacks by app, and the apps that it changes. */
interface Prepared {
  readonly what: string;
  readonly changed: Stacks;
  readonly places: readonly string[];
}

function prepared(own: Stacks, [what, change]: (typeof attacks)[number]): Prepared {
  const stacks = structuredClone(own);
  change(stacks);
  const apps = Object.keys(own).filter((app) => !isDeepStrictEqual(stacks[app], own[app]));
  return { what, changed: Object.fromEntries(apps.map((app) => [app, stacks[app]])), places: apps };
}

let documents: Documents;
let own: Stacks;

beforeAll(async () => {
  documents = await documentsOf(subjectOf('production'));
  own = Object.fromEntries(documents.own);
});

test('production without an attack has no finding', () => {
  expect(findings(documents, own)).toEqual([]);
});

/**
 * All apps are judged at once, so one attack on each app is tried in the same world. An attack that is found in no app that it changes is tried
 * again alone: its finding may be at a resource of another app.
 */
test('each attack on production is found by a rule, and no waiver accepts it', () => {
  const open = attacks.map((attack) => prepared(own, attack));
  expect(open.filter(({ places }) => places.length === 0).map(({ what }) => what)).toEqual([]);
  const missed: string[] = [];
  while (open.length > 0) {
    const round: Prepared[] = [];
    for (let at = 0; at < open.length;) {
      const taken = round.flatMap(({ places }) => places);
      if (open[at]!.places.some((place) => taken.includes(place))) at += 1;
      else round.push(...open.splice(at, 1));
    }
    const found = findings(documents, Object.assign({ ...own }, ...round.map(({ changed }) => changed)) as Stacks);
    const silent = round.filter(({ places }) => !found.some((finding) => places.includes(finding.split(' ')[0]!)));
    for (const { what, changed } of silent)
      if (findings(documents, { ...own, ...changed }).length === 0) missed.push(what);
  }
  expect(missed).toEqual([]);
  expect(attacks.length).toBeGreaterThan(400);
  expect(new Set(attacks.map(([what]) => what)).size).toBe(attacks.length);
});

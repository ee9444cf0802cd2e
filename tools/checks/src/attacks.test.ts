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
import { attacks, type Changeable, type Stacks } from './attacks';

const today = new Date().toISOString().slice(0, 10);

/** The findings that no waiver accepts, each with its app and address. */
function findings(documents: Documents, stacks: Stacks): string[] {
  const verdicts = judge(worldOf({ ...documents, own: new Map(Object.entries(stacks)) }), rules);
  return withWaivers(verdicts, 'production', waivers, today).judged.flatMap(({ rule, resource, fault, waiver }) =>
    fault === undefined || waiver ? [] : [`${resource.app} ${resource.address}: ${rule.id} ${fault}`],
  );
}

/** A part of a stack that an attack changes: a block of a type, such as a resource, or another entry of a section. */
interface Part {
  readonly app: string;
  /** The keys to it in the JSON of the stack. */
  readonly keys: readonly string[];
  readonly body: Changeable;
}

interface Prepared {
  readonly what: string;
  readonly parts: readonly Part[];
}

const typed = ['resource', 'data', 'ephemeral'];
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** All parts of a stack. A section that is a list, such as `moved`, is one part. */
function partsOf(app: string, stack: Record<string, unknown>): Part[] {
  const inside = (keys: string[], body: Changeable, depth: number): Part[] =>
    depth > 0 && isObject(body)
      ? Object.entries(body).flatMap(([key, value]) => inside([...keys, key], value, depth - 1))
      : [{ app, keys, body }];
  return Object.entries(stack).flatMap(([section, body]) => inside([section], body, typed.includes(section) ? 2 : 1));
}

const placeOf = ({ app, keys }: Part): string => [app, ...keys].join(' ');

const partsByPlace = (stacks: Stacks): Map<string, Part> =>
  new Map(
    Object.entries(stacks)
      .flatMap(([app, stack]) => partsOf(app, stack))
      .map((part) => [placeOf(part), part]),
  );

function prepared(own: Stacks, [what, change]: (typeof attacks)[number]): Prepared {
  const stacks = structuredClone(own);
  change(stacks);
  const [before, after] = [partsByPlace(own), partsByPlace(stacks)];
  // Text, since a copy is not deeply equal in Jest: its prototypes are of another realm.
  const text = (part?: Part) => JSON.stringify(part?.body);
  return {
    what,
    parts: [
      ...[...after].flatMap(([place, part]) => (text(part) === text(before.get(place)) ? [] : [part])),
      ...[...before].flatMap(([place, part]) => (after.has(place) ? [] : [{ ...part, body: undefined }])),
    ],
  };
}

/** The stacks with the parts of attacks. */
function attacked(own: Stacks, round: readonly Prepared[]): Stacks {
  const stacks = structuredClone(own);
  for (const { app, keys, body } of round.flatMap(({ parts }) => parts)) {
    const last = keys.at(-1)!;
    const holder = keys.slice(0, -1).reduce((inner, key) => (inner[key] ??= {}), stacks[app]);
    if (body === undefined) delete holder[last];
    else holder[last] = body;
  }
  return stacks;
}

/** Rounds of attacks of which no two have a place in common. */
function rounds(open: readonly Prepared[], placesOf: (attack: Prepared) => readonly string[]): Prepared[][] {
  const all: { taken: Set<string>; attacks: Prepared[] }[] = [];
  for (const attack of open) {
    const places = placesOf(attack);
    let round = all.find(({ taken }) => !places.some((place) => taken.has(place)));
    if (!round) all.push((round = { taken: new Set(), attacks: [] }));
    for (const place of places) round.taken.add(place);
    round.attacks.push(attack);
  }
  return all.map(({ attacks }) => attacks);
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

/** A finding begins with its app and address. An address in the JSON is the keys without `resource`. */
const found = (all: readonly string[], starts: readonly string[]): boolean =>
  all.some((finding) => starts.some((start) => finding.startsWith(`${start}: `)));
const addresses = ({ parts }: Prepared) =>
  parts.map(
    ({ app, keys: [section, ...names] }) =>
      `${app} ${[...(section === 'resource' ? [] : [section]), ...names].join('.')}`,
  );
const apps = ({ parts }: Prepared) => parts.map(({ app }) => app);

/**
 * The check of one policy model takes half a second. Therefore many attacks are tried together: first all attacks that
 * change different resources, and that cause a finding at their own resource. The remaining attacks are tried with one
 * attack on each app, and then one by one, because a finding can be at another resource or in another app.
 */
test('each attack on production is found by a rule, and no waiver accepts it', () => {
  const each = attacks.map((attack) => prepared(own, attack));
  expect(each.filter(({ parts }) => parts.length === 0).map(({ what }) => what)).toEqual([]);
  let silent = rounds(each, (attack) => attack.parts.map(placeOf)).flatMap((round) => {
    const here = findings(documents, attacked(own, round));
    return round.filter((attack) => !found(here, addresses(attack)));
  });
  silent = rounds(silent, apps).flatMap((round) => {
    const here = findings(documents, attacked(own, round)).map((finding) => finding.split(' ')[0]!);
    return round.filter((attack) => !apps(attack).some((app) => here.includes(app)));
  });
  const missed = silent.filter((attack) => findings(documents, attacked(own, [attack])).length === 0);
  expect(missed.map(({ what }) => what)).toEqual([]);
  expect(attacks.length).toBeGreaterThan(400);
  expect(new Set(attacks.map(([what]) => what)).size).toBe(attacks.length);
});

import { environment } from '@malinshopper/environments';
import { refusals } from '@malinshopper/policy';
import {
  documentsOf,
  free,
  rowOf,
  subjectOf,
  unchanged,
  type Direction,
  type MadeUpChange,
} from '@malinshopper/policy/testing';

const production = environment('production');
let stacks: readonly { readonly stack: unknown; readonly changes: readonly MadeUpChange[] }[];

beforeAll(async () => {
  const { own } = await documentsOf(subjectOf('production'));
  stacks = [...own.values()].map((stack) => ({ stack, changes: unchanged(stack) }));
});

/** The verdict of production on a plan. */
const judged = (stack: unknown, changes: readonly MadeUpChange[]) =>
  refusals(
    { environment: production, stack, plan: { resource_changes: changes } },
    { rules: [], waivers: [], today: '2026-11-30' },
  );

interface Case {
  readonly what: string;
  readonly address: string;
  readonly refused: readonly string[];
}

/** Returns one test case for each resource and each of its changes. */
function cases(changesOf: (one: MadeUpChange) => readonly (readonly [string, MadeUpChange])[]): Case[] {
  return stacks.flatMap(({ stack, changes }) =>
    changes.flatMap((one) =>
      changesOf(one).map(([what, next]) => ({
        what: `${what} ${one.address}`,
        address: one.address,
        // The paths are not needed: reading all of them takes longer than the test itself.
        refused: judged({ ...(stack as object), resource: {} }, [next]),
      })),
    ),
  );
}
const passed = (all: readonly Case[]) =>
  all.filter(({ refused, address }) => !refused.some((each) => each.includes(address))).map(({ what }) => what);

const withActions = (one: MadeUpChange, ...actions: string[]): MadeUpChange => ({
  ...one,
  change: { ...one.change, actions, after: actions.includes('create') ? one.change.after : null },
});
const without = (type: string, ...may: ('mayGo' | 'mayBeReplaced')[]) =>
  may.every((name) => rowOf(type)?.[name] !== true);

test('production without changes loses nothing', () => {
  expect(stacks.flatMap(({ stack, changes }) => judged(stack, changes))).toEqual([]);
});

test('every type of production has a row', () => {
  const types = new Set(stacks.flatMap(({ changes }) => changes.map(({ type }) => type)));
  expect([...types].filter((type) => !rowOf(type))).toEqual([]);
});

test('every resource of production is protected from being forgotten, and from actions that the guard does not know', () => {
  const all = cases((one) => [
    ['forget', withActions(one, 'forget')],
    ['replace and forget', withActions(one, 'create', 'forget')],
    ['do the unknown with', withActions(one, 'delete', 'forget')],
  ]);
  expect(all.length).toBeGreaterThan(1000);
  expect(passed(all)).toEqual([]);
});

test('every resource of production with contents is protected from its deletion', () => {
  const all = cases((one) => (without(one.type, 'mayGo') ? [['delete', withActions(one, 'delete')]] : []));
  expect(all.length).toBeGreaterThan(350);
  expect(passed(all)).toEqual([]);
});

test('and from a replacement in either order', () => {
  const all = cases((one) =>
    rowOf(one.type)?.mayBeReplaced === undefined
      ? [
          ['replace', withActions(one, 'delete', 'create')],
          ['replace beside', withActions(one, 'create', 'delete')],
        ]
      : [],
  );
  expect(all.length).toBeGreaterThan(700);
  expect(passed(all)).toEqual([]);
});

/** Permissions of some identities are removed with the features that need them. */
const mayDoLess = /^policy = "" of aws_iam_/;

/** The worst values of an attribute: its opposite, another text, nothing, and an unknown value. */
function worse(value: unknown): readonly unknown[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [-1];
  if (typeof value === 'string') return ['', 'another'];
  return [null, [{ what: 'else' }]];
}

/** The paths of the attributes of a resource that its row judges, with their values. */
function judgedPaths({ type, change: { before } }: MadeUpChange): readonly (readonly [string, unknown, Direction])[] {
  const at = (values: unknown, steps: readonly string[]): unknown => {
    const [step, ...rest] = steps;
    const block = Array.isArray(values) && values.length === 1 ? (values[0] as unknown) : values;
    return step === undefined ? values : at((block as Record<string, unknown> | undefined)?.[step], rest);
  };
  return Object.entries(rowOf(type)?.attributes ?? {})
    .filter(([, direction]) => direction !== free)
    .map(([path, direction]) => [path, at(before, path.split('.')), direction] as const)
    .filter(([, value]) => value !== undefined);
}

function set(values: unknown, [step, ...rest]: readonly string[], value: unknown): void {
  const block = (Array.isArray(values) ? values[0] : values) as Record<string, unknown>;
  if (rest.length === 0) block[step!] = value;
  else set(block[step!], rest, value);
}

const changed = (one: MadeUpChange, path: string, value: unknown): MadeUpChange => {
  const next = structuredClone(one);
  next.change.actions = ['update'];
  set(next.change.after, path.split('.'), value);
  return next;
};
const unknown = (one: MadeUpChange, path: string): MadeUpChange => {
  const next = changed(one, path, null);
  const [name, ...rest] = path.split('.');
  next.change.after_unknown = { [name!]: rest.reduceRight<unknown>((inner, step) => [{ [step]: inner }], true) };
  return next;
};

/** True if the attribute may have this value: enabled, an empty list that means all, another certificate. */
function mayBecome(direction: Direction, next: unknown): boolean {
  const { may } = direction;
  if (next === true) return may === 'may only become true';
  if (next === null) return may.includes('an empty one means all');
  return next === 'another' && may.startsWith('may change, and has to name something');
}

test('every attribute of production that a row judges is protected from worse values', () => {
  const all = cases((one) =>
    judgedPaths(one).flatMap(([path, value, direction]) =>
      worse(value)
        .filter((next) => !mayBecome(direction, next))
        .map((next) => [`${path} = ${JSON.stringify(next)} of`, changed(one, path, next)] as const),
    ),
  );
  expect(all.length).toBeGreaterThan(500);
  expect(passed(all).filter((what) => !mayDoLess.test(what))).toEqual([]);
});

test('and from values that are unknown until the apply', () => {
  const all = cases((one) =>
    judgedPaths(one)
      .filter(([, , { mayBeUnknown }]) => mayBeUnknown !== true)
      .map(([path]) => [`${path} of`, unknown(one, path)] as const),
  );
  expect(all.length).toBeGreaterThan(300);
  expect(passed(all)).toEqual([]);
});

test('an attribute that no row judges is refused by its name', () => {
  const all = cases((one) => [['surprise of', changed(one, 'surprise', true)]]);
  expect(all.filter(({ refused }) => !refused.some((each) => each.includes('no row of the guard judges')))).toEqual([]);
});

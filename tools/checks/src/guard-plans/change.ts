import type { MadeUpChange } from '@malinshopper/policy/testing';

type Values = Record<string, unknown>;

/** A plan that changes production: the changes of an empty plan with some replaced, by app. */
export interface PlanOf {
  /** The app. */
  readonly app: string;
  readonly changes: (all: readonly MadeUpChange[]) => readonly object[];
  /** Other parts of the plan. @default - none */
  readonly more?: object;
}

const find = (all: readonly MadeUpChange[], start: string) => {
  const found = all.find(({ address }) => address.startsWith(start));
  if (!found) throw new Error(`No address begins with ${start}. Correct the sample.`);
  return found;
};

/** A plan with some changes, beside all unchanged resources. */
export const plan = (
  app: string,
  changesOf: (one: (start: string) => MadeUpChange) => readonly object[],
  more: object = {},
): PlanOf => ({
  app,
  more,
  changes: (all) => {
    const changes = changesOf((start) => structuredClone(find(all, start)));
    const changed = new Set(changes.map((change) => (change as { readonly address: string }).address));
    return [...all.filter(({ address }) => !changed.has(address)), ...changes];
  },
});

/**
 * A resource with some of its attributes changed in place, by their paths; a number in a path is an index in a list.
 */
export function updated(one: MadeUpChange, edits: Values, after_unknown: Values = {}): MadeUpChange {
  for (const [path, value] of Object.entries(edits)) {
    const steps = path.split('.');
    const last = steps.pop()!;
    const block = steps.reduce<unknown>((at, step) => (at as Values)[step], one.change.after) as Values;
    block[last] = typeof value === 'function' ? (value as (now: unknown) => unknown)(block[last]) : value;
  }
  return { ...one, change: { ...one.change, actions: ['update'], after_unknown } };
}

/** A resource with other actions. */
export const acted = (one: MadeUpChange, ...actions: string[]): MadeUpChange => ({
  ...one,
  change: { ...one.change, actions, after: actions.includes('create') ? one.change.after : null },
});

/** A resource that is created. */
export const made = (address: string, after: Values, after_unknown: Values = {}, more: object = {}) => ({
  ...{ address, type: address.replace(/^module\.\w+\./, '').split('.')[0]!, mode: 'managed' },
  ...more,
  change: { actions: ['create'], before: null, after, after_unknown },
});

/** A plan that changes one resource in place. */
export const update = (app: string, start: string, edits: Values, after_unknown: Values = {}) =>
  plan(app, (one) => [updated(one(start), edits, after_unknown)]);

/** A plan with another action on one resource. */
export const act = (app: string, start: string, ...actions: string[]) =>
  plan(app, (one) => [acted(one(start), ...actions)]);

/** A plan that creates a resource. */
export const make = (app: string, address: string, after: Values, more: object = {}) =>
  plan(app, () => [made(address, after, {}, more)]);

/** A change of a policy's statements. */
export const policy =
  (change: (statements: Values[]) => unknown) =>
  (text: unknown): string => {
    const document = JSON.parse(String(text)) as { Statement: Values[] };
    change(document.Statement);
    return JSON.stringify(document);
  };

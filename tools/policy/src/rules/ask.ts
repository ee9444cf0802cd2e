import { blocks, isTrue, type Block, type Resource, type World } from '@malinshopper/synthesized';
import type { Change, Mutation } from '../testing/mutation';

/** A change that breaks the demand of an ask. The rule has to report it. */
export type Break = Pick<Mutation, 'what' | 'change'> & Partial<Pick<Mutation, 'scenario' | 'type' | 'path'>>;

/** A demand on a resource that describes its fault and knows how to break itself. */
export interface Ask {
  /** Returns the fault of a resource, with the value found: `idle_timeout is 4000`. Undefined if there is none. */
  fault(resource: Resource, world: World): string | undefined;
  readonly breaks: readonly Break[];
}

/** Finds the fault of a resource in code. Undefined if there is none. */
export type Fault = Ask['fault'];

/**
 * The path of an attribute: `metadata_options.http_tokens`. Every block on the path is checked, and every block in a
 * list. The attribute of an absent block counts as not set. A block with a question mark may be absent:
 * `origin.custom_origin_config?.origin_protocol_policy`.
 */
type Path = string;

const nameOf = (step: string) => step.replace(/\?$/, '');

/** The values at a path: one for each block that can contain it, undefined where it is not set. */
export function valuesAt(config: Block, path: Path): unknown[] {
  const steps = path.split('.');
  const last = steps.pop()!;
  let at: readonly Block[] = [config];
  for (const step of steps) {
    at = at.flatMap((each) => {
      const inner = blocks(each[nameOf(step)]);
      return inner.length > 0 || step.endsWith('?') ? inner : [{}];
    });
  }
  return at.map((each) => each[last] as unknown);
}

/** Sets the value at a path in the first block of each step; undefined deletes it. */
function write(config: Record<string, unknown>, path: Path, value: unknown): void {
  const steps = path.split('.');
  const last = steps.pop()!;
  let at = config;
  for (const step of steps) {
    const inner = (at[nameOf(step)] ??= {});
    at = (Array.isArray(inner) ? inner[0] : inner) as Record<string, unknown>;
  }
  if (value === undefined) delete at[last];
  else at[last] = value;
}

/** An attribute with its value, for reports: `multi_az is false`, `kms_key_id is not set`. */
export function show(path: Path, value: unknown): string {
  const name = path.replaceAll('?', '');
  return value === undefined ? `${name} is not set` : `${name} is ${JSON.stringify(value)}`;
}

/**
 * Demands that every value at a path passes. Each of `bad` becomes a break; `undefined` among them removes the
 * attribute.
 */
export const at = (
  path: Path,
  pass: (value: unknown, resource: Resource, world: World) => boolean,
  ...bad: readonly unknown[]
): Ask => ({
  fault(resource, world) {
    const wrong = valuesAt(resource.config, path).findIndex((value) => !pass(value, resource, world));
    return wrong < 0 ? undefined : show(path, valuesAt(resource.config, path)[wrong]);
  },
  breaks: bad.map((value) => ({
    what: show(path, value),
    change: (config: Record<string, unknown>) => write(config, path, value),
  })),
});

/** The attribute is true. */
export const on = (path: Path) => at(path, isTrue, undefined, false);

/** The attribute is false, and set explicitly: the default of AWS is not relied on. */
export const off = (path: Path) => at(path, (value) => value === false || value === 'false', undefined, true);

/** The attribute is one of these values. */
export const oneOf = (path: Path, ...good: readonly unknown[]) =>
  at(path, (value) => good.some((each) => String(each) === String(value)), undefined, 'something-else');

/** The attribute has one of these values, or the default of AWS, which is one of them. */
export const oneOfOrUnset = (path: Path, ...good: readonly unknown[]) =>
  at(path, (value) => value === undefined || good.some((each) => String(each) === String(value)), 'something-else');

/**
 * The attribute is a number between two limits, both included.
 * @param bad values that do not depend on the limits: the breaks beside the limits move with them, so they cannot
 * reveal a wrong limit
 */
export const between = (path: Path, least: number, most: number, ...bad: readonly number[]) =>
  at(
    path,
    (value) => Number(value) >= least && Number(value) <= most,
    ...new Set([undefined, least - 1, most + 1, ...bad]),
  );

/** The attribute is not set. The break sets it to `bad`. */
export const never = (path: Path, bad: unknown = 'anything') => at(path, (value) => value === undefined, bad);

/** The attribute is a text of this form. */
export const like = (path: Path, pattern: RegExp, ...bad: readonly unknown[]) =>
  at(path, (value) => pattern.test(String(value)), undefined, ...bad);

/**
 * Checks that the attribute refers to a resource of this type in this repository. The reference can go through a
 * contract.
 */
export const ours = (path: Path, type: string) =>
  at(
    path,
    (value, { stack }, world) => world.targets(value, stack).some((target) => target.type === type),
    undefined,
    'of-another-account',
  );

/** Checks that all asks hold, and reports the first fault. Its breaks are the breaks of all asks. */
export const all = (...asks: readonly Ask[]): Ask => ({
  fault(resource, world) {
    for (const ask of asks) {
      const fault = ask.fault(resource, world);
      if (fault !== undefined) return fault;
    }
    return undefined;
  },
  breaks: asks.flatMap((ask) => ask.breaks),
});

/** A check in code, for demands that no other ask can express, and its breaks by their description. */
export const custom = (fault: Fault, breaks: Readonly<Record<string, Change | Omit<Break, 'what'>>>): Ask => ({
  fault,
  breaks: Object.entries(breaks).map(([what, made]) =>
    typeof made === 'object' ? { what, ...made } : { what, change: made },
  ),
});

/** The same ask with more breaks, for cases that the derived breaks do not cover. */
export const alsoBroken = (ask: Ask, breaks: Parameters<typeof custom>[1]): Ask => ({
  fault: ask.fault,
  breaks: [...ask.breaks, ...custom(ask.fault, breaks).breaks],
});

/**
 * The attribute has exactly this value: a text, or a boolean in JSON of AWS. `bad` contains the values of the breaks.
 */
export const is = (path: Path, good: unknown, ...bad: readonly unknown[]) =>
  at(path, (value) => value === good, ...bad);

/** The attribute is true, or has the default of AWS, which is true. */
export const onOrUnset = (path: Path) => at(path, (value) => value === undefined || isTrue(value), false);

/** The same ask, with breaks that are applied elsewhere: in another environment, or on another resource. */
export const tried = (where: Partial<Pick<Break, 'scenario' | 'type' | 'path'>>, ask: Ask): Ask => ({
  fault: ask.fault,
  breaks: ask.breaks.map((each) => ({ ...where, ...each })),
});

/** The ask applies where a condition holds: behind a load balancer, in production. */
export const when = (applies: (resource: Resource, world: World) => boolean, ask: Ask): Ask => ({
  fault: (resource, world) => (applies(resource, world) ? ask.fault(resource, world) : undefined),
  breaks: ask.breaks,
});

/** Breaks by their description, as the parameter of `custom`. */
export type Breaks = Parameters<typeof custom>[1];

/** The resource has exactly one of the resources that a function finds: `has 2 roles`. */
export const exactlyOne = (
  plural: string,
  find: (resource: Resource, world: World) => readonly unknown[],
  breaks: Breaks,
): Ask =>
  custom((resource, world) => {
    const { length } = find(resource, world);
    return length === 1 ? undefined : `has ${length} ${plural}`;
  }, breaks);

/** The attribute is not true: it is false, or has the default of AWS, which is false. */
export const offOrUnset = (path: Path) =>
  at(path, (value) => value === undefined || value === false || value === 'false', true);

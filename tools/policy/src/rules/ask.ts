import { blocks, isTrue, type Block, type Resource, type World } from '@malinshopper/synthesized';
import type { Change, Mutation } from '../testing/mutation';

/** One way to break what an ask demands. The rule has to notice it. */
export type Break = Pick<Mutation, 'what' | 'change'> & Partial<Pick<Mutation, 'scenario' | 'type' | 'path'>>;

/** A condition on a resource that explains its fault and knows how to break itself. */
export interface Ask {
  /** What is wrong with a resource, with what was found: `idle_timeout is 4000`. Undefined if nothing is. */
  fault(resource: Resource, world: World): string | undefined;
  readonly breaks: readonly Break[];
}

/** What is wrong with a resource, found by a program. Undefined if nothing is. */
export type Fault = Ask['fault'];

/**
 * The attribute that is asked for: `metadata_options.http_tokens`. Every block on the way is looked at, also those of a list;
 * what an absent block would hold is not set. A block with a question mark may be absent: `origin.custom_origin_config?.origin_protocol_policy`.
 */
type Path = string;

const nameOf = (step: string) => step.replace(/\?$/, '');

/** The values at a path: one for each block that could hold it, undefined where it is not set. */
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

/** An attribute with its value, for a person: `multi_az is false`, `kms_key_id is not set`. */
export function show(path: Path, value: unknown): string {
  const name = path.replaceAll('?', '');
  return value === undefined ? `${name} is not set` : `${name} is ${JSON.stringify(value)}`;
}

/** Asks that every value at a path passes. Each of `bad` becomes a break; `undefined` among them removes the attribute. */
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

/** The attribute is false, and set: AWS's default is not relied on. */
export const off = (path: Path) => at(path, (value) => value === false || value === 'false', undefined, true);

/** The attribute is one of these values. */
export const oneOf = (path: Path, ...good: readonly unknown[]) =>
  at(path, (value) => good.some((each) => String(each) === String(value)), undefined, 'something-else');

/** The attribute is one of these values, or is left to AWS's default, which is one of them. */
export const oneOfOrUnset = (path: Path, ...good: readonly unknown[]) =>
  at(path, (value) => value === undefined || good.some((each) => String(each) === String(value)), 'something-else');

/**
 * The attribute is a number between two limits, both included.
 * @param bad values that stay bad: the breaks beside the limits move with them, so that a wrong limit would be noticed by none
 */
export const between = (path: Path, least: number, most: number, ...bad: readonly number[]) =>
  at(
    path,
    (value) => Number(value) >= least && Number(value) <= most,
    ...new Set([undefined, least - 1, most + 1, ...bad]),
  );

/** The attribute is not set. `bad` is what the break sets it to. */
export const never = (path: Path, bad: unknown = 'anything') => at(path, (value) => value === undefined, bad);

/** The attribute is a text of this form. */
export const like = (path: Path, pattern: RegExp, ...bad: readonly unknown[]) =>
  at(path, (value) => pattern.test(String(value)), undefined, ...bad);

/** The attribute leads to a resource of this type in this repository, also through a contract. */
export const ours = (path: Path, type: string) =>
  at(
    path,
    (value, { stack }, world) => world.targets(value, stack).some((target) => target.type === type),
    undefined,
    'of-another-account',
  );

/** All asks hold. The first fault is shown; the breaks are those of each. */
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

/** A check in code, for what no table expresses, and its breaks by what they do. */
export const custom = (fault: Fault, breaks: Readonly<Record<string, Change | Omit<Break, 'what'>>>): Ask => ({
  fault,
  breaks: Object.entries(breaks).map(([what, made]) =>
    typeof made === 'object' ? { what, ...made } : { what, change: made },
  ),
});

/** The same ask with more breaks, for what the derived ones do not reach. */
export const alsoBroken = (ask: Ask, breaks: Parameters<typeof custom>[1]): Ask => ({
  fault: ask.fault,
  breaks: [...ask.breaks, ...custom(ask.fault, breaks).breaks],
});

/** The attribute is this value exactly: a text, or a boolean in JSON of AWS's own. `bad` are the values of the breaks. */
export const is = (path: Path, good: unknown, ...bad: readonly unknown[]) =>
  at(path, (value) => value === good, ...bad);

/** The attribute is true, or is left to AWS's default, which is true. */
export const onOrUnset = (path: Path) => at(path, (value) => value === undefined || isTrue(value), false);

/** The same ask, with its breaks tried elsewhere: in another environment, or on another resource. */
export const tried = (where: Partial<Pick<Break, 'scenario' | 'type' | 'path'>>, ask: Ask): Ask => ({
  fault: ask.fault,
  breaks: ask.breaks.map((each) => ({ ...where, ...each })),
});

/** The ask holds where a condition does: behind a load balancer, in production. */
export const when = (applies: (resource: Resource, world: World) => boolean, ask: Ask): Ask => ({
  fault: (resource, world) => (applies(resource, world) ? ask.fault(resource, world) : undefined),
  breaks: ask.breaks,
});

/** Breaks by what they do, as `custom` takes them. */
export type Breaks = Parameters<typeof custom>[1];

/** The resource has exactly one of something that a function finds: `has 2 roles`. */
export const exactlyOne = (
  plural: string,
  find: (resource: Resource, world: World) => readonly unknown[],
  breaks: Breaks,
): Ask =>
  custom((resource, world) => {
    const { length } = find(resource, world);
    return length === 1 ? undefined : `has ${length} ${plural}`;
  }, breaks);

/** The attribute is not true: false, or left to AWS's default, which is false. */
export const offOrUnset = (path: Path) =>
  at(path, (value) => value === undefined || value === false || value === 'false', true);

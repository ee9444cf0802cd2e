/** True for an empty value in a plan: an attribute that is not set, or a block that does not exist. */
export const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isObject(value) && !Object.values(value).some(isSaid));

/** An existing block has a meaning even without attributes: `count {}`. */
export const isSaid = (value: unknown): boolean => isObject(value) || !isNothing(value);

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value with its members sorted and without empty ones: two are equal if their texts are. */
export const textOf = (value: unknown): string => JSON.stringify(normal(value));

export const isSame = (one: unknown, other: unknown): boolean => textOf(one) === textOf(other);

function normal(value: unknown): unknown {
  if (isNothing(value)) return null;
  if (Array.isArray(value)) return value.map((each) => (isObject(each) ? membersOf(each) : normal(each)));
  return isObject(value) ? membersOf(value) : value;
}

function membersOf(value: Readonly<Record<string, unknown>>): unknown {
  const entries = Object.entries(value).filter(([, each]) => isSaid(each));
  return Object.fromEntries(
    entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, each]) => [name, isObject(each) ? membersOf(each) : normal(each)]),
  );
}

/**
 * The names of the values that are unknown until the apply (`after_unknown` of a plan: `true` in place of such a
 * value).
 * @param name of the value itself
 */
export function unknownNames(unknown: unknown, name = ''): readonly string[] {
  if (unknown === true) return [name];
  if (Array.isArray(unknown)) return unknown.flatMap((one) => unknownNames(one, name));
  return isObject(unknown) ? Object.entries(unknown).flatMap(([member, one]) => unknownNames(one, member)) : [];
}

export const hasUnknown = (unknown: unknown): boolean => unknownNames(unknown).length > 0;

/** The members of a list or a set, or one value. */
export const listOf = (value: unknown): readonly unknown[] =>
  isNothing(value) ? [] : Array.isArray(value) ? value : [value];

/** The number of characters of a value that a message quotes. */
const quoted = 80;

/** A value in a message. */
export function inWords(value: unknown): string {
  if (isNothing(value)) return 'nothing';
  const text = typeof value === 'string' ? JSON.stringify(value) : textOf(value);
  return text.length > quoted ? `${text.slice(0, quoted)}...` : text;
}

/** A block without some of its attributes. */
export const without = (value: Readonly<Record<string, unknown>>, ...names: readonly string[]) =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));

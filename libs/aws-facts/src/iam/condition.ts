import { operatorOf, type ConditionOperator } from './operators';

/** The condition keys of a request. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** Returns whether a condition is met; undefined if it cannot be evaluated here. */
export type Holds = boolean | undefined;

const list = (value: string | readonly string[] = []): readonly string[] => [value].flat();

const inSmallLetters = new WeakMap<Context, ReadonlyMap<string, readonly string[]>>();

/**
 * The values of a condition key in a request, or undefined if the request does not have the key. Keys are
 * case-insensitive.
 */
export function valuesOf(context: Context, key: string): readonly string[] | undefined {
  const known =
    inSmallLetters.get(context) ??
    new Map(Object.entries(context).map(([name, value]) => [name.toLowerCase(), list(value)]));
  inSmallLetters.set(context, known);
  return known.get(key.toLowerCase());
}

/** `${aws:username}` and `${aws:PrincipalTag/Team, 'none'}`; not `${*}`, which is a character (see `likePattern`). */
const variable = /\$\{([\w-]+:[^},]+)(?:,\s*'([^']*)')?\}/g;

/**
 * A policy's text with its variables replaced by the values of the request (IAM user guide, "IAM policy elements:
 * Variables and tags").
 * @returns undefined if the request has no such key, or several values of it, and the variable no default
 */
export function withVariables(text: string, context: Context): string | undefined {
  if (!text.includes('${')) return text;
  let isKnown = true;
  const filled = text.replace(variable, (_, key: string, other?: string) => {
    const values = valuesOf(context, key.trim());
    const value = values?.length === 1 ? values[0] : other;
    if (value === undefined) isKnown = false;
    return value ?? '';
  });
  return isKnown ? filled : undefined;
}

/** The condition on one key, prepared for many requests. */
export interface Condition {
  /** Undefined for `Null`, and for an unknown operator. */
  readonly operator: ConditionOperator | undefined;
  readonly isNull: boolean;
  readonly key: string;
  readonly wanted: readonly string[];
}

export const conditionOf = (written: string, key: string, wanted: readonly string[]): Condition => ({
  operator: operatorOf(written),
  isNull: /^(forallvalues:|foranyvalue:)?null$/i.test(written),
  key: key.toLowerCase(),
  wanted,
});

/**
 * Returns whether the condition on one key is met by a request: IAM user guide, "Conditions with multiple context keys
 * or values".
 */
export function conditionHolds({ operator, isNull, key, wanted }: Condition, context: Context): Holds {
  const given = valuesOf(context, key);
  if (isNull) return wanted.some((value) => (value.toLowerCase() === 'true') === (given === undefined));
  if (!operator) return undefined;
  const { quantifier, negated, ifExists, compare } = operator;
  if (given === undefined) return ifExists || quantifier === 'all' || (negated && quantifier !== 'any');
  if (!compare) return undefined;
  const filled = wanted.map((value) => withVariables(value, context));
  // AWS does not document a negated comparison with a variable without a value.
  if (negated && filled.includes(undefined)) return undefined;
  const compares = (value: string) => filled.some((each) => each !== undefined && compare(value, each));
  const passes = (value: string) => compares(value) !== negated;
  if (quantifier === 'all' || (negated && quantifier === undefined)) return given.every(passes);
  return given.some(passes);
}

const known = new Map<string, RegExp>();

const remembered = (pattern: string, flags: string): RegExp => {
  const key = `${flags} ${pattern}`;
  const found = known.get(key) ?? new RegExp(`^${expressionOf(pattern)}$`, flags);
  known.set(key, found);
  return found;
};

/**
 * Translates a pattern to a regular expression. `${*}`, `${?}` and `${$}` stand for the literal characters (IAM user
 * guide, "IAM policy elements: Variables and tags").
 */
function expressionOf(pattern: string, anyOne = '.'): string {
  return pattern.replace(/\$\{([*?$])\}|[*?]|[.+^${}()|[\]\\]/g, (part, literal?: string) => {
    if (literal) return `\\${literal}`;
    if (part === '*') return '.*';
    return part === '?' ? anyOne : `\\${part}`;
  });
}

/**
 * A case-sensitive pattern of a policy, as in `StringLike` and `Resource`: `*` matches any text, slashes and colons
 * too, and `?` one character (IAM user guide, "IAM JSON policy elements: Resource").
 */
export function likePattern(pattern: string): RegExp {
  return remembered(pattern, 's');
}

/** A pattern of actions, which are case-insensitive (IAM user guide, "IAM JSON policy elements: Action"). */
export function actionPattern(pattern: string): RegExp {
  return remembered(pattern, 'is');
}

/** Returns true if an action matches a pattern: `s3:GetObject` matches `s3:Get*`. */
export function isActionLike(pattern: string, action: string): boolean {
  return actionPattern(pattern).test(action);
}

/** The characters that replace `*` and `?` of an inner pattern while it is compared with an outer pattern. */
const [anyText, anyCharacter] = ['\u0001', '\u0002'];
const within = new Map<string, RegExp>();

/**
 * Returns true if the outer pattern matches every text that the inner pattern matches: `role/ci/*` is within `role/*`,
 * but `role/*` is not within `role/ci/*`. An uncertain case returns false: `a*b` is not within `a?*`.
 */
export function isWithin(inner: string, outer: string): boolean {
  // A `?` of the outer pattern matches one character, not a text of any length.
  const expression = within.get(outer) ?? new RegExp(`^${expressionOf(outer, `[^${anyText}]`)}$`, 's');
  within.set(outer, expression);
  return expression.test(inner.replaceAll('*', anyText!).replaceAll('?', anyCharacter!));
}

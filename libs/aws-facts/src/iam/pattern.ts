const known = new Map<string, RegExp>();

const remembered = (pattern: string, flags: string): RegExp => {
  const key = `${flags} ${pattern}`;
  const found = known.get(key) ?? new RegExp(`^${expressionOf(pattern)}$`, flags);
  known.set(key, found);
  return found;
};

/**
 * `${*}`, `${?}` and `${$}` are escapes of the characters (IAM user guide, "IAM policy elements: Variables and tags").
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

/** The same for actions, which are case-insensitive (IAM user guide, "IAM JSON policy elements: Action"). */
export function actionPattern(pattern: string): RegExp {
  return remembered(pattern, 'is');
}

/** Returns whether an action matches a pattern: `s3:GetObject` matches `s3:Get*`. */
export function isActionLike(pattern: string, action: string): boolean {
  return actionPattern(pattern).test(action);
}

/** The replacements of the `*` and the `?` of an inner pattern for the comparison with an outer one. */
const [anyText, anyCharacter] = ['\u0001', '\u0002'];
const within = new Map<string, RegExp>();

/**
 * Returns whether an outer pattern matches everything that an inner one does: `role/ci/*` is within `role/*`, and not
 * the other way round. Uncertain cases are not within: `a*b` is not within `a?*`.
 */
export function isWithin(inner: string, outer: string): boolean {
  // A `?` of the outer pattern matches one character, not a text of any length.
  const expression = within.get(outer) ?? new RegExp(`^${expressionOf(outer, `[^${anyText}]`)}$`, 's');
  within.set(outer, expression);
  return expression.test(inner.replaceAll('*', anyText!).replaceAll('?', anyCharacter!));
}

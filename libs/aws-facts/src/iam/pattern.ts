const known = new Map<string, RegExp>();

const remembered = (pattern: string, flags: string): RegExp => {
  const key = `${flags} ${pattern}`;
  const found = known.get(key) ?? new RegExp(`^${expressionOf(pattern)}$`, flags);
  known.set(key, found);
  return found;
};

/** `${*}`, `${?}` and `${$}` stand for the character itself (IAM user guide, "IAM policy elements: Variables and tags"). */
function expressionOf(pattern: string, anyOne = '.'): string {
  return pattern.replace(/\$\{([*?$])\}|[*?]|[.+^${}()|[\]\\]/g, (part, literal?: string) => {
    if (literal) return `\\${literal}`;
    if (part === '*') return '.*';
    return part === '?' ? anyOne : `\\${part}`;
  });
}

/**
 * A pattern of a policy in which case counts, as in `StringLike` and `Resource`: `*` is any text, slashes and colons too, and `?` one
 * character (IAM user guide, "IAM JSON policy elements: Resource").
 */
export function likePattern(pattern: string): RegExp {
  return remembered(pattern, 's');
}

/** The same for actions, in which case does not count (IAM user guide, "IAM JSON policy elements: Action"). */
export function actionPattern(pattern: string): RegExp {
  return remembered(pattern, 'is');
}

/** Whether an action is one of those that a pattern stands for: `s3:GetObject` of `s3:Get*`. */
export function isActionLike(pattern: string, action: string): boolean {
  return actionPattern(pattern).test(action);
}

/** What stands for the `*` and the `?` of an inner pattern while it is compared with an outer one. */
const [anyText, anyCharacter] = ['\u0001', '\u0002'];
const within = new Map<string, RegExp>();

/**
 * Whether everything that an inner pattern stands for is within an outer one: `role/ci/*` within `role/*`, and not the other way round. What
 * is not certain is not within: `a*b` is no part of `a?*`.
 */
export function isWithin(inner: string, outer: string): boolean {
  // A `?` of the outer pattern is one character, and no text of any length.
  const expression = within.get(outer) ?? new RegExp(`^${expressionOf(outer, `[^${anyText}]`)}$`, 's');
  within.set(outer, expression);
  return expression.test(inner.replaceAll('*', anyText!).replaceAll('?', anyCharacter!));
}

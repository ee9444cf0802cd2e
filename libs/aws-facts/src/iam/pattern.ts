const known = new Map<string, RegExp>();

const remembered = (pattern: string, flags: string): RegExp => {
  const key = `${flags} ${pattern}`;
  const found = known.get(key) ?? new RegExp(`^${expressionOf(pattern)}$`, flags);
  known.set(key, found);
  return found;
};

/** `${*}`, `${?}` and `${$}` stand for the character itself (IAM user guide, "IAM policy elements: Variables and tags"). */
function expressionOf(pattern: string): string {
  return pattern.replace(/\$\{([*?$])\}|[*?]|[.+^${}()|[\]\\]/g, (part, literal?: string) => {
    if (literal) return `\\${literal}`;
    if (part === '*') return '.*';
    return part === '?' ? '.' : `\\${part}`;
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

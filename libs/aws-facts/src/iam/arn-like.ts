import { likePattern } from './pattern';

const PARTS = 6;
const known = new Map<string, (arn: string) => boolean>();

/**
 * Returns whether an ARN matches a pattern by the condition operator `ArnLike`: each of the six parts separately, with
 * `*` and `?` within a part (IAM user guide, "ARN condition operators"). A `*` in the last part also matches slashes
 * and colons.
 */
export function arnLike(pattern: string, arn: string): boolean {
  const before = known.get(pattern);
  if (before) return before(arn);
  const wanted = partsOf(pattern).map(likePattern);
  const isLike = (given: string) => {
    const parts = partsOf(given);
    return parts.length === wanted.length && wanted.every((part, index) => part.test(parts[index]!));
  };
  known.set(pattern, isLike);
  return isLike(arn);
}

function partsOf(arn: string): string[] {
  const all = arn.split(':');
  return all.length <= PARTS ? all : [...all.slice(0, PARTS - 1), all.slice(PARTS - 1).join(':')];
}

import { likePattern } from './pattern';

/**
 * Whether an ARN is like a pattern, as the condition operator `ArnLike` compares them: each of the six parts by itself, `*` and `?` within
 * a part (IAM user guide, "ARN condition operators"). A `*` in the last part stands for slashes and colons too.
 */
export function arnLike(pattern: string, arn: string): boolean {
  const [wanted, given] = [partsOf(pattern), partsOf(arn)];
  return wanted.length === given.length && wanted.every((part, index) => likePattern(part).test(given[index]!));
}

const PARTS = 6;

function partsOf(arn: string): string[] {
  const all = arn.split(':');
  return all.length <= PARTS ? all : [...all.slice(0, PARTS - 1), all.slice(PARTS - 1).join(':')];
}

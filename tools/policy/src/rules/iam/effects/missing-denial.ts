import { globalRegion, isWithin } from '@malinshopper/aws-facts';
import { workloadBoundaryNames, type Account } from '@malinshopper/environments';
import type { Statement } from '@malinshopper/synthesized';

const isJust = (all: readonly string[], one: string) => all.length === 1 && all[0] === one;
const conditionsOf = ({ conditions }: Statement) =>
  Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, found]) => ({ operator, key: key.toLowerCase(), found })),
  );

/** True if a denial covers all actions, or all but IAM, and applies unless the key has one of these values. */
function deniesUnless(denial: Statement, operator: string, key: string, isOwn: (value: string) => boolean): boolean {
  const [condition, ...more] = conditionsOf(denial);
  return (
    isJust(denial.resources, '*') &&
    more.length === 0 &&
    condition?.operator === operator &&
    condition.key === key &&
    condition.found.length > 0 &&
    condition.found.every(isOwn)
  );
}

/**
 * The denial that a boundary of workloads lacks. A boundary limits permissions that a resource grants to the ARN of a
 * session only by a denial (IAM user guide, "Permissions boundaries for IAM entities").
 * @param name of the boundary
 */
export function missingDenial(denials: readonly Statement[], name: string, account: Account): string | undefined {
  const regions: readonly string[] = [...account.regions, globalRegion];
  const keepsToRegions = denials.some(
    (denial) =>
      (isJust(denial.actions, '*') || isJust(denial.notActions, 'iam:*')) &&
      deniesUnless(denial, 'StringNotEquals', 'aws:requestedregion', (region) => regions.includes(region)),
  );
  if (!keepsToRegions) return 'no statement denies other regions';
  const staysItself = denials.some(
    (denial) =>
      isJust(denial.actions, 'sts:AssumeRole') && isJust(denial.resources, '*') && conditionsOf(denial).length === 0,
  );
  if (!staysItself) return 'no statement denies sts:AssumeRole';
  const folder = `arn:aws:iam::${account.id}:role/compute/*`;
  // The statements of these denials identify roles only by the ends of their names.
  const isConfined = denials.some(
    (denial) =>
      isJust(denial.actions, '*') &&
      deniesUnless(denial, 'ArnNotLike', 'aws:principalarn', (caller) => isWithin(caller, folder)),
  );
  return name === workloadBoundaryNames.compute && !isConfined
    ? 'no statement denies everything to roles outside compute'
    : undefined;
}

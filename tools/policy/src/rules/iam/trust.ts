import { type Resource, type Statement, statementsOf, type World } from '@malinshopper/synthesized';

const known = new WeakMap<Resource, readonly Statement[]>();

/** The statements of a role's trust policy that allow something. Most rules on roles ask for them. */
export function trustOf(role: Resource, world: World): readonly Statement[] {
  const before = known.get(role);
  if (before) return before;
  const trust = statementsOf(role, world, 'assume_role_policy').filter(({ effect }) => effect === 'Allow');
  known.set(role, trust);
  return trust;
}

/** Whether an AWS service may act as a role: `ec2.amazonaws.com`. */
export function isOf(role: Resource, service: string, world: World): boolean {
  return trustOf(role, world).some(({ principals }) => principals?.['Service']?.includes(service));
}

/** The values that a condition demands of a key, by an operator for equality or for a pattern. */
export function demanded({ conditions }: Statement, wanted: string): readonly string[] | undefined {
  const [found] = Object.entries(conditions)
    .filter(([operator]) => /^(String|Arn)(Equals|Like)$/.test(operator))
    .flatMap(([, keys]) => Object.entries(keys).filter(([key]) => key.toLowerCase() === wanted.toLowerCase()));
  return found?.[1];
}

import { type Resource, type Statement, statementsOf, type World } from '@malinshopper/synthesized';
import { remembered } from './remembered';

/** The Allow statements of a role's trust policy. */
export const trustOf = remembered<readonly Statement[]>((role, world) =>
  statementsOf(role, world, 'assume_role_policy').filter(({ effect }) => effect === 'Allow'),
);

/** True if an AWS service may assume a role: `ec2.amazonaws.com`. */
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

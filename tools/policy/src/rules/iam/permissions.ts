import { type Resource, type Statement, statementsOf, type World } from '@malinshopper/synthesized';
import { remembered } from '../remembered';
import { unboundedActions } from './unbounded';

/** The policies of identities, as checkov lists them. */
export const permissionTypes = [
  'aws_iam_policy',
  'aws_iam_role_policy',
  'aws_iam_user_policy',
  'aws_iam_group_policy',
] as const;

/** The types that attach a managed policy to an identity. */
export const attachments = [
  'aws_iam_role_policy_attachment',
  'aws_iam_role_policy_attachments_exclusive',
  'aws_iam_user_policy_attachment',
  'aws_iam_group_policy_attachment',
  'aws_iam_policy_attachment',
];

/** The ARN of a managed policy, from its name: apps that cannot refer to the policy write the ARN. */
export function policyArn({ config }: Resource, { environment }: World): string {
  return `arn:aws:iam::${environment.account.id}:policy${config['path'] ?? '/'}${config['name']}`;
}

/** The managed policy that is the permissions boundary of a role. */
export function boundaryOf(role: Resource, world: World): Resource | undefined {
  const boundary = role.config['permissions_boundary'];
  return (
    world.targets(boundary, role.stack).find(({ type }) => type === 'aws_iam_policy') ??
    world.resources('aws_iam_policy').find((policy) => policyArn(policy, world) === boundary)
  );
}

/**
 * True if a managed policy is only a boundary: it is attached to no identity, and so grants nothing. A policy that is
 * neither attached nor a boundary is judged as if it were attached.
 */
export function isOnlyBoundary(policy: Resource, world: World): boolean {
  if (policy.type !== 'aws_iam_policy' || world.thatName(policy, ...attachments).length > 0) return false;
  const roles = world.resources('aws_iam_role');
  if (roles.some(({ config, stack }) => world.targets(config['managed_policy_arns'], stack).includes(policy)))
    return false;
  return roles.some((role) => boundaryOf(role, world) === policy);
}

/** True if a policy grants permissions, as every policy does that is not only a boundary. */
export const gives = (policy: Resource, world: World) => !isOnlyBoundary(policy, world);

/** The Allow statements of a policy. */
export function allowed(policy: Resource, world: World): readonly Statement[] {
  return statementsOf(policy, world).filter(({ effect }) => effect === 'Allow');
}

/** The actions that a policy allows on every resource. */
export const unboundedActionsOf = remembered((policy, world) => unboundedActions(statementsOf(policy, world)));

import { type Resource, type Statement, statementsOf, type World } from '@malinshopper/synthesized';
import type { Action } from './actions';
import { unboundedActions } from './unbounded';

/** The policies that say what somebody may do, as checkov lists them. */
export const permissionTypes = [
  'aws_iam_policy',
  'aws_iam_role_policy',
  'aws_iam_user_policy',
  'aws_iam_group_policy',
] as const;

/** What gives a managed policy to somebody. */
const attachments = [
  'aws_iam_role_policy_attachment',
  'aws_iam_role_policy_attachments_exclusive',
  'aws_iam_user_policy_attachment',
  'aws_iam_group_policy_attachment',
  'aws_iam_policy_attachment',
];

/** The address of a managed policy of ours, which its name makes: whoever cannot refer to it writes it out. */
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
 * Whether a managed policy is nothing but a boundary: it is given to nobody, and so allows nobody anything. A policy that
 * is neither given to somebody nor anybody's boundary is judged as if it were given.
 */
export function isOnlyBoundary(policy: Resource, world: World): boolean {
  if (policy.type !== 'aws_iam_policy' || world.thatName(policy, ...attachments).length > 0) return false;
  const roles = world.resources('aws_iam_role');
  if (roles.some(({ config, stack }) => world.targets(config['managed_policy_arns'], stack).includes(policy)))
    return false;
  return roles.some((role) => boundaryOf(role, world) === policy);
}

/** Whether a policy gives permissions, as all do that are not only a boundary. */
export const gives = (policy: Resource, world: World) => !isOnlyBoundary(policy, world);

/** The statements of a policy by which it allows something. */
export function allowed(policy: Resource, world: World): readonly Statement[] {
  return statementsOf(policy, world).filter(({ effect }) => effect === 'Allow');
}

const unbounded = new WeakMap<Resource, readonly Action[]>();

/** What a policy allows on whatever there is. Several rules ask it of every policy. */
export function unboundedActionsOf(policy: Resource, world: World): readonly Action[] {
  const actions = unbounded.get(policy) ?? unboundedActions(statementsOf(policy, world));
  unbounded.set(policy, actions);
  return actions;
}

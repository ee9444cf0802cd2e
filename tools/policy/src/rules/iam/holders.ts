import type { Resource, World } from '@malinshopper/synthesized';
import { remembered } from '../remembered';
import { attachments } from './permissions';

const identityTypes = ['aws_iam_role', 'aws_iam_group', 'aws_iam_user'];
const isIdentity = ({ type }: Resource) => identityTypes.includes(type);

/** The roles, groups and users that a policy or an attachment names as its holders, and not as its resources. */
export const identitiesNamedBy = ({ config, stack }: Resource, world: World): readonly Resource[] =>
  ['role', 'roles', 'user', 'users', 'group', 'groups']
    .flatMap((attribute) => world.targets(config[attribute], stack))
    .filter(isIdentity);

/** The roles, groups and users that have a policy, inline or attached. */
export const holdersOf = remembered((policy: Resource, world: World): readonly Resource[] => {
  if (policy.type !== 'aws_iam_policy') return identitiesNamedBy(policy, world);
  const attached = world.thatName(policy, ...attachments).flatMap((attachment) => identitiesNamedBy(attachment, world));
  const inRoles = world
    .resources('aws_iam_role')
    .filter(({ config, stack }) => world.targets(config['managed_policy_arns'], stack).includes(policy));
  return [...new Set([...attached, ...inRoles])];
});

import { isActionLike } from '@malinshopper/aws-facts';
import { blocks, type Resource, type Statement, statementsOf, type World } from '@malinshopper/synthesized';
import { remembered } from '../remembered';

/** The types from which instances are launched. */
export const machineTypes = ['aws_launch_template', 'aws_emr_cluster'];

const ofType = (resources: readonly Resource[], ...types: readonly string[]) =>
  resources.filter(({ type }) => types.includes(type));

/** The auto scaling groups that launch instances from a template. */
export const groupsOf = (template: Resource, world: World) => world.thatName(template, 'aws_autoscaling_group');

/** The templates from which a group launches instances: exactly one in a correct stack. */
export const templatesOf = (group: Resource, world: World): Resource[] => {
  const { launch_template, mixed_instances_policy } = group.config;
  return ofType(world.targets([launch_template, mixed_instances_policy], group.stack), 'aws_launch_template');
};

/** True if the instances of a group are targets of a load balancer, like web servers. */
export const isBehindBalancer = (group: Resource, world: World) =>
  ofType(world.namedBy(group), 'aws_lb_target_group').length > 0 ||
  world.thatName(group, 'aws_autoscaling_attachment', 'aws_autoscaling_traffic_source_attachment').length > 0;

/** True if the instances of a group are workers. */
export const isWorker = (group: Resource, world: World) => !isBehindBalancer(group, world);

export const isWebTemplate = (template: Resource, world: World) =>
  groupsOf(template, world).some((group) => isBehindBalancer(group, world));

/** The tags that a group gives to its instances. */
export const tagsOf = ({ config }: Resource): Readonly<Record<string, string>> =>
  Object.fromEntries(blocks(config['tag']).map(({ key, value }) => [String(key), String(value)]));

/** Every instance type that a group may launch. */
export function instanceTypesOf(group: Resource, world: World): string[] {
  const overrides = blocks(group.config['mixed_instances_policy'])
    .flatMap((policy) => blocks(policy['launch_template']))
    .flatMap((template) => blocks(template['override']))
    .flatMap((override) => (override['instance_type'] ?? []) as string[]);
  if (overrides.length > 0) return overrides;
  return templatesOf(group, world).flatMap(({ config }) => (config['instance_type'] ?? []) as string[]);
}

/** The roles of the instances of a template, or of a cluster. */
export function identitiesOf(machine: Resource, world: World): Resource[] {
  const profiles = ofType(world.namedBy(machine), 'aws_iam_instance_profile');
  return profiles.flatMap((profile) => ofType(world.namedBy(profile), 'aws_iam_role'));
}

/** A statement of a role, with the policy that contains it. */
export interface RoleStatement extends Statement {
  readonly policy: Resource;
}

/** The statements of a role, from its inline policies and from attached policies of this repository. */
export const permissionsOf = remembered((role: Resource, world: World): readonly RoleStatement[] => {
  const attached = world
    .thatName(role, 'aws_iam_role_policy_attachment')
    .flatMap((attachment) => ofType(world.namedBy(attachment), 'aws_iam_policy'));
  return [...world.thatName(role, 'aws_iam_role_policy'), ...attached].flatMap((policy) =>
    statementsOf(policy, world).map((statement) => ({ ...statement, policy })),
  );
});

/** True if one of a statement's actions, with its wildcards, matches this action. */
export const allows = ({ effect, actions }: Statement, action: string) =>
  effect === 'Allow' && actions.some((each) => isActionLike(each, action));

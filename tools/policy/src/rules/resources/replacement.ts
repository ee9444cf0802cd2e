import { block, isTrue, type Resource, type World } from '@malinshopper/synthesized';
import type { Change } from '../../testing/mutation';
import { custom, show } from '../ask';
import { standaloneRules } from '../vpc/firewall';
import { rulesOf } from '../table';
import { madeIn } from './made-in';

/** The replacement of a type that AWS does not delete while it is in use. */
interface Successor {
  /**
   * `first`: the new resource is created and used before the old one is deleted, under another name: see `by`. `never`:
   * no permitted change replaces it.
   */
  readonly how: 'first' | 'never';
  /**
   * The way in which the names of the old and the new resource differ. `prefix`: the provider completes a
   * `name_prefix`. `hash`: the name ends in a hash of the attributes that force a replacement. `id`: the resource has
   * no name, only an id.
   */
  readonly by?: 'prefix' | 'hash' | 'id' | 'name';
  /** Attributes that force a replacement according to the provider, and that Terraform ignores after the creation. */
  readonly ignores?: readonly string[];
}

/**
 * By type, from the schema of terraform-provider-aws 5.100 ("forces new resource"). All other types are changed in
 * place (load balancers, Auto Scaling groups, roles), or AWS deletes them even in use: tools/local-aws, `deletions`.
 */
const successors: Readonly<Record<string, Successor>> = {
  aws_acm_certificate: { how: 'first', by: 'id' },
  aws_cloudwatch_metric_alarm: { how: 'first', by: 'name' },
  aws_db_parameter_group: { how: 'first', by: 'prefix' },
  // RDS user guide, "Updating the VPC for a DB instance": no server moves within a VPC.
  aws_db_subnet_group: { how: 'never', ignores: ['name'] },
  aws_elasticache_subnet_group: { how: 'never', ignores: ['name'] },
  // IAM API, CreatePolicy: a description cannot be changed. Conditions contain the ARNs of these policies, so a new
  // name would not match.
  aws_iam_policy: { how: 'never', ignores: ['description'] },
  // EC2 deletes a template even if a group launches instances from it. The group then cannot launch any.
  aws_launch_template: { how: 'first', by: 'prefix' },
  aws_lb_listener_certificate: { how: 'first', by: 'id' },
  aws_lb_target_group: { how: 'first', by: 'hash' },
  // The EC2 API has no action for name or description; rules of other apps and running instances keep a group in use.
  aws_security_group: { how: 'first', by: 'prefix', ignores: ['name_prefix', 'description'] },
  aws_vpc_security_group_egress_rule: { how: 'first', by: 'id' },
  aws_vpc_security_group_ingress_rule: { how: 'first', by: 'id' },
  aws_wafv2_web_acl: { how: 'first', by: 'prefix' },
};

const types = Object.keys(successors);
const typesWith = (is: (successor: (typeof successors)[string]) => boolean) =>
  types.filter((type) => is(successors[type]!));

/** CloudWatch refuses to delete an alarm only while a composite alarm refers to it. */
const isInUse = (resource: Resource, world: World) =>
  resource.type !== 'aws_cloudwatch_metric_alarm' ||
  world.thatName(resource, 'aws_cloudwatch_composite_alarm').length > 0;

const lifecycleOf = ({ config }: Resource) => block(config['lifecycle']);

/** Breaks a resource in use: of alarms, one in a composite alarm. */
const broken = (type: string, change: Change) => ({
  ...(type === 'aws_cloudwatch_metric_alarm' ? { type, scenario: 'branch' as const, path: '/silent' } : madeIn(type)),
  change,
});
const eachOf = (of: readonly string[], what: (type: string) => string, change: (type: string) => Change) =>
  Object.fromEntries(of.map((type) => [what(type), broken(type, change(type))]));

const first = typesWith(({ how }) => how === 'first');
const ignored = typesWith(({ ignores }) => ignores !== undefined);

/** Replacement of resources in use. */
export const replacement = rulesOf(types, {
  MAL_CHANGE_1: {
    title: 'If AWS does not delete a resource in use, its replacement is created before the old resource is deleted',
    severity: 'high',
    types: first,
    about: isInUse,
    why: 'AWS refuses the deletion until Terraform times out; by then Terraform has deleted dependent resources, such as firewall rules',
    fix: 'Set lifecycle.createBeforeDestroy, and namePrefix instead of name',
    ask: custom(
      (resource) => {
        const { config, type } = resource;
        if (!isTrue(lifecycleOf(resource)['create_before_destroy'])) return 'create_before_destroy is not set';
        const { by } = successors[type]!;
        if (by === 'prefix' && config['name_prefix'] === undefined) return show('name', config['name']);
        if (by === 'hash' && !/-[0-9a-f]{6}$/.test(String(config['name']))) {
          return `${show('name', config['name'])}, which does not end with a hash`;
        }
        return undefined;
      },
      {
        ...eachOf(
          first,
          (type) => `an ${type} is deleted before its replacement exists`,
          (type) => (config) => {
            const { ignores } = successors[type]!;
            if (ignores) config.lifecycle = { ignore_changes: ignores };
            else delete config.lifecycle;
          },
        ),
        ...eachOf(
          typesWith(({ by }) => by === 'prefix' || by === 'hash'),
          (type) => `an ${type} has a fixed name`,
          () => (config) => {
            delete config.name_prefix;
            config.name = 'production-web';
          },
        ),
      },
    ),
  },
  MAL_CHANGE_2: {
    title: 'Resources that cannot be replaced while in use ignore changes of name and description',
    severity: 'high',
    types: ignored,
    why: 'AWS cannot change these: Terraform would delete a resource on which running instances, servers and other apps depend',
    fix: 'Set lifecycle.ignoreChanges to the attributes that force a replacement',
    ask: custom(
      (resource) => {
        const found = [lifecycleOf(resource)['ignore_changes']].flat() as unknown[];
        const missing = successors[resource.type]!.ignores!.filter((attribute) => !found.includes(attribute));
        return missing.length > 0 ? `ignore_changes is without ${missing.join(', ')}` : undefined;
      },
      {
        ...eachOf(
          typesWith(({ how }) => how === 'never'),
          (type) => `an ${type} is replaced for a name or a text`,
          () => (config) => delete config.lifecycle,
        ),
        'another description replaces a security group': {
          type: 'aws_security_group',
          change: (config) => (config.lifecycle = { create_before_destroy: true }),
        },
      },
    ),
  },
  MAL_CHANGE_3: {
    title: 'Load balancers depend on all rules of their security groups',
    severity: 'high',
    types: ['aws_lb'],
    why: 'A replaced security group would be attached without its rules, and the site be unavailable meanwhile',
    fix: 'Set dependsOn to firewall.rules, and waitFor of LoadBalancer (apps/compute)',
    ask: custom(
      ({ config, stack }, world) => {
        const waits = [config['depends_on']].flat();
        // The rules in its own stack, of its security groups and of groups that refer to these: it cannot depend on
        // other stacks.
        const rules = world
          .targets(config['security_groups'], stack)
          .flatMap((group) => world.thatName(group, ...standaloneRules))
          .filter((rule) => rule.stack === stack);
        const missing = rules.find(({ address }) => !waits.includes(address));
        return missing && `does not depend on ${missing.path}`;
      },
      { 'a load balancer depends on no firewall rule': (config) => delete config.depends_on },
    ),
  },
});

import type { App } from './app';
import { planJson } from './plan-json';
import type { Planned } from './recreated';
import { changesOf, type ResourceChange } from './renamed';
import { terraformByHand } from './printed-commands';

/** The attributes by which AWS distinguishes objects, as the provider (5.100.0) names them. */
const names = [
  'alarm_name',
  'bucket',
  'cluster_identifier',
  'dashboard_name',
  'delivery_source_name',
  'function_name',
  'identifier',
  'name',
  'policy_name',
  'replication_group_id',
  'secret_name',
];

const ofRule = [
  'security_group_id',
  'ip_protocol',
  'from_port',
  'to_port',
  'cidr_ipv4',
  'referenced_security_group_id',
];

/** The types without a name, with the attributes that identify them together. */
const knownBy: Readonly<Record<string, readonly string[]>> = {
  aws_lb_listener: ['load_balancer_arn', 'port'],
  aws_lb_listener_certificate: ['listener_arn', 'certificate_arn'],
  aws_lb_listener_rule: ['listener_arn', 'priority'],
  // EC2 API reference, AuthorizeSecurityGroupIngress: `InvalidPermission.Duplicate`.
  aws_vpc_security_group_egress_rule: [...ofRule, 'prefix_list_id'],
  aws_vpc_security_group_ingress_rule: [...ofRule, 'prefix_list_id'],
};

/** The attributes of a parent: an object's name is unique among the objects of the same parent. */
const parents = [
  'autoscaling_group_name',
  'log_group_name',
  'role',
  'rule',
  'scope',
  'set_identifier',
  'type',
  'user',
  'zone_id',
];

/** The types of which AWS has several with the same name. */
const several = new Set(['aws_emr_cluster', 'aws_emr_instance_fleet', 'aws_route53_zone']);

type Values = Readonly<Record<string, unknown>>;

/**
 * Refuses a plan that would create an object with the same name as the object that it replaces. AWS accepts a name only
 * once, so the apply would fail half-way, or both objects would be missing at its end.
 * @param planned the changes of the plan in the folder
 * @throws with each such object, its name and the next step
 */
export async function assertNoCollisions(app: App, planned: readonly Planned[]): Promise<void> {
  const replaced = planned.filter(({ action }) => action === 'replace');
  if (replaced.length === 0) return;
  const colliding = changesOf(await planJson(app)).flatMap((change) => {
    const same = sameIdentity(change);
    return same === undefined ? [] : [{ ...change, same }];
  });
  if (colliding.length === 0) return;
  const lines = colliding.map(({ address, same, change }) => {
    const isTainted = replaced.some((one) => one.address === address && one.reason === 'tainted');
    if (isTainted) {
      return `- ${address} (${same}) is tainted. To keep it as it is: ${terraformByHand(app, 'untaint', address)}`;
    }
    const because = [...new Set((change.replace_paths ?? []).map(([attribute]) => attribute))].join(', ');
    return `- ${address} (${same})${because && `, replaced because of ${because}`}: give the new resource another name, in the same change`;
  });
  throw new Error(
    `The plan of ${app.name} would create each of these resources before it deletes the old one, under the same name. AWS accepts a name only once; ` +
      `nothing was touched:\n${lines.join('\n')}`,
  );
}

/** Returns the identity that an object and its successor share, in words, if AWS cannot have both: `name testing-web`. */
function sameIdentity({ type, change: { actions, before, after } }: ResourceChange): string | undefined {
  if (actions.join() !== 'create,delete') return undefined;
  const [old, next] = [(before ?? {}) as Values, (after ?? {}) as Values];
  const attributes = identityOf(type, old);
  // A plan leaves out a value that is not known yet: AWS makes it, and it is a different one.
  if (attributes.length === 0 || attributes.some((name) => (old[name] ?? null) !== (next[name] ?? null)))
    return undefined;
  return attributes
    .filter((name) => isValue(old[name]))
    .map((name) => `${name} ${String(old[name])}`)
    .join(', ');
}

/** Returns the attributes by which AWS identifies an object; none if AWS gives it an id, and takes several that are the same. */
export function identityOf(type: string, values: Values): readonly string[] {
  const own = names.filter((name) => isValue(values[name])).slice(0, 1);
  return knownBy[type] ?? (own.length === 0 || several.has(type) ? [] : [...own, ...parents]);
}

const isValue = (value: unknown) => typeof value === 'string' || typeof value === 'number';

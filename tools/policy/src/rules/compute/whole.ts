import { isNamePrefix, nameAttributeOf } from '@malinshopper/aws-facts';
import { block } from '../../model/blocks';
import type { Resource } from '../../model/stack';
import type { World } from '../../model/world';
import type { Rule } from '../rule';
import { contentBucketOf } from './content-mount';

/** Types that need a name of their own in an account and region, or in all of AWS. */
const named = [
  'aws_autoscaling_group',
  'aws_backup_vault',
  'aws_cloudfront_origin_access_control',
  'aws_cloudwatch_event_rule',
  'aws_cloudwatch_log_group',
  'aws_cloudwatch_metric_alarm',
  'aws_codedeploy_app',
  'aws_codedeploy_deployment_group',
  'aws_db_instance',
  'aws_db_subnet_group',
  'aws_elasticache_replication_group',
  'aws_elasticache_subnet_group',
  'aws_emr_security_configuration',
  'aws_iam_instance_profile',
  'aws_iam_role',
  'aws_iam_policy',
  'aws_kms_alias',
  'aws_launch_template',
  'aws_lb',
  'aws_lb_target_group',
  'aws_s3_bucket',
  'aws_security_group',
  'aws_sns_topic',
  'aws_sqs_queue',
  'aws_wafv2_web_acl',
];

/** How a resource is known in its account and region. */
function identityOf({ type, region, config }: Resource): string | undefined {
  // A prefix may be said twice: the provider makes two names of it.
  if (!named.includes(type) || isNamePrefix(type)) return undefined;
  const name: unknown = config[nameAttributeOf(type)];
  return typeof name === 'string' ? `${type} ${region} ${name}` : undefined;
}

const taken = new WeakMap<World, Map<string, Resource[]>>();
/** Every name of the environment, with who has it. */
function namesOf(world: World): Map<string, Resource[]> {
  const known = taken.get(world);
  if (known) return known;
  const names = new Map<string, Resource[]>();
  for (const resource of world.resources()) {
    const identity = identityOf(resource);
    if (identity) names.set(identity, [...(names.get(identity) ?? []), resource]);
  }
  taken.set(world, names);
  return names;
}

/** The way from a resource back to itself, by what each names, if there is one. */
function cycleFrom(start: Resource, world: World): Resource[] | undefined {
  const seen = new Set<Resource>();
  const visit = (resource: Resource, way: Resource[]): Resource[] | undefined => {
    for (const next of world.namedBy(resource)) {
      if (next === start) return [...way, resource, start];
      if (seen.has(next)) continue;
      seen.add(next);
      const found = visit(next, [...way, resource]);
      if (found) return found;
    }
    return undefined;
  };
  return visit(start, []);
}

/** What cannot be made again: the database, the content, and the keys without which neither can be read. */
function isStateful(resource: Resource, world: World): boolean {
  if (resource.type === 'aws_db_instance') return true;
  const content = contentBucketOf(world);
  if (resource.type === 'aws_s3_bucket') return resource === content;
  return world
    .thatName(resource, 'aws_db_instance', 'aws_s3_bucket_server_side_encryption_configuration')
    .some((user) => user.type === 'aws_db_instance' || world.namedBy(user).some((bucket) => bucket === content));
}

/** What holds for all apps of an environment together. */
export const wholeRules: readonly Rule[] = [
  {
    id: 'MAL_APP_1',
    covers: ['N10', 'X1'],
    title: 'Nothing waits for itself: what a resource names never leads back to it, through apps neither',
    severity: 'high',
    why: 'Terraform refuses a cycle in an app, and nobody could ever deploy one between two apps',
    fix: 'Make the reference a resource of its own, such as a rule of a security group',
    types: [],
    check: (resource, world) => {
      const cycle = cycleFrom(resource, world);
      return cycle && `waits for itself: ${cycle.map(({ path }) => path).join(' -> ')}`;
    },
  },
  {
    id: 'MAL_APP_2',
    covers: ['X1', 'P5'],
    title: 'No two resources of an environment have the same name',
    severity: 'high',
    why: 'The second is refused half-way through a deploy, or takes over the first',
    fix: 'Make the name with nameFor or resourceName (libs/stack)',
    types: named,
    check: (resource, world) => {
      const identity = identityOf(resource);
      const other =
        identity &&
        namesOf(world)
          .get(identity)
          ?.find((each) => each !== resource);
      return other && `has the name of ${other.path}`;
    },
  },
  {
    id: 'MAL_APP_3',
    covers: ['X4'],
    title: 'No plan may destroy the database, the content or their keys, exactly where the environment is protected',
    severity: 'critical',
    why: 'A replacement that nobody meant takes the data along; protected everywhere, a branch could not be given up',
    fix: 'Set lifecycle.preventDestroy from ProtectionSettings',
    types: ['aws_db_instance', 'aws_s3_bucket', 'aws_kms_key'],
    about: isStateful,
    check: ({ config }, { environment: { protection } }) => {
      const { prevent_destroy: kept } = block(config['lifecycle']);
      return (kept === true) === protection.enabled ? undefined : `prevent_destroy is ${JSON.stringify(kept)}`;
    },
  },
];

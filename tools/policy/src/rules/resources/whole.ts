import { isNamePrefix, nameAttributeOf } from '@malinshopper/aws-facts';
import { accounts } from '@malinshopper/environments';
import type { Resource, World } from '@malinshopper/synthesized';
import { alsoBroken, at, custom } from '../ask';
import { contentBucketOf } from '../ec2/content-mount';
import { rulesOf } from '../table';

/** Types that need a unique name in an account and region, or in all of AWS. */
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

/** The identity of a resource in its account and region. */
function identityOf({ type, region, config }: Resource): string | undefined {
  // A prefix may occur twice: the provider generates different names from it.
  if (!named.includes(type) || isNamePrefix(type)) return undefined;
  const name: unknown = config[nameAttributeOf(type)];
  return typeof name === 'string' ? `${type} ${region} ${name}` : undefined;
}

const taken = new WeakMap<World, Map<string, Resource[]>>();
/** Every name of the environment, with the resources that have it. */
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

/** The path from a resource back to itself by references, if there is one. */
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

/**
 * True for resources that cannot be created again: the database, the content, and the keys without which neither can be
 * read.
 */
function isStateful(resource: Resource, world: World): boolean {
  if (resource.type === 'aws_db_instance') return true;
  const content = contentBucketOf(world);
  if (resource.type === 'aws_s3_bucket') return resource === content;
  return world
    .thatName(resource, 'aws_db_instance', 'aws_s3_bucket_server_side_encryption_configuration')
    .some((user) => user.type === 'aws_db_instance' || world.namedBy(user).some((bucket) => bucket === content));
}

const group = { type: 'aws_security_group' };

const hasNoCycle = custom(
  (resource, world) => {
    const cycle = cycleFrom(resource, world);
    return cycle && `waits for itself: ${cycle.map(({ path }) => path).join(' -> ')}`;
  },
  {
    'a security group and an auto scaling group wait for each other': {
      ...group,
      path: 'compute/web/firewall/Resource',
      change: (config) => (config.description = 'Instances of ${aws_autoscaling_group.web_group_4878FEAC.name}'),
    },
    'the security group of the database waits for the database': {
      ...group,
      path: 'data/database/firewall/Resource',
      change: (config) => (config.description = 'For ${aws_db_instance.database_server_8BFC5013.address}'),
    },
  },
);

const hasUniqueName = custom(
  (resource, world) => {
    const identity = identityOf(resource);
    const other =
      identity &&
      namesOf(world)
        .get(identity)!
        .find((each) => each !== resource);
    return other && `has the name of ${other.path}`;
  },
  {
    'two roles have the same name': {
      type: 'aws_iam_role',
      path: 'web/identity/Resource',
      change: (config) => (config.name = 'production-fetcher'),
    },
    'two buckets have the same name': {
      type: 'aws_s3_bucket',
      path: 'content/packages/Resource',
      change: (config) => (config.bucket = `malinshopper-production-content-${accounts.production.id}`),
    },
    'two alarms have the same name': {
      type: 'aws_cloudwatch_metric_alarm',
      path: 'fetcher-capacity/Resource',
      change: (config) => (config.alarm_name = 'production-web-capacity'),
    },
  },
);

const mayGo = (config: { lifecycle: { prevent_destroy?: boolean } }) => (config.lifecycle.prevent_destroy = false);

/** Rules across all apps of an environment. */
export const whole = rulesOf([], {
  MAL_APP_1: {
    title: 'Resources do not depend on themselves, not even through other apps',
    severity: 'high',
    covers: 'N10 X1',
    why: 'Terraform refuses a cycle in an app, and a cycle between two apps cannot be deployed',
    fix: 'Create a separate resource for the reference, such as a rule of a security group',
    ask: hasNoCycle,
  },
  MAL_APP_2: {
    title: 'Names of resources are unique in their environment',
    severity: 'high',
    covers: 'X1 P5',
    types: named,
    why: 'The second is refused in the middle of a deploy, or takes over the first',
    fix: 'Create the name with nameFor or resourceName (libs/stack)',
    ask: hasUniqueName,
  },
  MAL_APP_3: {
    title: 'Plans cannot destroy the database, the content or their keys if and only if the environment is protected',
    severity: 'critical',
    covers: 'X4',
    types: ['aws_db_instance', 'aws_s3_bucket', 'aws_kms_key'],
    about: isStateful,
    why: 'An unintended replacement loses the data; with protection everywhere, a branch could not be destroyed',
    fix: 'Set lifecycle.preventDestroy from ProtectionSettings',
    ask: alsoBroken(
      at(
        'lifecycle.prevent_destroy',
        (value, _resource, { environment: { protection } }) => (value === true) === protection.enabled,
        undefined,
      ),
      {
        'a plan may destroy the content': { type: 'aws_s3_bucket', path: 'content/content/Resource', change: mayGo },
        'a plan may destroy the key of the content of staging': {
          scenario: 'staging',
          type: 'aws_kms_key',
          path: 'data/content/key/Resource',
          change: mayGo,
        },
        'a plan may destroy the key of the database': {
          type: 'aws_kms_key',
          path: 'data/database/key/Resource',
          change: mayGo,
        },
        'the database of testing cannot be destroyed': {
          scenario: 'testing',
          change: (config) => (config.lifecycle.prevent_destroy = true),
        },
      },
    ),
  },
});

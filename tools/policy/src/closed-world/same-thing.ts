import { block, blocks, wholeReference, type Resource, type World } from '@malinshopper/synthesized';
import type { Change, Changeable } from '../testing/mutation';
import { custom } from '../rules/ask';
import { rulesOf } from '../rules/table';
import { additions, blockIdentities, identities, owners, ownNames } from './identities';
import { recordName } from './record-name';

/**
 * The identity of the resource that a value refers to, the same in every spelling; for the name of a record, with its
 * zone.
 */
function identityOf(value: unknown, resource: Resource, world: World): string {
  if (Array.isArray(value))
    return value
      .map((each) => identityOf(each, resource, world))
      .sort()
      .join();
  if (wholeReference(value)) {
    const targets = world.targets(value, resource.stack).map(({ stack, address }) => `${stack.key} ${address}`);
    if (targets.length > 0) return targets.sort().join();
  }
  return String(world.resolve(value, resource.stack) ?? '');
}

/** The setting of a resource, as one text. Undefined if several may be alike. */
function settingOf(resource: Resource, world: World): string | undefined {
  const attributes = identities[resource.type];
  if (attributes === undefined) return undefined;
  const values = attributes
    .split(' ')
    .filter(Boolean)
    .map((name) =>
      resource.type === 'aws_route53_record' && name === 'name'
        ? recordName(resource, world)
        : identityOf(resource.config[name], resource, world),
    );
  // AWS generates a name for a resource without a name.
  if (attributes !== '' && values.every((value) => value === '')) return undefined;
  return [resource.type, resource.region, ...values].join('|');
}

const all = new WeakMap<World, Map<string, Resource[]>>();
/** Every setting of an environment, and every path of a construct, with its resources. */
function settingsOf(world: World): Map<string, Resource[]> {
  const known = all.get(world);
  if (known) return known;
  const found = new Map<string, Resource[]>();
  for (const resource of world.resources()) {
    for (const key of [settingOf(resource, world), resource.path]) {
      if (key === undefined) continue;
      const others = found.get(key);
      if (others) others.push(resource);
      else found.set(key, [resource]);
    }
  }
  all.set(world, found);
  return found;
}

function twiceWithin({ type, config }: Resource): string | undefined {
  for (const [path, attributes] of Object.entries(blockIdentities[type] ?? {})) {
    const steps = path.split('.');
    const last = steps.pop()!;
    const parent = steps.reduce((at, step) => block(at[step]), block(config));
    const seen = new Set<string>();
    for (const each of blocks(parent[last])) {
      const identity = attributes
        .split(' ')
        .map((name) => String(each[name]).toLowerCase())
        .join(' ');
      if (seen.has(identity)) return `has ${path} "${identity}" twice, and one of them wins`;
      seen.add(identity);
    }
  }
  return undefined;
}

/** The fault of the attribute that refers to the resource being configured. */
function strangeOwner({ type, config, stack }: Resource): string | undefined {
  for (const name of (identities[type] ?? '').split(' ')) {
    if (!owners.has(name) || ownNames.has(`${type}.${name}`)) continue;
    const value: unknown = config[name];
    const reference = wholeReference(value);
    if (!reference) return `has ${name} ${JSON.stringify(value)}, and no reference: no rule can follow it`;
    if (!stack.resource(reference.address) && !additions.has(`${type}.${name}`)) {
      return `has ${name} ${String(value)}: only the app that creates it may set it`;
    }
  }
  return undefined;
}

function sameThing(resource: Resource, world: World): string | undefined {
  const { path, app } = resource;
  if (!path.startsWith(`${app}/`)) return `has the path of another app: ${path}`;
  const settings = settingsOf(world);
  const setting = settingOf(resource, world);
  const other = [setting, path]
    .flatMap((key) => (key === undefined ? [] : settings.get(key)!))
    .find((each) => each !== resource);
  if (other) return `sets the same as ${other.address} of ${other.app} (${other.path}): the last one wins`;
  return strangeOwner(resource) ?? twiceWithin(resource);
}

/** A second resource of the same type, with other attributes. */
const again =
  (more: object = {}): Change =>
  (config: Changeable, resources) => {
    const [type, byId] = Object.entries(resources).find(([, ids]) => Object.values(ids).includes(config as object))!;
    resources[type] = {
      ...byId,
      again: { ...(config as object), '//': { metadata: { path: 'data/again' } }, ...more },
    };
  };
const second = (type: string, more?: object, path = '') => ({ type, path, change: again(more) });
const theirs = 'malinshopper-production-content-111122223333';

export const sameThings = rulesOf([], {
  MAL_WORLD_8: {
    title: 'No two resources set the same thing, and none sets a resource by a name that rules cannot follow',
    severity: 'critical',
    why: 'The last one that is applied wins, and rules may have judged the other one',
    fix: 'Set it in one place: in the app that owns the resource; refer to it by an attribute or by the contract of its app',
    ask: custom(sameThing, {
      'a bucket has a second policy': second(
        'aws_s3_bucket_policy',
        { policy: '{"Statement":[]}' },
        'content/content/policy',
      ),
      'a bucket has a second versioning': second('aws_s3_bucket_versioning', {
        versioning_configuration: { status: 'Suspended' },
      }),
      'a bucket has a second public access block': second('aws_s3_bucket_public_access_block', {
        block_public_acls: false,
      }),
      'a bucket has a second lifecycle': second('aws_s3_bucket_lifecycle_configuration', { rule: [] }),
      'a bucket of another app has a second policy': {
        type: 'aws_lb',
        change: (_config, resources) =>
          (resources['aws_s3_bucket_policy'] = {
            ...resources['aws_s3_bucket_policy'],
            again: {
              bucket: '${data.terraform_remote_state.data.outputs.contentBucketName}',
              policy: '{"Statement":[]}',
              '//': { metadata: { path: 'compute/again' } },
            },
          }),
      },
      'another app sets the only policy of a topic': {
        type: 'aws_lb',
        change: (_config, resources) =>
          (resources['aws_sns_topic_policy'] = {
            again: {
              arn: '${data.terraform_remote_state.account.outputs.alarmTopicArns.compute}',
              policy: '{"Statement":[]}',
              '//': { metadata: { path: 'compute/again' } },
            },
          }),
      },
      'a policy refers to a bucket by its name': {
        type: 'aws_s3_bucket_policy',
        path: 'content/content/policy',
        change: (config) => (config.bucket = theirs),
      },
      'a topic has a second policy': second('aws_sns_topic_policy'),
      'a role has a second policy with the same name': {
        type: 'aws_iam_role_policy',
        change: again({ '//': { metadata: { path: 'account/again' } }, policy: '{"Statement":[]}' }),
      },
      'a listener has two rules with one priority': {
        type: 'aws_lb_listener_rule',
        change: again({ '//': { metadata: { path: 'compute/again' } } }),
      },
      'a name has two records': {
        type: 'aws_route53_record',
        path: 'compute/web-entry/address',
        change: again({ '//': { metadata: { path: 'compute/again' } } }),
      },
      'a parameter exists twice': {
        type: 'aws_db_parameter_group',
        change: (config) => config.parameter.push({ name: 'require_secure_transport', value: '0' }),
      },
      'two rules of a lifecycle have one id': {
        type: 'aws_s3_bucket_lifecycle_configuration',
        path: 'content/content/lifecycle',
        change: (config) => config.rule.push({ ...config.rule[0], expiration: { days: 1 } }),
      },
      'a resource has the path of another, and its waivers': {
        type: 'aws_iam_role',
        path: 'access/compute/deploy/Resource',
        change: (config) => (config['//'].metadata.path = 'account/access/break-glass/role'),
      },
    }),
  },
});

import { isObject, type Resource, type World } from '@malinshopper/synthesized';
import { custom } from '../rules/ask';
import { rulesOf } from '../rules/table';
import { expressionFault } from './expressions';
import { insteadOf } from './instead';
import { judgedAttributes } from './judged';

/** Parts of every resource that have a rule of their own (meta-arguments.ts). */
const metaArguments = new Set([
  'lifecycle',
  'depends_on',
  'provider',
  'count',
  'for_each',
  'dynamic',
  'provisioner',
  'connection',
]);

/** An attribute of a resource, with its value. */
interface Leaf {
  /** `rule.expiration.days`; a key of a map is `*`: `tags.*` */
  readonly path: string;
  readonly value: unknown;
  /** True if the text is the key of a map. Terraform also evaluates expressions in keys. */
  readonly isKey?: boolean;
}

/** The judged attributes of a type. */
interface Known {
  /** By path: true if the attribute accepts references. */
  readonly paths: ReadonlyMap<string, boolean>;
  /** Every path that contains one of these paths. */
  readonly above: ReadonlySet<string>;
}

const nothing: Known = { paths: new Map(), above: new Set() };
const known = new Map<string, Known>();
/** The judged attributes of a type. Undefined for a type that is not in the table. */
export function knownOf(type: string): Known | undefined {
  if (!Object.hasOwn(judgedAttributes, type)) return undefined;
  const found = known.get(type);
  if (found) return found;
  const rows = Object.values(judgedAttributes[type]!).flatMap((paths) => paths.split(' '));
  const paths = new Map(rows.map((row) => [row.replace(/\$$/, ''), row.endsWith('$')]));
  const above = new Set(
    [...paths.keys()].flatMap((path) => {
      const steps = path.split('.');
      return steps.slice(1).map((_step, at) => steps.slice(0, at + 1).join('.'));
    }),
  );
  known.set(type, { paths, above });
  return { paths, above };
}

/** Every attribute with a value below a path. `null` counts as not set (Terraform language, "Types and Values"). */
function leavesOf(value: unknown, path: string, of: Known): Leaf[] {
  if (value === null) return [];
  if (Array.isArray(value)) {
    return value.length === 0 ? [{ path, value }] : value.flatMap((each) => leavesOf(each, path, of));
  }
  if (!isObject(value)) return [{ path, value }];
  const entries = Object.entries(value);
  if (entries.length === 0) return [{ path, value }];
  const isMap = of.paths.has(`${path}.*`);
  return entries.flatMap(([key, each]) => [
    ...(isMap ? [{ path: `${path}.*`, value: key, isKey: true }] : []),
    ...leavesOf(each, isMap ? `${path}.*` : path === '' ? key : `${path}.${key}`, of),
  ]);
}

/** Every attribute of a resource with a value, besides meta-arguments. */
export const attributesOf = ({ type, config }: Resource): Leaf[] =>
  Object.entries(config)
    .filter(([name]) => !metaArguments.has(name))
    .flatMap(([name, value]) => leavesOf(value, name, knownOf(type) ?? nothing));

function leafFault({ path, value, isKey }: Leaf, of: Known, resource: Resource, world: World): string | undefined {
  const { type } = resource;
  const takesReferences = of.paths.get(path);
  const isEmpty = typeof value === 'object';
  // A block without any value is accepted; a text in place of a block is not.
  if (takesReferences === undefined && isEmpty && of.above.has(path)) return undefined;
  if (takesReferences === undefined) {
    const instead = insteadOf[type]?.[path.split('.')[0]!];
    return instead === undefined ? `no rule has judged ${type}.${path}` : `${type}.${path}: ${instead}`;
  }
  if (typeof value !== 'string' || !/[$%]\{/.test(value)) return undefined;
  if ((!takesReferences || isKey) && /(^|[^$])\$\{/.test(value))
    return `no rule reads an expression in ${type}.${path}: ${value.slice(0, 80)}`;
  const fault = expressionFault(value, `${type}.${path}`, resource, world);
  return fault && `${path} ${fault}`;
}

function attributeFault(resource: Resource, world: World): string | undefined {
  const { type, address } = resource;
  if (!/^[a-z]\w*\.[a-zA-Z_][\w-]*$/.test(address)) return `no rule understands the address ${JSON.stringify(address)}`;
  const of = knownOf(type);
  if (!of) return `no rule has judged the attributes of ${type}`;
  const faults = attributesOf(resource)
    .map((leaf) => leafFault(leaf, of, resource, world))
    .filter((fault) => fault !== undefined);
  return faults.length > 0 ? [...new Set(faults)].join('; ') : undefined;
}

const firewall = { type: 'aws_security_group', path: 'database/firewall/Resource' };
const bucket = { type: 'aws_s3_bucket', path: 'content/content/Resource' };
const listener = { type: 'aws_lb_listener', path: 'load-balancer/https' };
const everywhere = { from_port: 0, to_port: 0, protocol: '-1', cidr_blocks: ['0.0.0.0/0'] };

export const attributes = rulesOf([], {
  MAL_WORLD_7: {
    title:
      'Resources have only attributes that a rule or a person has judged, and expressions only where rules read them',
    severity: 'high',
    why: 'An attribute that no rule knows can have a forbidden effect: open, publish, or disable something',
    fix: 'Judge it by a rule, or add the reason why none is needed: tools/policy/src/closed-world/judged (npm run policy -- --attributes)',
    ask: custom(attributeFault, {
      'a firewall allows the public by an inline rule': {
        ...firewall,
        change: (config) => (config.ingress = [everywhere]),
      },
      'a bucket has the deprecated policy attribute': { ...bucket, change: (config) => (config.policy = '{}') },
      'a bucket is a website': { ...bucket, change: (config) => (config.website = { index_document: 'index.html' }) },
      'a bucket is replicated elsewhere': {
        ...bucket,
        change: (config) => (config.replication_configuration = { role: 'a', rules: { status: 'Enabled' } }),
      },
      'an action of a listener is dynamic': {
        ...listener,
        change: (config) => (config.default_action = { dynamic: { redirect: { for_each: [1], content: {} } } }),
      },
      'a policy is read from a file': {
        type: 'aws_s3_bucket_policy',
        change: (config) => (config.policy = '${file("policy.json")}'),
      },
      'a policy depends on a condition': {
        type: 'aws_sns_topic_policy',
        change: (config) => (config.policy = '%{ if true }{}%{ endif }'),
      },
      'a switch is an expression': {
        type: 'aws_db_instance',
        change: (config) => (config.publicly_accessible = '${!false}'),
      },
      'rules of a lifecycle are an expression': {
        type: 'aws_s3_bucket_lifecycle_configuration',
        change: (config) => (config.rule = '${local.rules}'),
      },
      'the key of a tag is an expression': {
        ...bucket,
        change: (config) => (config.tags = { ...config.tags, '${local.tag}': 'a' }),
      },
      'a type is new': {
        ...bucket,
        change: (_config, resources) => (resources['aws_s3_bucket_acl'] = { a: { bucket: 'a', acl: 'public-read' } }),
      },
    }),
  },
});

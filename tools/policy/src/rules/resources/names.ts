import { nameAttributeOf, nameFacts, type NameFact } from '@malinshopper/aws-facts';
import type { Resource, Stack, World } from '@malinshopper/synthesized';
import { custom, show } from '../ask';
import { rulesOf } from '../table';
import { madeIn } from './made-in';

/** Types with names that no rule judges yet. */
const notJudged = [
  'aws_iam_group',
  'aws_iam_group_policy',
  'aws_iam_role_policy',
  'aws_iam_user',
  'aws_lambda_function',
  'aws_secretsmanager_secret',
];

/** The names that AWS accepts for a resource, by type. */
const nameLimits: Readonly<Record<string, NameFact>> = Object.fromEntries(
  Object.entries(nameFacts).filter(([type]) => !notJudged.includes(type)),
);

const isOfIam = (type: string): boolean => type.startsWith('aws_iam_');

const types = Object.keys(nameLimits);
const isAlone = ({ type }: Resource) => nameLimits[type]?.inside !== true;

/** A text with its references replaced by their values, where these are known before a deploy. */
const resolved = (text: string, from: Stack, world: World): string =>
  text.replace(/\$\{[^{}]*\}/g, (reference) => {
    const value = world.resolve(reference, from);
    return value === reference || typeof value !== 'string' ? reference : resolved(value, from, world);
  });

/** The name of a resource. Undefined if AWS or Terraform generates it. */
function nameOf({ type, config, stack }: Resource, world: World): string | undefined {
  const name: unknown = config[nameAttributeOf(type)];
  return typeof name === 'string' ? resolved(name, stack, world) : undefined;
}

/** Gives a resource of a type another name. */
const named = (type: string, name: string) => ({
  ...madeIn(type),
  change: (config: Record<string, unknown>) => (config[nameAttributeOf(type)] = name),
});

// MAL_IAM_13 judges the names of IAM, with the sizes of its policies.
const limited = types.filter((type) => !isOfIam(type));

/** Names of resources. MAL_APP_2 judges that they are unique. */
export const names = rulesOf(types, {
  MAL_NAME_1: {
    title: 'Names are no longer than AWS accepts',
    severity: 'medium',
    covers: 'D7 L4 S1',
    types: limited,
    why: 'A plan does not check most limits: the deploy of a branch with a long name would stop in the middle',
    fix: 'Use nameFor or resourceName (libs/stack), which shorten names with a hash',
    ask: custom(
      (resource, world) => {
        const name = nameOf(resource, world);
        const { longest } = nameLimits[resource.type]!;
        const attribute = nameAttributeOf(resource.type);
        if (name === undefined || name === '') return show(attribute, resource.config[attribute]);
        if (name.includes('${')) return `the length of ${JSON.stringify(name)} is unknown before a deploy`;
        return name.length > longest ? `${name} has ${name.length} characters, AWS accepts ${longest}` : undefined;
      },
      {
        ...Object.fromEntries(
          limited.map((type) => [
            `the name of an ${type} is one character too long`,
            named(type, 'n'.repeat(nameLimits[type]!.longest + 1)),
          ]),
        ),
        'the name of a load balancer has a value that AWS generates': named('aws_lb', '${aws_vpc.network_vpc.id}'),
        'a topic has no name': named('aws_sns_topic', ''),
      },
    ),
  },
  MAL_NAME_2: {
    title: 'Names have the form that AWS accepts',
    severity: 'medium',
    covers: 'D7 S1',
    types: types.filter((type) => nameLimits[type]?.looks),
    why: 'A deploy would stop in the middle; a bucket with dots in its name has no valid certificate',
    fix: 'Use nameFor or resourceName (libs/stack)',
    ask: custom(
      (resource, world) => {
        const name = nameOf(resource, world) ?? '';
        const { looks } = nameLimits[resource.type]!;
        return looks!.test(name) ? undefined : `${JSON.stringify(name)} does not match ${String(looks)}`;
      },
      {
        'the name of a bucket has dots': named('aws_s3_bucket', 'content.malinshopper.com'),
        'the name of a bucket has capitals': named('aws_s3_bucket', 'Malinshopper'),
        'the name of a server starts with a digit': named('aws_db_instance', '1-production'),
        'the name of a server has two hyphens in a row': named('aws_db_instance', 'production--mysql'),
        'the name of a cache ends with a hyphen': named('aws_elasticache_replication_group', 'staging-'),
        'the name of a load balancer is reserved by AWS': named('aws_lb', 'internal-web'),
        'the name of a target group ends with a hyphen': named('aws_lb_target_group', 'production-web-'),
        'an alias is one of AWS': named('aws_kms_alias', 'alias/aws/rds'),
        'an alias does not start with alias/': named('aws_kms_alias', 'production-database'),
        'the name of a signing key has a hyphen': named('aws_route53_key_signing_key', 'ksk-1'),
        'the name of a security group looks like an id': named('aws_security_group', 'sg-production'),
        'the name of a topic has spaces': named('aws_sns_topic', 'alarms of production'),
        'the name of a queue has dots': named('aws_sqs_queue', 'staging.content'),
        'the name of a web ACL has dots': named('aws_wafv2_web_acl', 'production.web'),
      },
    ),
  },
  MAL_NAME_3: {
    title: 'Names contain their environment',
    severity: 'high',
    covers: 'P5',
    // Resources of the account belong to no environment.
    about: (resource) => isAlone(resource) && resource.app !== 'account',
    why: 'Environments share an account: the same resource of two branches would conflict, and the second deploy fail',
    fix: 'Use nameFor and bucketName of the stack, which start with the environment',
    ask: custom(
      (resource, world) => {
        const name = nameOf(resource, world) ?? '';
        return name.includes(world.environment.name)
          ? undefined
          : `${JSON.stringify(name)} does not contain ${JSON.stringify(world.environment.name)}`;
      },
      {
        'the name of a server does not contain its environment': named('aws_db_instance', 'mysql'),
        'the name of a load balancer does not contain its environment': named('aws_lb', 'web'),
      },
    ),
  },
});

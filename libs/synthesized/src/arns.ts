import { wholeReference } from './reference';
import type { Resource, Stack } from './stack';
import type { World } from './world';

/** The region and the name of a resource. */
interface Place {
  readonly region: string;
  readonly account: string;
  readonly name: string;
  /** With its path in IAM: `ci/network-plan`. */
  readonly inFolder: string;
}

/** ARNs by type, if they are made of names (Service Authorization Reference, "Resource types defined by ..."). */
const arns: Readonly<Record<string, (place: Place) => string>> = {
  aws_backup_vault: ({ region, account, name }) => `arn:aws:backup:${region}:${account}:backup-vault:${name}`,
  aws_cloudwatch_event_rule: ({ region, account, name }) => `arn:aws:events:${region}:${account}:rule/${name}`,
  aws_cloudwatch_log_group: ({ region, account, name }) => `arn:aws:logs:${region}:${account}:log-group:${name}`,
  aws_db_instance: ({ region, account, name }) => `arn:aws:rds:${region}:${account}:db:${name}`,
  aws_iam_group: ({ account, inFolder }) => `arn:aws:iam::${account}:group/${inFolder}`,
  aws_iam_openid_connect_provider: ({ account, name }) => `arn:aws:iam::${account}:oidc-provider/${name}`,
  aws_iam_policy: ({ account, inFolder }) => `arn:aws:iam::${account}:policy/${inFolder}`,
  aws_iam_role: ({ account, inFolder }) => `arn:aws:iam::${account}:role/${inFolder}`,
  aws_iam_user: ({ account, inFolder }) => `arn:aws:iam::${account}:user/${inFolder}`,
  aws_kms_key: ({ region, account, name }) => `arn:aws:kms:${region}:${account}:key/${name}`,
  aws_lambda_function: ({ region, account, name }) => `arn:aws:lambda:${region}:${account}:function:${name}`,
  aws_s3_bucket: ({ name }) => `arn:aws:s3:::${name}`,
  aws_secretsmanager_secret: ({ region, account, name }) =>
    `arn:aws:secretsmanager:${region}:${account}:secret:${name}-AbCdEf`,
  aws_security_group: ({ region, account, name }) => `arn:aws:ec2:${region}:${account}:security-group/${name}`,
  aws_sns_topic: ({ region, account, name }) => `arn:aws:sns:${region}:${account}:${name}`,
  aws_sqs_queue: ({ region, account, name }) => `arn:aws:sqs:${region}:${account}:${name}`,
};

/**
 * The attribute that is the name in the ARN. For other types it is an id that AWS generates: their path in the program
 * represents it.
 */
const nameAttributes: Readonly<Record<string, string>> = {
  aws_db_instance: 'identifier',
  aws_iam_openid_connect_provider: 'url',
  aws_s3_bucket: 'bucket',
};
const withIds = new Set(['aws_kms_key', 'aws_security_group']);

/**
 * An attribute of a resource as AWS will have it: literally, by its name, or by a made-up id that contains its path.
 */
function attributeOf(resource: Resource, attribute: string, world: World): string {
  const { type, config, stack, path, region } = resource;
  const literal = (of: string) => {
    const value = world.written(config[of], stack);
    return typeof value === 'string' && !value.includes('${') ? value.replace('https://', '') : undefined;
  };
  const known = withIds.has(type) ? undefined : literal(nameAttributes[type] ?? 'name');
  const name = known ?? path;
  const { account } = world.environment;
  if (attribute === 'arn') {
    const inFolder = `${String(config['path'] ?? '/').slice(1)}${name}`;
    const arn = arns[type] ?? (() => `arn:aws:${type}:${region}:${account.id}:${path}`);
    return arn({ region, account: account.id, name, inFolder });
  }
  // The secret that RDS creates for its master user (RDS user guide, "Password management with RDS and Secrets
  // Manager").
  if (attribute === 'secret_arn') return `arn:aws:secretsmanager:${region}:${account.id}:secret:rds!${path}`;
  return literal(attribute) ?? (['id', 'name', 'bucket'].includes(attribute) ? name : `${path}.${attribute}`);
}

/** A reference, except for `$${`, which Terraform leaves to IAM as the beginning of a variable. */
const references = /(?<!\$)\$\{[^{}]*\}/g;

/**
 * A policy's text as AWS gets it: each reference replaced by its ARN or name, through contracts too. Ids that only AWS
 * knows are made up. A reference that leads to no resource stays unchanged, and matches no ARN.
 */
export function withArns(text: string, from: Stack, world: World): string {
  return text
    .replace(references, (token) => {
      const [target, ...others] = world.targets(token, from);
      const found = world.written(token, from);
      if (typeof found === 'string' && !found.includes('${')) return found;
      const attribute = wholeReference(found)?.rest.at(-1);
      if (!target || others.length > 0 || attribute === undefined) return token;
      return attributeOf(target, attribute, world);
    })
    .replaceAll('$${', '${');
}

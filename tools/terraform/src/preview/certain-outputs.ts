import { readPlan } from './plan-json';
import { anyUnknown } from './planned-outputs';
import type { UnplannedParts } from './unplanned-parts';

/**
 * The attributes with a unique text that AWS generates for each new object, by type. A configured name, and an ARN of such names only, is not among
 * them: an object that is made again has the same one again.
 * Sources: EC2 user guide, "Resource IDs" (unique); KMS developer guide, "Key identifiers"; ACM user guide, "ACM certificate characteristics" (the
 * ARN ends in a UUID); Secrets Manager user guide, "What's in a secret" (six random characters after the name, so that users with access to the old
 * secret do not automatically get access to a new one of the same name); CloudFront API reference, "DistributionSummary"; Elastic Load Balancing API
 * reference, "LoadBalancer" (the ARN ends in an id).
 */
const generatedAttributes: Readonly<Record<string, readonly string[]>> = {
  aws_acm_certificate: ['arn', 'id'],
  aws_cloudfront_distribution: ['arn', 'domain_name', 'id'],
  aws_kms_key: ['arn', 'id', 'key_id'],
  aws_lb: ['arn', 'arn_suffix', 'id'],
  aws_lb_listener: ['arn', 'id'],
  aws_lb_target_group: ['arn', 'arn_suffix', 'id'],
  aws_nat_gateway: ['id'],
  aws_secretsmanager_secret: ['arn', 'id'],
  aws_security_group: ['arn', 'id'],
  aws_subnet: ['arn', 'id'],
  aws_vpc: ['arn', 'id'],
};

/** References to an attribute directly in a text: their value is a part of it. */
const references = /(?<!\$)\$\{(\w+)\.([\w-]+)\.(\w+)\}/g;

/**
 * Returns the outputs that change for certain, though their new value is not known yet: every unknown text in them contains an id that AWS generates
 * for an object which the plan makes or replaces for certain.
 * @param plan `terraform show -json`, parsed
 * @param possible the addresses that may stay unchanged
 * @param json the synthesized JSON of the app
 */
export function outputsThatChange(plan: unknown, possible: ReadonlySet<string>, json: string): ReadonlySet<string> {
  const { resource_changes, output_changes } = readPlan(plan);
  const made = new Set(
    resource_changes
      .filter(({ address, change }) => change.actions.includes('create') && !possible.has(address))
      .map(({ address }) => address),
  );
  const { output = {}, resource = {} } = JSON.parse(json) as {
    readonly output?: Readonly<Record<string, { readonly value?: unknown }>>;
    readonly resource?: UnplannedParts['resource'];
  };
  const changes = (value: unknown, unknown: unknown): boolean => {
    if (typeof value === 'object' && value !== null) {
      const parts = Object.entries(value).map(
        ([name, one]) => [one, unknown === true || partOf(unknown, name)] as const,
      );
      const open = parts.filter(([, of]) => anyUnknown(of));
      return open.length > 0 && open.every(([one, of]) => changes(one, of));
    }
    return typeof value === 'string' && [...value.matchAll(references)].some(([, ...of]) => isGenerated(of));
  };
  // A configured attribute has its configured value: such as the ARN of a certificate, once it is issued.
  const isGenerated = ([type = '', name = '', attribute = '']: readonly string[]): boolean => {
    if (generatedAttributes[type]?.includes(attribute)) return made.has(`${type}.${name}`);
    const configured = partOf(resource[type]?.[name], attribute);
    return typeof configured === 'string' && changes(configured, true);
  };
  return new Set(
    Object.entries(output).flatMap(([name, { value }]) => {
      const unknown = output_changes[name]?.['after_unknown'];
      return anyUnknown(unknown) && changes(value, unknown) ? [name] : [];
    }),
  );
}

const partOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;

const decoded = /jsondecode\(terraform_data\.([\w-]+)\.output\)(?:\["[^"]*"\]|\[\d+\]|\.\w+)*/g;
const known = /"(?:[^"\\]|\\.)*"|local\.preview_outputs(?:\["[^"]*"\]|\[\d+\])*/g;

/**
 * True if the text of a placeholder is a part of a configured value, so that the value changes with it: in the value itself, in a list or map, or
 * between other texts; and not in a call or a condition.
 * @param value as it is synthesized for the preview
 * @param placeholders the addresses of those that change for certain
 */
export function hasTextOf(value: unknown, placeholders: ReadonlySet<string>): boolean {
  if (typeof value === 'object' && value !== null)
    return Object.values(value).some((one) => hasTextOf(one, placeholders));
  if (typeof value !== 'string') return false;
  return [...value.matchAll(/(?<!\$)\$\{((?:"(?:[^"\\]|\\.)*"|[^}"])*)\}/g)].some(([, expression = '']) => {
    const found = [...expression.matchAll(decoded)].map(([, name]) => `terraform_data.${name}`);
    const others = expression.replace(decoded, '').replace(known, '');
    return found.some((address) => placeholders.has(address)) && /^[\s[\],]*$/.test(others);
  });
}

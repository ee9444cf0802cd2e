import { readPlan } from './plan-json';
import { anyUnknown } from './planned-outputs';
import type { UnplannedParts } from './unplanned-parts';

/**
 * The attributes in which AWS gives every object that it makes a text of its own, which no object had before, by type. A name that is configured, and
 * an ARN that only consists of such names, is not among them: an object that is made anew has these again.
 * Sources: EC2 user guide, "Resource IDs" (unique); KMS developer guide, "Key identifiers"; ACM user guide, "ACM certificate characteristics" (the ARN
 * ends in a UUID); Secrets Manager user guide, "What's in a secret" (six random characters after the name, so that who may read the old secret may not
 * read one of the same name); CloudFront API reference, "DistributionSummary"; Elastic Load Balancing API reference, "LoadBalancer" (the ARN ends in an
 * id).
 */
const ownTexts: Readonly<Record<string, readonly string[]>> = {
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

/** References to an attribute that stand in a text as they are: what they give is a part of it. */
const references = /(?<!\$)\$\{(\w+)\.([\w-]+)\.(\w+)\}/g;

/**
 * The outputs that are another than before for certain, though not known yet: those in which every text that is not known has an id in it that AWS makes
 * for an object which the plan makes or replaces for certain.
 * @param plan `terraform show -json`, parsed
 * @param possible the addresses of what may stay as it is
 * @param json the synthesized JSON of the app
 */
export function outputsAnew(plan: unknown, possible: ReadonlySet<string>, json: string): ReadonlySet<string> {
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
  const isAnew = (value: unknown, unknown: unknown): boolean => {
    if (typeof value === 'object' && value !== null) {
      const parts = Object.entries(value).map(
        ([name, one]) => [one, unknown === true || partOf(unknown, name)] as const,
      );
      const open = parts.filter(([, of]) => anyUnknown(of));
      return open.length > 0 && open.every(([one, of]) => isAnew(one, of));
    }
    return typeof value === 'string' && [...value.matchAll(references)].some(([, ...of]) => isOwnText(of));
  };
  // An attribute that is configured is what it is configured to be: such as the ARN of a certificate, once it is issued.
  const isOwnText = ([type = '', name = '', attribute = '']: readonly string[]): boolean => {
    if (ownTexts[type]?.includes(attribute)) return made.has(`${type}.${name}`);
    const configured = partOf(resource[type]?.[name], attribute);
    return typeof configured === 'string' && isAnew(configured, true);
  };
  return new Set(
    Object.entries(output).flatMap(([name, { value }]) => {
      const unknown = output_changes[name]?.['after_unknown'];
      return anyUnknown(unknown) && isAnew(value, unknown) ? [name] : [];
    }),
  );
}

const partOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;

const decoded = /jsondecode\(terraform_data\.([\w-]+)\.output\)(?:\["[^"]*"\]|\[\d+\]|\.\w+)*/g;
const known = /"(?:[^"\\]|\\.)*"|local\.preview_outputs(?:\["[^"]*"\]|\[\d+\])*/g;

/**
 * Whether the text of a placeholder is a part of a configured value, so that the value is another if that text is: it stands in the value, in a list
 * or map, or between other texts; and not in a call or a condition.
 * @param value as it is synthesized for the preview
 * @param placeholders the addresses of those that are another for certain
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

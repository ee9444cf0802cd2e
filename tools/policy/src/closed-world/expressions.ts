import { wholeReference, type Reference, type Resource, type World } from '@malinshopper/synthesized';
import { templateOf } from './template';

/** Functions, and references that are no names or addresses, by the attributes in which the apps have them: `<type>.<path>`. */
const forms: readonly { readonly of: RegExp; readonly where: RegExp }[] = [
  // User data: rules of user data read the text behind it (rules/ec2/user-data.ts).
  { of: /^base64gzip\(local\.[\w-]+\)$/, where: /^aws_launch_template\.user_data$/ },
  // The script of a cluster, which is too long to stand in two places.
  { of: /^local\.[\w-]+$/, where: /^aws_s3_object\.content$/ },
  // The name of the last snapshot of a database server, which must not be there yet.
  { of: /^formatdate\("YYYYMMDDhhmmss", timestamp\(\)\)$/, where: /^terraform_data\.input\.at$/ },
  // The record by which ACM sees that a domain is ours: a set without order, so that it has no index.
  {
    of: /^one\(\[for option in aws_acm_certificate\.[\w-]+\.domain_validation_options : option\.resource_record_(name|type|value) if option\.domain_name == "[\w.*-]+"\]\)$/,
    where: /^aws_route53_record\.(name|type|records)$/,
  },
];

/**
 * What may be taken from another resource: what AWS makes of it, and its names. Neither can hold a text that says something else in a policy
 * than a rule reads there.
 */
const given =
  /^(arn|arn_suffix|id|key_id|zone_id|hosted_zone_id|name|alarm_name|deployment_group_name|function_name|identifier|address|fqdn|domain_name|dns_name|bucket|bucket_regional_domain_name|key|url|name_servers|ds_record|certificate_arn|latest_version|prefix_list_id|primary_endpoint_address|replication_group_id|master_user_secret\.0\.secret_arn|output\.\w+)$/;

const isReferable = ({ address, rest }: Reference, { stack }: Resource): boolean => {
  if (address.startsWith('data.terraform_remote_state.')) {
    return rest[0] === 'outputs' && rest.length >= 2 && stack.part(address) !== undefined;
  }
  return stack.resource(address) !== undefined && given.test(rest.join('.'));
};

/** Signs that would end a text in JSON, and begin another one. */
const breaksOut = /["\\\n]/;

/**
 * What no rule reads in a text, if there is any: a function, a directive, a reference to what is no name.
 * @param where the attribute: `aws_launch_template.user_data`
 */
export function expressionFault(text: string, where: string, resource: Resource, world: World): string | undefined {
  const { expressions, isWhole, fault } = templateOf(text);
  if (fault !== undefined) return fault;
  for (const expression of expressions) {
    if (forms.some((form) => form.of.test(expression) && form.where.test(where))) continue;
    const token = `\${${expression}}`;
    const reference = wholeReference(token);
    if (!reference || !isReferable(reference, resource)) {
      return `has ${token.length > 80 ? `${token.slice(0, 80)}...` : token}, which no rule understands`;
    }
    const value = isWhole ? undefined : world.resolve(token, resource.stack);
    if (typeof value === 'string' && value !== token && breaksOut.test(value)) {
      return `has ${token} in a text, and the value of that, ${JSON.stringify(value).slice(0, 60)}, could end the text around it`;
    }
  }
  return undefined;
}

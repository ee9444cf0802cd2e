import type { RefreshedResource } from './refreshed';
import { egressRules, ingressRules } from './firewall-rules';
import type { Neighbour, Part, Values } from './neighbour';

const ofBucket = (type: string): Neighbour => ({ type, link: 'bucket' });
const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const members = (value: unknown) => value as Values;

/**
 * Attributes of a resource that a separate resource can set instead, grouped by type. Source: the provider's page of
 * each type ("conflicts with", "use the resource ... instead").
 */
const neighbours: Readonly<Record<string, Readonly<Record<string, Neighbour>>>> = {
  aws_s3_bucket: {
    acceleration_status: ofBucket('aws_s3_bucket_accelerate_configuration'),
    acl: ofBucket('aws_s3_bucket_acl'),
    cors_rule: ofBucket('aws_s3_bucket_cors_configuration'),
    grant: ofBucket('aws_s3_bucket_acl'),
    lifecycle_rule: ofBucket('aws_s3_bucket_lifecycle_configuration'),
    logging: ofBucket('aws_s3_bucket_logging'),
    object_lock_configuration: ofBucket('aws_s3_bucket_object_lock_configuration'),
    policy: ofBucket('aws_s3_bucket_policy'),
    replication_configuration: ofBucket('aws_s3_bucket_replication_configuration'),
    request_payer: ofBucket('aws_s3_bucket_request_payment_configuration'),
    server_side_encryption_configuration: ofBucket('aws_s3_bucket_server_side_encryption_configuration'),
    versioning: ofBucket('aws_s3_bucket_versioning'),
    website: ofBucket('aws_s3_bucket_website_configuration'),
  },
  aws_sns_topic: { policy: { type: 'aws_sns_topic_policy', link: 'arn' } },
  aws_sqs_queue: {
    policy: { type: 'aws_sqs_queue_policy', link: 'queue_url' },
    redrive_policy: { type: 'aws_sqs_queue_redrive_policy', link: 'queue_url' },
    redrive_allow_policy: { type: 'aws_sqs_queue_redrive_allow_policy', link: 'queue_url' },
  },
  aws_kms_key: { policy: { type: 'aws_kms_key_policy', link: 'key_id' } },
  aws_secretsmanager_secret: { policy: { type: 'aws_secretsmanager_secret_policy', link: 'secret_arn' } },
  aws_iam_role: {
    inline_policy: {
      type: 'aws_iam_role_policy',
      link: 'role',
      parts: (value, { name: role }) =>
        list(value).map((one) => {
          const name = text(members(one)['name']);
          return { words: name, removal: `aws iam delete-role-policy --role-name ${text(role)} --policy-name ${name}` };
        }),
      declared: ({ name }) => [text(name)],
    },
    managed_policy_arns: {
      type: 'aws_iam_role_policy_attachment',
      link: 'role',
      parts: (value, { name: role }) =>
        list(value).map((arn) => ({
          words: text(arn),
          removal: `aws iam detach-role-policy --role-name ${text(role)} --policy-arn ${text(arn)}`,
        })),
      declared: ({ policy_arn: arn }) => [text(arn)],
    },
  },
  aws_route_table: {
    route: {
      type: 'aws_route',
      link: 'route_table_id',
      parts: (value, { id }) =>
        list(value).map((one) => {
          const route = members(one);
          const flag = route['cidr_block']
            ? 'cidr-block'
            : route['ipv6_cidr_block']
              ? 'ipv6-cidr-block'
              : 'prefix-list-id';
          const words = destinationOf(route, '');
          return {
            words,
            removal: `aws ec2 delete-route --route-table-id ${text(id)} --destination-${flag} ${words}`,
          };
        }),
      declared: (values) => [destinationOf(values, 'destination_')],
    },
  },
  aws_security_group: { ingress: ingressRules, egress: egressRules },
};

/** The destination of a route: a route table has one route for each. The attributes have other names in the table than in the route. */
const destinationOf = (values: Values, prefix: '' | 'destination_') =>
  text(values[`${prefix}cidr_block`] || values[`${prefix}ipv6_cidr_block`] || values['destination_prefix_list_id']);

export const neighbourOf = (type: string, attribute: string): Neighbour | undefined => neighbours[type]?.[attribute];

/**
 * Returns the parts of an attribute that no resource sets.
 * @param all the resources of the state, with their present values in AWS: a resource that was changed in AWS reports that itself
 * @returns `declared` if other resources set all of it, `by none` if no resource does
 */
export function undeclared(
  { type, link, parts, declared }: Neighbour,
  resource: RefreshedResource,
  attribute: string,
  all: readonly RefreshedResource[],
): readonly Part[] | 'declared' | 'by none' {
  const names = ['id', 'arn', 'name', 'url', 'key_id', 'bucket'].map((name) => resource.values[name]);
  const own = all.filter((one) => one.type === type && names.includes(one.values[link]));
  if (!parts || !declared) return own.length > 0 ? 'declared' : 'by none';
  const known = new Set(own.flatMap(({ values }) => declared(values)));
  const extra = parts(resource.values[attribute], resource.values).filter(({ words }) => !known.has(words));
  return extra.length > 0 ? extra : 'declared';
}

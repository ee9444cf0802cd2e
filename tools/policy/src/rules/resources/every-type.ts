import type { Resource, World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';

/** A resource that is a part of another one: the rules of its owner judge both, and also report a missing part. */
const on = (owner: string, ...rules: readonly string[]) => `it is judged with its ${owner}: ${rules.join(', ')}`;

/** The resource types that no rule judges by themselves, each with the reason. */
export const unjudgedTypes: Readonly<Record<string, string>> = {
  aws_cloudwatch_log_delivery: on('distribution', 'CKV_AWS_86'),
  aws_ec2_default_credit_specification: on('group', 'MAL_ASG_15'),
  aws_emr_managed_scaling_policy: on('cluster', 'MAL_EMR_1'),
  aws_iam_group_membership: on('group', 'CKV2_AWS_14'),
  aws_route53_query_log: on('zone', 'CKV2_AWS_39'),
  aws_s3_bucket_logging: on('bucket', 'CKV_AWS_18'),
  aws_s3_bucket_notification: on('bucket', 'CKV2_AWS_62'),
  aws_s3_bucket_server_side_encryption_configuration: on('bucket', 'CKV_AWS_19', 'CKV_AWS_145'),
  aws_s3_bucket_versioning: on('bucket', 'CKV_AWS_21'),
  aws_wafv2_web_acl_association: on('load balancer', 'CKV2_AWS_28'),

  aws_acm_certificate_validation: 'it waits until a certificate is issued, and has no settings',
  aws_internet_gateway: 'it has no settings: the rules judge the routes to it',
  aws_route_table_association: 'it has no settings: the route table of a subnet is judged with the subnet',
  aws_route53_delegation_set: 'it has no settings: it keeps the name servers of the zones the same',
  terraform_data: 'it is no resource of AWS: a change of its value makes Terraform replace another resource',
};

/**
 * The rule that no type is forgotten: a new type comes with a rule, or with the reason why it needs none.
 * @param rules all other rules
 */
export function everyTypeIsJudged(rules: readonly Rule[]): Rule<'MAL_TYPE_1'> {
  const byType = new Map<string, Rule[]>();
  for (const rule of rules) for (const type of rule.types) byType.set(type, [...(byType.get(type) ?? []), rule]);
  const isJudged = (resource: Resource, world: World) =>
    byType.get(resource.type)?.some((rule) => !rule.about || rule.about(resource, world)) ?? false;
  return {
    id: 'MAL_TYPE_1',
    title: 'Each resource type is judged by a rule, or is in the list of types that need no rule',
    severity: 'medium',
    why: 'Otherwise an app could use a new service without any rule, and the lack would be unnoticed',
    fix: 'Write a rule for it, or a reason in tools/policy/src/rules/resources/every-type.ts',
    // All types.
    types: [],
    breaks: [
      {
        what: 'a redrive allow policy is for a queue that no app creates',
        scenario: 'cluster',
        type: 'aws_sqs_queue_redrive_allow_policy',
        path: 'queue-fetcher/redrive',
        change: (config) => (config.queue_url = 'https://sqs.eu-west-1.amazonaws.com/999999999999/theirs'),
      },
    ],
    check: (resource, world) =>
      isJudged(resource, world) || resource.type in unjudgedTypes ? undefined : `no rule judges this ${resource.type}`,
  };
}

import { plain, untagged, type ProviderCall } from './call';

/**
 * Types outside of EC2 that AWS identifies by ids alone, so that it creates a second one without an error. After a
 * killed run, a deploy looks for such a resource by its tag `Name` before it creates one (docs/adr/0045).
 */
export const typesFoundByTag = [
  'aws_acm_certificate',
  'aws_backup_plan',
  'aws_cloudfront_distribution',
  'aws_emr_cluster',
  'aws_kms_key',
  'aws_lb_listener',
  'aws_lb_listener_rule',
  'aws_route53_zone',
  'aws_wafv2_web_acl',
] as const;

export type TypeFoundByTag = (typeof typesFoundByTag)[number];

/**
 * The calls by which a deploy looks for a resource that a killed run may have created, if the provider does not make
 * them itself. They belong to the calls of a creation, so that each role that may create the resource may look for it.
 */
export const lookUps: Readonly<Partial<Record<string, readonly ProviderCall[]>>> = {
  ...Object.fromEntries(typesFoundByTag.map((type) => [type, plain('tag:GetResources')])),
  aws_route53_delegation_set: plain('route53:ListReusableDelegationSets'),
  aws_route53_query_log: untagged('hostedzone', 'route53:ListQueryLoggingConfigs'),
};

import type { Resource, World } from '@malinshopper/synthesized';
import { remove } from '../../testing/mutation';
import { all, custom, oneOf, type Fault } from '../ask';
import { bucketsBehind } from '../s3/parts';
import { behind, inRegion } from '../relations';
import { rulesOf } from '../table';
import { againstLog4j, log4ShellFault } from '../waf/managed-groups';
import { everyBehavior } from './behaviors';

/**
 * AWS's managed policies with Strict-Transport-Security of a year, X-Content-Type-Options, X-Frame-Options and Referrer-Policy
 * (CloudFront developer guide, "Use managed response headers policies"): SecurityHeadersPolicy, and the same with CORS.
 */
const securityHeaders = ['67f7725c-6f97-4210-82d7-5512b31e9d03', 'e61eb60c-9c35-4d20-a928-2b84e02af89c'];
const corsOnly = '60669652-455b-4ae9-85a4-c4c02393f86c';
const anonymousAddresses = 'AWSManagedRulesAnonymousIpList';

const acl = { type: 'aws_wafv2_web_acl', path: 'cdn/firewall/acl/Resource' };
const logSource = { type: 'aws_cloudwatch_log_delivery_source' };

const aclsOf = ({ config, stack }: Resource, world: World) =>
  world.targets(config['web_acl_id'], stack).filter(({ type }) => type === 'aws_wafv2_web_acl');

/**
 * Without these fields an access log identifies neither the client nor the request (CloudFront developer guide,
 * "Standard logging": log fields).
 */
const neededFields = [
  'date',
  'time',
  'c-ip',
  'cs-method',
  'cs(Host)',
  'cs-uri-stem',
  'sc-status',
  'cs(User-Agent)',
  'x-edge-request-id',
];

const deliversAccessLogs: Fault = (distribution, world) => {
  const delivered = world
    .thatName(distribution, 'aws_cloudwatch_log_delivery_source')
    .filter(({ config, region }) => config['log_type'] === 'ACCESS_LOGS' && region === 'us-east-1')
    .flatMap((source) => world.thatName(source, 'aws_cloudwatch_log_delivery'))
    .filter(({ config: { record_fields: fields } }) => !fields || neededFields.every((each) => fields.includes(each)))
    .flatMap((delivery) => world.targets(delivery.config['delivery_destination_arn'], delivery.stack))
    .some(({ config, stack }) => bucketsBehind(config['delivery_destination_configuration'], stack, world).length > 0);
  return delivered ? undefined : 'no delivery sends its access logs to a bucket of this repository';
};

const withoutGroup = (group: string) => ({
  ...acl,
  change: (config: { rule: { name: string }[] }) =>
    void (config.rule = config.rule.filter(({ name }) => name !== group)),
});

export const distributionProtection = rulesOf('aws_cloudfront_distribution', {
  CKV_AWS_86: {
    title: 'Distributions have access logs',
    severity: 'medium',
    covers: 'FSBP.CloudFront.5 AwsSolutions-CFR3 tfsec.cloudfront.enable-logging F4',
    why: "After an attack, no other source records the attacker's requests",
    fix: 'Create a CloudwatchLogDelivery from us-east-1 to the access log bucket; the older loggingConfig needs ACLs on it',
    ask: custom(deliversAccessLogs, {
      'access logs have no source': { ...logSource, change: remove },
      'access logs are those of another distribution': {
        ...logSource,
        change: (config) => (config.resource_arn = 'arn:aws:cloudfront::1:distribution/X'),
      },
      'access logs do not record the client': {
        type: 'aws_cloudwatch_log_delivery',
        change: (config) => (config.record_fields = ['date', 'time']),
      },
      'access logs are not delivered': { type: 'aws_cloudwatch_log_delivery', change: remove },
      'access logs are delivered to a bucket that is not in Terraform': {
        type: 'aws_cloudwatch_log_delivery_destination',
        change: ({ delivery_destination_configuration: [to] }) => (to.destination_resource_arn = 'arn:aws:s3:::other'),
      },
    }),
  },
  CKV_AWS_68: {
    title: 'Distributions have a web ACL',
    severity: 'medium',
    covers: 'FSBP.CloudFront.6 AwsSolutions-CFR2 tfsec.cloudfront.enable-waf F4',
    why: "Otherwise attacks that AWS's rule groups recognize reach the origin, and cost money",
    fix: 'Set webAclId to a WebAcl (libs/constructs) of scope CLOUDFRONT; an environment without one needs a waiver',
    ask: behind('web_acl_id', acl, all(oneOf('scope', 'CLOUDFRONT'), inRegion('us-east-1'))),
  },
  CKV2_AWS_47: {
    title: 'Web ACLs of distributions block Log4Shell and anonymous addresses',
    severity: 'medium',
    covers: 'F4 W1',
    why: 'One line in a header can run code in a Java program that logs the header. Hadoop is such a program',
    fix: 'Use KnownBadInputs and AnonymousIpList with overrideAction none, as WebAcl (libs/constructs) does',
    ask: custom(
      (distribution, world) => log4ShellFault(aclsOf(distribution, world), [againstLog4j, anonymousAddresses]),
      {
        'the CDN has no rules against Log4Shell': withoutGroup(againstLog4j),
        'the CDN has no rules against anonymous addresses': withoutGroup(anonymousAddresses),
      },
    ),
  },
  CKV2_AWS_32: {
    title: 'Distributions send security headers: HSTS for a year, no MIME sniffing, no framing by other sites',
    severity: 'medium',
    covers: 'CKV_AWS_259 F3',
    why: 'Without them an uploaded file can run as a page of the shop',
    fix: 'Set responseHeadersPolicyId in every behavior to the managed SecurityHeadersPolicy: an account can have only 20 custom policies',
    ask: everyBehavior(
      'response_headers_policy_id',
      (id) => securityHeaders.includes(String(id)),
      undefined,
      corsOnly,
      '${aws_cloudfront_response_headers_policy.own.id}',
    ),
  },
});

import { remove, type Mutation } from '../../testing/mutation';
import { having, within, without } from '../data/changes';
import { behavior, certificate, distribution, of, source, underPath } from './distribution-parts.mutations';

const visitors = [
  distribution('CKV_AWS_216', 'a distribution is switched off', having({ enabled: false })),
  distribution('CKV_AWS_34', 'visitors come by HTTP', behavior(having({ viewer_protocol_policy: 'allow-all' }))),
  distribution('CKV_AWS_34', 'nothing is said of HTTP', behavior(without('viewer_protocol_policy'))),
  distribution(
    'CKV_AWS_34',
    'visitors come by HTTP to some paths',
    underPath(having({ viewer_protocol_policy: 'allow-all' })),
  ),
  distribution(
    'CKV_AWS_174',
    'visitors come by TLS 1.1',
    certificate(having({ minimum_protocol_version: 'TLSv1.1_2016' })),
  ),
  distribution(
    'CKV_AWS_174',
    'visitors come by the ciphers of 2018',
    certificate(having({ minimum_protocol_version: 'TLSv1.2_2018' })),
  ),
  distribution('CKV_AWS_174', 'nothing is said of TLS', certificate(without('minimum_protocol_version'))),
  distribution(
    'CKV_AWS_174',
    'a distribution has the certificate of CloudFront',
    certificate(having({ cloudfront_default_certificate: true })),
  ),
  distribution('CKV2_AWS_42', 'a distribution has no certificate', certificate(without('acm_certificate_arn'))),
  distribution(
    'CKV2_AWS_42',
    'a distribution has the certificate of the load balancer',
    certificate(having({ acm_certificate_arn: '${data.terraform_remote_state.network.outputs.certificateArn}' })),
  ),
  distribution('MAL_CDN_1', 'the certificate is not for a name', (config) =>
    config.aliases.push('img.malinshopper.com'),
  ),
  of('aws_acm_certificate', 'cdn-certificate/Resource')(
    'MAL_CDN_1',
    'the certificate of the CDN is for another name',
    having({ domain_name: 'cdn.malinshopper.com' }),
  ),
  distribution(
    'FSBP.CloudFront.8',
    'a distribution has addresses of its own',
    certificate(having({ ssl_support_method: 'vip' })),
  ),
  distribution('MAL_CDN_2', 'the CDN speaks HTTP/1.1', having({ http_version: 'http1.1' })),
  distribution('MAL_CDN_2', 'the CDN speaks no IPv6', without('is_ipv6_enabled')),
  distribution('MAL_CDN_2', 'the CDN is everywhere', having({ price_class: 'PriceClass_All' })),
  distribution('MAL_CDN_2', 'the CDN compresses nothing', behavior(having({ compress: false }))),
  distribution('MAL_CDN_3', 'nothing says what the CDN keeps', behavior(without('cache_policy_id'))),
  distribution(
    'MAL_CDN_3',
    'cookies are sent on',
    behavior(having({ forwarded_values: { query_string: true, cookies: { forward: 'all' } } })),
  ),
  distribution('CKV_AWS_305', 'who asks for nothing gets nothing', without('default_root_object')),
];

const defence = [
  distribution('CKV_AWS_68', 'a distribution has no firewall', without('web_acl_id')),
  distribution('CKV_AWS_68', 'the firewall of a distribution is not ours', having({ web_acl_id: 'arn:aws:wafv2:::x' })),
  of('aws_wafv2_web_acl', 'cdn/firewall/acl/Resource')(
    'CKV_AWS_68',
    'the firewall of a distribution is one for load balancers',
    having({ scope: 'REGIONAL' }),
  ),
  of('aws_wafv2_web_acl', 'cdn/firewall/acl/Resource')(
    'CKV_AWS_68',
    'the firewall of a distribution is in another region',
    without('provider'),
  ),
  ...['AWSManagedRulesKnownBadInputsRuleSet', 'AWSManagedRulesAnonymousIpList'].map((group) =>
    of('aws_wafv2_web_acl', 'cdn/firewall/acl/Resource')('CKV2_AWS_47', `the CDN has no ${group}`, (config) => {
      config.rule = config.rule.filter(({ name }: { name: string }) => name !== group);
    }),
  ),
  source('CKV_AWS_86', 'nobody writes down what visitors ask for', remove),
  source(
    'CKV_AWS_86',
    'what is written down is of another distribution',
    having({ resource_arn: 'arn:aws:cloudfront::1:distribution/X' }),
  ),
  of('aws_cloudwatch_log_delivery')('CKV_AWS_86', 'access logs are not delivered', remove),
  of('aws_cloudwatch_log_delivery_destination')(
    'CKV_AWS_86',
    'access logs are delivered to somebody else',
    within(['delivery_destination_configuration', 0], having({ destination_resource_arn: 'arn:aws:s3:::somebody' })),
  ),
];

export const distributionMutations: readonly Mutation[] = [...visitors, ...defence];

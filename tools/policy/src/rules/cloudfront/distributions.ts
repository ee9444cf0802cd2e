import { isTrue, type Resource, type Stack, type World } from '@malinshopper/synthesized';
import { all, at, custom, like, offOrUnset, on, oneOf, type Fault } from '../ask';
import { rulesOf } from '../table';
import { everyBehavior } from './behaviors';

const balancerCertificate = '${data.terraform_remote_state.network.outputs.certificateArn}';

/** The certificates that a value refers to, directly or through their validation. */
const certificatesBehind = (value: unknown, from: Stack, world: World): readonly Resource[] =>
  world
    .targets(value, from)
    .flatMap((target) =>
      target.type === 'aws_acm_certificate_validation'
        ? world.targets(target.config['certificate_arn'], target.stack)
        : [target],
    )
    .filter(({ type }) => type === 'aws_acm_certificate');
const certificatesOf = ({ config, stack }: Resource, world: World) =>
  certificatesBehind(config['viewer_certificate'], stack, world);

const certificateHasEveryName: Fault = (distribution, world) => {
  const names = certificatesOf(distribution, world).flatMap(({ config }) => [
    String(config['domain_name']),
    ...((config['subject_alternative_names'] ?? []) as string[]),
  ]);
  const uncovered = ((distribution.config['aliases'] ?? []) as string[]).find((alias) => !names.includes(alias));
  return uncovered && `its certificate is for ${names.join(', ') || 'no known name'}, not for ${uncovered}`;
};

export const distributions = rulesOf('aws_cloudfront_distribution', {
  CKV_AWS_216: {
    title: 'Distributions are enabled',
    severity: 'low',
    why: 'A disabled distribution is forgotten, and keeps its host names',
    fix: 'Set enabled to true',
    ask: on('enabled'),
  },
  CKV_AWS_34: {
    title: 'Distributions serve visitors over HTTPS only',
    severity: 'high',
    covers: 'FSBP.CloudFront.3 tfsec.cloudfront.enforce-https F2',
    why: 'Every network on the path can read and change HTTP traffic',
    fix: "Set viewerProtocolPolicy to 'redirect-to-https' in every behavior",
    ask: everyBehavior(
      'viewer_protocol_policy',
      (value) => value === 'redirect-to-https' || value === 'https-only',
      'allow-all',
      undefined,
    ),
  },
  CKV_AWS_174: {
    title: 'Distributions accept TLS 1.2 or newer only, with the ciphers of 2021',
    severity: 'high',
    covers: 'FSBP.CloudFront.15 AwsSolutions-CFR4 tfsec.cloudfront.use-secure-tls-policy F2',
    why: "Older versions are broken; with CloudFront's own certificate, TLS 1.0 cannot be switched off",
    fix: "Set minimumProtocolVersion to 'TLSv1.2_2021' or newer",
    ask: all(
      offOrUnset('viewer_certificate.cloudfront_default_certificate'),
      like(
        'viewer_certificate.minimum_protocol_version',
        /^TLSv1\.(2_20(2[1-9]|[3-9]\d)|[3-9]_\d{4})$/,
        'TLSv1.1_2016',
        'TLSv1.2_2018',
      ),
    ),
  },
  CKV2_AWS_42: {
    title: 'Distributions have a certificate of this repository in us-east-1',
    severity: 'medium',
    covers: 'FSBP.CloudFront.7 F2',
    why: 'CloudFront accepts certificates of this region only. Without a certificate, it serves only the host name of CloudFront',
    fix: 'Set acmCertificateArn to cdnCertificateArn of the network contract',
    ask: at(
      'viewer_certificate.acm_certificate_arn',
      (arn, { stack }, world) => certificatesBehind(arn, stack, world).some(({ region }) => region === 'us-east-1'),
      undefined,
      balancerCertificate,
    ),
  },
  MAL_CDN_1: {
    title: 'Certificates of distributions cover all of their names',
    severity: 'high',
    covers: 'F2',
    why: 'CloudFront refuses a name that the certificate does not cover, in the middle of a deploy',
    fix: 'Add the name to the Certificate (apps/network)',
    ask: custom(certificateHasEveryName, {
      'a distribution has a name that is not in its certificate': (config) =>
        config.aliases.push('img.malinshopper.com'),
      'the certificate of the CDN is for another name': {
        type: 'aws_acm_certificate',
        path: 'cdn-certificate/Resource',
        change: (config) => (config.domain_name = 'cdn.malinshopper.com'),
      },
    }),
  },
  'FSBP.CloudFront.8': {
    title: 'Distributions use SNI',
    severity: 'low',
    covers: 'F2',
    why: 'Dedicated IP addresses cost 600 dollars a month, for browsers that are no longer in use',
    fix: "Set sslSupportMethod to 'sni-only'",
    ask: at('viewer_certificate.ssl_support_method', (value) => value === 'sni-only', undefined, 'vip'),
  },
  MAL_CDN_2: {
    title: 'Distributions use HTTP/3, IPv6 and compression, and the price class of the environment',
    severity: 'low',
    covers: 'F2',
    why: 'Pages load slower on bad mobile networks otherwise; edge locations on continents without visitors cost money',
    fix: "Set httpVersion to 'http2and3', isIpv6Enabled, compress, and priceClass from the environment",
    ask: all(
      oneOf('http_version', 'http2and3'),
      on('is_ipv6_enabled'),
      at('price_class', (value, _distribution, { environment }) => value === environment.priceClass, 'PriceClass_All'),
      everyBehavior('compress', isTrue, false),
    ),
  },
  MAL_CDN_3: {
    title: 'Cache policies define which responses distributions cache, and for how long',
    severity: 'low',
    covers: 'F3',
    why: 'The older forwardedValues also forward cookies by mistake',
    fix: 'Set cachePolicyId instead of forwardedValues, in every behavior',
    ask: all(
      everyBehavior('cache_policy_id', (value) => value !== undefined, undefined),
      everyBehavior('forwarded_values', (value) => value === undefined, {
        query_string: true,
        cookies: { forward: 'all' },
      }),
    ),
  },
  CKV_AWS_305: {
    title: 'Distributions have a default root object',
    severity: 'low',
    covers: 'FSBP.CloudFront.1 F4',
    why: 'Without a default root object, the response for / can be the list of all objects',
    fix: "Set defaultRootObject to 'index.html'",
    ask: at('default_root_object', (value) => typeof value === 'string' && value !== '', undefined),
  },
});

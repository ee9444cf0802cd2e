import { block, type Block, blocks, isTrue, type Resource } from '@malinshopper/synthesized';
import { must, said } from '../data/must';
import type { Rule } from '../rule';
import { certificatesBehind } from './certificates-behind';

const types = ['aws_cloudfront_distribution'];

/** How a distribution answers: for most, and for what lies under some paths. */
const behaviorsOf = ({ config }: Resource): readonly Block[] => [
  ...blocks(config['default_cache_behavior']),
  ...blocks(config['ordered_cache_behavior']),
];
const nameOf = ({ path_pattern: path }: Block) =>
  path === undefined ? 'the default behavior' : `the behavior ${path}`;

/** The check that every behavior is as it has to be. */
const everyBehavior =
  (attribute: string, right: (value: unknown) => boolean): Rule['check'] =>
  (distribution) => {
    const behaviors = behaviorsOf(distribution);
    const wrong = behaviors.find((behavior) => !right(behavior[attribute]));
    return behaviors.length === 0 ? 'it has no behavior' : wrong && `${nameOf(wrong)}: ${said(wrong, attribute)}`;
  };

/** What visitors meet at the edge. */
export const distributionRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_216',
    title: 'Every distribution is switched on',
    severity: 'low',
    why: 'One that is off is forgotten, and its name taken',
    fix: 'enabled: true',
    types,
    check: must('enabled', isTrue),
  },
  {
    id: 'CKV_AWS_34',
    covers: ['FSBP.CloudFront.3', 'tfsec.cloudfront.enforce-https', 'F2'],
    title: 'Visitors reach the CDN over HTTPS alone',
    severity: 'high',
    why: 'What is said by HTTP, everybody on the way reads and changes',
    fix: "viewerProtocolPolicy: 'redirect-to-https' in every behavior",
    types,
    check: everyBehavior('viewer_protocol_policy', (value) =>
      ['redirect-to-https', 'https-only'].includes(String(value)),
    ),
  },
  {
    id: 'CKV_AWS_174',
    covers: ['FSBP.CloudFront.15', 'AwsSolutions-CFR4', 'tfsec.cloudfront.use-secure-tls-policy', 'F2'],
    title: 'The CDN speaks TLS 1.2 or newer, with ciphers of today',
    severity: 'high',
    why: 'Older ones are broken; with the certificate of CloudFront itself, TLS 1.0 cannot be switched off',
    fix: "minimumProtocolVersion: 'TLSv1.2_2021' or newer",
    types,
    check: ({ config }) => {
      const certificate = block(config['viewer_certificate']);
      if (isTrue(certificate['cloudfront_default_certificate'])) return 'it has the certificate of CloudFront';
      const isNew = /^TLSv1\.(2_20(2[1-9]|[3-9]\d)|[3-9]_\d{4})$/.test(String(certificate['minimum_protocol_version']));
      return isNew ? undefined : said(certificate, 'minimum_protocol_version');
    },
  },
  {
    id: 'CKV2_AWS_42',
    covers: ['FSBP.CloudFront.7', 'F2'],
    title: 'Every distribution has a certificate of ours, of us-east-1',
    severity: 'medium',
    why: 'CloudFront takes it from no other region; without one, nothing has our name',
    fix: 'acmCertificateArn: the cdnCertificateArn of the network contract',
    types,
    check: ({ config, stack }, world) => {
      const certificate = block(config['viewer_certificate']);
      const found = certificatesBehind(certificate['acm_certificate_arn'], stack, world);
      return found.some(({ region }) => region === 'us-east-1') ? undefined : said(certificate, 'acm_certificate_arn');
    },
  },
  {
    id: 'MAL_CDN_1',
    covers: ['F2'],
    title: 'The certificate of a distribution is for each of its names',
    severity: 'high',
    why: 'CloudFront refuses a name that it is not for, in the middle of a deploy',
    fix: 'Add the name to the Certificate (apps/network)',
    types,
    check: ({ config, stack }, world) => {
      const certificate = block(config['viewer_certificate'])['acm_certificate_arn'];
      const names = certificatesBehind(certificate, stack, world).flatMap((each) => [
        String(each.config['domain_name']),
        ...((each.config['subject_alternative_names'] ?? []) as string[]),
      ]);
      const uncovered = ((config['aliases'] ?? []) as string[]).find((alias) => !names.includes(alias));
      return uncovered && `it is for ${names.join(', ') || 'no name that is known'}, not for ${uncovered}`;
    },
  },
  {
    id: 'FSBP.CloudFront.8',
    covers: ['F2'],
    title: 'The CDN tells visitors apart by the name that they ask for',
    severity: 'low',
    why: 'An address of its own costs 600 dollars a month, for browsers that nobody has any more',
    fix: "sslSupportMethod: 'sni-only'",
    types,
    check: ({ config }) => {
      const certificate = block(config['viewer_certificate']);
      return certificate['ssl_support_method'] === 'sni-only' ? undefined : said(certificate, 'ssl_support_method');
    },
  },
  {
    id: 'MAL_CDN_2',
    covers: ['F2'],
    title: 'The CDN speaks HTTP/3 and IPv6, compresses, and is where the environment says',
    severity: 'low',
    why: 'Phones in bad networks wait otherwise; edges on other continents cost without anybody there',
    fix: "httpVersion: 'http2and3', isIpv6Enabled, compress, and priceClass of the environment",
    types,
    check: (distribution, world) =>
      must('http_version', (value) => value === 'http2and3')(distribution, world) ??
      must('is_ipv6_enabled', isTrue)(distribution, world) ??
      must('price_class', (value) => value === world.environment.priceClass)(distribution, world) ??
      everyBehavior('compress', isTrue)(distribution, world),
  },
  {
    id: 'MAL_CDN_3',
    covers: ['F3'],
    title: 'What the CDN keeps, and for how long, is said by a policy',
    severity: 'low',
    why: 'Forwarded values are the old way: they send cookies on that nobody meant to',
    fix: 'cachePolicyId in the place of forwardedValues, in every behavior',
    types,
    check: (distribution, world) =>
      everyBehavior('cache_policy_id', (value) => value !== undefined)(distribution, world) ??
      everyBehavior('forwarded_values', (value) => value === undefined)(distribution, world),
  },
  {
    id: 'CKV_AWS_305',
    covers: ['FSBP.CloudFront.1', 'F4'],
    title: 'Who asks the CDN for nothing gets a page',
    severity: 'low',
    why: 'Without one, the answer could be the list of all that is there',
    fix: "defaultRootObject: 'index.html'",
    types,
    check: must('default_root_object', (value) => typeof value === 'string' && value !== ''),
  },
];

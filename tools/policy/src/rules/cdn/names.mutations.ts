import { accounts } from '@malinshopper/environments';
import { remove, type Mutation } from '../../testing/mutation';
import { having, without } from '../data/changes';

const of =
  (type: string, path?: string) =>
  (rule: string, what: string, change: Mutation['change']): Mutation => ({
    rule,
    what,
    type,
    change,
    ...(path && { path }),
  });
const certificate = of('aws_acm_certificate', 'web-certificate/Resource');
const validation = of('aws_acm_certificate_validation', 'web-certificate/issued');
const zone = of('aws_route53_zone');
const signing = of('aws_route53_hosted_zone_dnssec');
const signingKey = of('aws_route53_key_signing_key');
const queryLog = of('aws_route53_query_log');
const web = of('aws_route53_record', 'web-entry/address');
const cdn = of('aws_route53_record', 'content/cdn/record-A');
const foreign = `arn:aws:acm:eu-west-1:${accounts.production.id}:certificate/0`;

const certificates = [
  certificate('CKV_AWS_233', 'the old certificate goes first', without('lifecycle')),
  certificate(
    'CKV_AWS_234',
    'a certificate is in no public log',
    having({ options: { certificate_transparency_logging_preference: 'DISABLED' } }),
  ),
  certificate('CKV2_AWS_71', 'a certificate is for every host', having({ domain_name: '*.malinshopper.com' })),
  certificate(
    'CKV2_AWS_71',
    'a certificate is for every host besides',
    having({ subject_alternative_names: ['*.malinshopper.com'] }),
  ),
  {
    ...certificate(
      'CKV2_AWS_71',
      'the certificate of branches is for testing too',
      having({ domain_name: '*.malinshopper.com' }),
    ),
    kind: 'testing' as const,
    path: 'branches-certificate/Resource',
  },
  {
    ...certificate(
      'CKV2_AWS_71',
      'another environment has the certificate of branches',
      having({ domain_name: '*.dev.malinshopper.com' }),
    ),
    kind: 'staging' as const,
  },
  certificate('FSBP.ACM.2', 'the key of a certificate is short', having({ key_algorithm: 'RSA_1024' })),
  certificate('MAL_ACM_1', 'a certificate is proven by mail', having({ validation_method: 'EMAIL' })),
  validation('MAL_ACM_1', 'nobody waits for a certificate', remove),
  validation('MAL_ACM_1', 'one name of a certificate is not proven', (config) => config.validation_record_fqdns.pop()),
  validation('MAL_ACM_1', 'a certificate is validated in another region', having({ provider: 'aws.us_east_1' })),
  of('aws_lb_listener', 'https')(
    'MAL_ACM_2',
    'the load balancer does not wait for its certificate',
    having({ certificate_arn: foreign }),
  ),
  of('aws_cloudfront_distribution')('MAL_ACM_2', 'the CDN does not wait for its certificate', (config) => {
    config.viewer_certificate.acm_certificate_arn = foreign;
  }),
  {
    ...of('aws_lb_listener_certificate')(
      'MAL_ACM_2',
      'the load balancer of branches does not wait for their certificate',
      having({ certificate_arn: foreign }),
    ),
    kind: 'testing' as const,
  },
];

const zones = [
  signing('CKV2_AWS_38', 'a zone is not signed', remove),
  signing('CKV2_AWS_38', 'the signing of a zone is switched off', having({ signing_status: 'NOT_SIGNING' })),
  signingKey('CKV2_AWS_38', 'a zone has no key to sign with', remove),
  signingKey('CKV2_AWS_38', 'the key of a zone is switched off', having({ status: 'INACTIVE' })),
  signingKey(
    'MAL_DNS_1',
    'a zone is signed with a key that is not ours',
    having({ key_management_service_arn: 'arn:aws:kms:::x' }),
  ),
  of('aws_kms_key', 'zone-signing/key')(
    'MAL_DNS_1',
    'zones are signed with a key for encryption',
    without('key_usage'),
  ),
  of('aws_kms_key', 'zone-signing/key')(
    'MAL_DNS_1',
    'zones are signed with a key of another region',
    without('provider'),
  ),
  queryLog('CKV2_AWS_39', 'nobody writes down what a zone is asked', remove),
  queryLog(
    'CKV2_AWS_39',
    'queries go to a log group that is not ours',
    having({ cloudwatch_log_group_arn: 'arn:aws:logs:::x' }),
  ),
  of('aws_cloudwatch_log_group', 'account/query-logs/log-malinshopper.com/Resource')(
    'CKV2_AWS_39',
    'the log group of queries is in another region',
    without('provider'),
  ),
  zone('MAL_DNS_2', 'a zone goes with its records', having({ force_destroy: true })),
];

const records = [
  web('CKV2_AWS_23', 'a name leads to an address', (config) => {
    delete config.alias;
    config.records = ['192.0.2.1'];
  }),
  cdn(
    'CKV2_AWS_23',
    'a name leads to a distribution that is not ours',
    (config) => (config.alias.name = 'd1.cloudfront.net'),
  ),
  web('MAL_DNS_3', 'production takes the name of staging', having({ name: 'staging.malinshopper.com' })),
  web('MAL_DNS_4', 'a name has two addresses', having({ name: 'www.malinshopper.com' })),
  of('aws_route53_record', 'content/cdn/record-AAAA')('MAL_DNS_4', 'the CDN is not found by IPv6', remove),
  of('aws_route53_record', 'content/cdn/record-AAAA')('MAL_DNS_4', 'IPv6 leads elsewhere', (config) => {
    config.alias.name = 'd1.cloudfront.net';
  }),
  web('MAL_DNS_5', 'a record takes the place of another', having({ allow_overwrite: true })),
  web('MAL_DNS_6', 'a record is in a zone that is not ours', having({ zone_id: 'Z0123456789' })),
  web('MAL_DNS_6', 'a record is in a zone to which it does not belong', having({ name: 'malinshopper.org' })),
];

export const dnsMutations: readonly Mutation[] = [...certificates, ...zones, ...records];

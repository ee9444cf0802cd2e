import { branchHost, branchZone } from '@malinshopper/environments';
import { remove } from '../../testing/mutation';
import { all, at, custom, on, oneOf, oneOfOrUnset, ours, tried, type Fault } from '../ask';
import { byType } from '../relations';
import { rulesOf } from '../table';

const certificate = { type: 'aws_acm_certificate', path: 'web-certificate/Resource' };
const validation = { type: 'aws_acm_certificate_validation', path: 'web-certificate/issued' };

const noWildcards: Fault = ({ config }, { environment: { kind } }) => {
  const names = [config['domain_name'], ...((config['subject_alternative_names'] ?? []) as unknown[])].map(String);
  // A load balancer accepts 25 certificates, and there can be more branches.
  const wild = names.find((name) => name.includes('*') && !(kind === branchHost && name === `*.${branchZone}`));
  return wild && `it is for ${wild}`;
};

const validatedByRecords: Fault = (judged, world) => {
  const proofs = world
    .thatName(judged, 'aws_acm_certificate_validation')
    .filter(({ region }) => region === judged.region)
    .flatMap(({ config: { validation_record_fqdns: names }, stack }) => world.targets(names, stack))
    .filter(({ type }) => type === 'aws_route53_record');
  const names = 1 + ((judged.config['subject_alternative_names'] ?? []) as unknown[]).length;
  return proofs.length < names ? `${proofs.length} records validate its ${names} names` : undefined;
};

export const certificates = rulesOf(
  certificate.type,
  {
    CKV_AWS_233: {
      title: 'A new certificate is created before the old certificate is deleted',
      severity: 'high',
      covers: 'R3',
      why: 'The load balancer uses the old certificate: its deletion would fail in the middle of the deploy',
      fix: 'Set lifecycle to { createBeforeDestroy: true }, as Certificate (apps/network) does',
      ask: on('lifecycle.create_before_destroy'),
    },
    CKV_AWS_234: {
      title: 'Certificates are in the public transparency logs',
      severity: 'medium',
      why: 'Browsers refuse a certificate that is not in these logs. The logs also reveal a certificate that an attacker obtained for a host name of this shop',
      fix: "Set options to { certificateTransparencyLoggingPreference: 'ENABLED' }, or leave it out",
      // ACM's default is ENABLED.
      ask: oneOfOrUnset('options.certificate_transparency_logging_preference', 'ENABLED'),
    },
    CKV2_AWS_71: {
      title: 'A certificate lists its hosts; only the certificate of the branches has a wildcard',
      severity: 'medium',
      covers: 'R3',
      why: 'With the key of a wildcard certificate, an attacker can impersonate any host',
      fix: `Name the hosts, as Certificate (apps/network) does. Only the host of the branches has a certificate for *.${branchZone}`,
      ask: custom(noWildcards, {
        'a certificate is for every host': (config) => (config.domain_name = '*.malinshopper.com'),
        'a certificate is also valid for every host': (config) =>
          (config.subject_alternative_names = ['*.malinshopper.com']),
        'the certificate of branches is also valid for testing': {
          scenario: 'testing',
          path: 'branches-certificate/Resource',
          change: (config) => (config.domain_name = '*.malinshopper.com'),
        },
        'another environment has the certificate of branches': {
          scenario: 'staging',
          change: (config) => (config.domain_name = '*.dev.malinshopper.com'),
        },
      }),
    },
    'FSBP.ACM.2': {
      title: 'Certificates have strong keys',
      severity: 'high',
      why: 'RSA keys of 1024 bits can be broken',
      fix: 'Leave keyAlgorithm out, or set it to RSA_2048 or longer, or EC_prime256v1 or longer',
      ask: at(
        'key_algorithm',
        (value) =>
          value === undefined || /^(RSA_(2048|3072|4096)|EC_(prime256v1|secp384r1|secp521r1))$/.test(String(value)),
        'RSA_1024',
      ),
    },
    MAL_ACM_1: {
      title: 'Certificates are validated by DNS records, so that ACM renews them',
      severity: 'high',
      covers: 'FSBP.ACM.1 R3',
      why: 'A certificate that is validated by mail expires when the mail is not read, and the shop becomes unreachable',
      fix: "Set validationMethod to 'DNS', and make an AcmCertificateValidation over its records, in its region",
      ask: all(
        oneOf('validation_method', 'DNS'),
        custom(validatedByRecords, {
          'a certificate has no validation': { ...validation, change: remove },
          'one name of a certificate has no record': {
            ...validation,
            change: (config) => config.validation_record_fqdns.pop(),
          },
          'a certificate is validated in another region': {
            ...validation,
            change: (config) => (config.provider = 'aws.us_east_1'),
          },
        }),
      ),
    },
    MAL_ACM_2: {
      title: 'Distributions and listeners wait until their certificate is issued',
      severity: 'high',
      covers: 'R3',
      types: ['aws_cloudfront_distribution', 'aws_lb_listener', 'aws_lb_listener_certificate'],
      about: ({ type, config }) => type !== 'aws_lb_listener' || ['HTTPS', 'TLS'].includes(config['protocol']),
      why: 'AWS refuses a certificate that is not issued yet, in the first deploy of an environment',
      fix: 'Use certificateArn of the validation, as the network contract publishes it',
      ask: byType({
        aws_cloudfront_distribution: ours('viewer_certificate.acm_certificate_arn', validation.type),
        aws_lb_listener: tried({ path: 'https' }, ours('certificate_arn', validation.type)),
        aws_lb_listener_certificate: tried({ scenario: 'testing' }, ours('certificate_arn', validation.type)),
      }),
    },
  },
  certificate,
);

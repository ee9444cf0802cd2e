import { branchHost, branchZone } from '@malinshopper/environments';
import { block, isTrue } from '@malinshopper/synthesized';
import { must, said } from '../data/must';
import type { Rule } from '../rule';

const types = ['aws_acm_certificate'];

/** What proves that we are who visitors asked for. */
export const certificateRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_233',
    covers: ['R3'],
    title: 'A certificate is made anew before the old one goes',
    severity: 'high',
    why: 'It cannot go while the load balancer uses it: a new name would stop the deploy half-way',
    fix: 'lifecycle: { createBeforeDestroy: true }, as Certificate (apps/network) has it',
    types,
    check: ({ config }) =>
      isTrue(config['lifecycle']?.create_before_destroy) ? undefined : 'create_before_destroy is not set',
  },
  {
    id: 'CKV_AWS_234',
    title: 'Every certificate stands in the public logs',
    severity: 'medium',
    why: 'Browsers refuse others; and nobody can have one for our names unseen',
    fix: "options: { certificateTransparencyLoggingPreference: 'ENABLED' }, or nothing",
    types,
    check: ({ config }) => {
      const options = block(config['options']);
      const preference = 'certificate_transparency_logging_preference';
      // ACM's default is the good one.
      return ['ENABLED', undefined].includes(options[preference]) ? undefined : said(options, preference);
    },
  },
  {
    id: 'CKV2_AWS_71',
    covers: ['R3'],
    title: 'Every certificate names each name that it is for, but for that of all branches',
    severity: 'medium',
    why: 'Whoever gets at the key of a wildcard is any host of ours',
    fix: `Name the hosts, as Certificate (apps/network) does; only the host of branches has one for *.${branchZone}`,
    types,
    check: ({ config }, { environment: { kind } }) => {
      const names = [config['domain_name'], ...((config['subject_alternative_names'] ?? []) as unknown[])].map(String);
      // A load balancer takes 25 certificates, and branches are more.
      const wild = names.find((name) => name.includes('*') && !(kind === branchHost && name === `*.${branchZone}`));
      return wild && `it is for ${wild}`;
    },
  },
  {
    id: 'FSBP.ACM.2',
    title: 'The key of every certificate is strong',
    severity: 'high',
    why: 'RSA keys of 1024 bits can be broken',
    fix: 'Leave keyAlgorithm out, or name one of RSA_2048 and more, or EC_prime256v1 and more',
    types,
    check: must(
      'key_algorithm',
      (value) =>
        value === undefined || /^(RSA_(2048|3072|4096)|EC_(prime256v1|secp384r1|secp521r1))$/.test(String(value)),
    ),
  },
  {
    id: 'MAL_ACM_1',
    covers: ['FSBP.ACM.1', 'R3'],
    title: 'Every certificate is proven by records that stay, so that ACM renews it by itself',
    severity: 'high',
    why: 'One that was proven by mail expires when nobody reads the mail, and the shop is shut',
    fix: "validationMethod: 'DNS', and an AcmCertificateValidation over its records, in its region",
    types,
    check: (certificate, world) => {
      const { config, region } = certificate;
      if (config['validation_method'] !== 'DNS') return said(config, 'validation_method');
      const proofs = world
        .thatName(certificate, 'aws_acm_certificate_validation')
        .filter((validation) => validation.region === region)
        .flatMap(({ config: { validation_record_fqdns: names }, stack }) => world.targets(names, stack))
        .filter(({ type }) => type === 'aws_route53_record');
      const names = 1 + ((config['subject_alternative_names'] ?? []) as unknown[]).length;
      return proofs.length < names ? `${proofs.length} records of ours prove its ${names} names` : undefined;
    },
  },
  {
    id: 'MAL_ACM_2',
    covers: ['R3'],
    title: 'Who uses a certificate waits until it is issued',
    severity: 'high',
    why: 'AWS refuses one that is not, in the first deploy of an environment',
    fix: 'The certificateArn of the validation, as the network contract publishes it',
    types: ['aws_cloudfront_distribution', 'aws_lb_listener', 'aws_lb_listener_certificate'],
    about: ({ type, config }) => type !== 'aws_lb_listener' || ['HTTPS', 'TLS'].includes(config['protocol']),
    check: ({ type, config, stack }, world) => {
      const isCdn = type === 'aws_cloudfront_distribution';
      const of = isCdn ? block(config['viewer_certificate']) : config;
      const attribute = isCdn ? 'acm_certificate_arn' : 'certificate_arn';
      const waits = world
        .targets(of[attribute], stack)
        .some((target) => target.type === 'aws_acm_certificate_validation');
      return waits ? undefined : said(of, attribute);
    },
  },
];

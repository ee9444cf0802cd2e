import { isTrue } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { said } from '../data/must';

const types = ['aws_route53_zone'];
const isPublic: Rule['about'] = ({ config }) => config['vpc'] === undefined;

/** The names under which everybody finds us. */
export const zoneRules: readonly Rule[] = [
  {
    id: 'CKV2_AWS_38',
    covers: ['R2'],
    title: 'Answers of every public zone are signed (DNSSEC)',
    severity: 'medium',
    why: 'Without it, who answers faster than we do sends visitors wherever he likes',
    fix: 'A Route53KeySigningKey that is active, and a Route53HostedZoneDnssec that waits for it',
    types,
    about: isPublic,
    check: (zone, world) => {
      const keys = world
        .thatName(zone, 'aws_route53_key_signing_key')
        .filter(({ config }) => (config['status'] ?? 'ACTIVE') === 'ACTIVE');
      if (keys.length === 0) return 'it has no active key to sign with';
      const signing = world.resources('aws_route53_hosted_zone_dnssec').some(({ config, stack }) => {
        const signed = world.targets(config['hosted_zone_id'], stack);
        const isOn = (config['signing_status'] ?? 'SIGNING') === 'SIGNING';
        return isOn && [zone, ...keys].some((each) => signed.includes(each));
      });
      return signing ? undefined : 'it is not signed';
    },
  },
  {
    id: 'MAL_DNS_1',
    covers: ['R2'],
    title: 'Zones are signed with a key of the kind and in the region that Route 53 takes',
    severity: 'high',
    why: 'With any other, the zone cannot be signed; if the key is lost, nobody finds us',
    fix: 'An ECC_NIST_P256 key for SIGN_VERIFY in us-east-1, that dnssec-route53.amazonaws.com may use',
    types: ['aws_route53_key_signing_key'],
    check: ({ config, stack }, world) => {
      const attribute = 'key_management_service_arn';
      const key = world.targets(config[attribute], stack).find(({ type }) => type === 'aws_kms_key');
      if (!key) return said(config, attribute);
      if (key.region !== 'us-east-1') return `${key.path} is in ${key.region}`;
      const asked = { customer_master_key_spec: 'ECC_NIST_P256', key_usage: 'SIGN_VERIFY' };
      const wrong = Object.entries(asked).find(([name, value]) => key.config[name] !== value);
      return wrong && `${key.path}: ${said(key.config, wrong[0])}`;
    },
  },
  {
    id: 'CKV2_AWS_39',
    covers: ['FSBP.Route53.2', 'R2'],
    title: 'Who asks a public zone for which name is written down, in us-east-1',
    severity: 'low',
    why: 'Stolen data, and machines that were broken into, are first seen in what they ask for',
    fix: 'A Route53QueryLog to a log group in us-east-1, which Route 53 may write to',
    types,
    about: isPublic,
    check: (zone, world) => {
      const groups = world
        .thatName(zone, 'aws_route53_query_log')
        .flatMap(({ config, stack }) => world.targets(config['cloudwatch_log_group_arn'], stack))
        .filter(({ type }) => type === 'aws_cloudwatch_log_group');
      return groups.some(({ region }) => region === 'us-east-1')
        ? undefined
        : `its queries go to ${groups.map(({ path, region }) => `${path} in ${region}`).join(', ') || 'no log group of ours'}`;
    },
  },
  {
    id: 'MAL_DNS_2',
    covers: ['R2', 'X4'],
    title: 'No zone goes with the records that are in it',
    severity: 'critical',
    why: 'Then nobody finds us until the zone above is changed, which others do',
    fix: 'Leave forceDestroy out',
    types,
    check: ({ config }) => (isTrue(config['force_destroy']) ? said(config, 'force_destroy') : undefined),
  },
];

import { remove } from '../../testing/mutation';
import { custom, offOrUnset, show } from '../ask';
import type { Rule } from '../rule';
import { rulesOf } from '../table';

const signing = { type: 'aws_route53_hosted_zone_dnssec' };
const signingKey = { type: 'aws_route53_key_signing_key' };
const kmsKey = { type: 'aws_kms_key', path: 'zone-signing/key' };
const queryLog = { type: 'aws_route53_query_log' };

const isPublic: Rule['about'] = ({ config }) => config['vpc'] === undefined;

const signed = custom(
  (zone, world) => {
    const keys = world
      .thatName(zone, 'aws_route53_key_signing_key')
      .filter(({ config }) => (config['status'] ?? 'ACTIVE') === 'ACTIVE');
    if (keys.length === 0) return 'it has no active key to sign with';
    const isSigned = world.resources('aws_route53_hosted_zone_dnssec').some(({ config, stack }) => {
      const of = world.targets(config['hosted_zone_id'], stack);
      const isOn = (config['signing_status'] ?? 'SIGNING') === 'SIGNING';
      return isOn && [zone, ...keys].some((each) => of.includes(each));
    });
    return isSigned ? undefined : 'it is not signed';
  },
  {
    'a zone is not signed': { ...signing, change: remove },
    'the signing of a zone is switched off': {
      ...signing,
      change: (config) => (config.signing_status = 'NOT_SIGNING'),
    },
    'a zone has no key to sign with': { ...signingKey, change: remove },
    'the key of a zone is switched off': { ...signingKey, change: (config) => (config.status = 'INACTIVE') },
  },
);

const keyForRoute53 = custom(
  ({ config, stack }, world) => {
    const attribute = 'key_management_service_arn';
    const key = world.targets(config[attribute], stack).find(({ type }) => type === 'aws_kms_key');
    if (!key) return show(attribute, config[attribute]);
    if (key.region !== 'us-east-1') return `${key.path} is in ${key.region}`;
    const asked = { customer_master_key_spec: 'ECC_NIST_P256', key_usage: 'SIGN_VERIFY' };
    const wrong = Object.entries(asked).find(([name, value]) => key.config[name] !== value);
    return wrong && `${key.path}: ${show(wrong[0], key.config[wrong[0]])}`;
  },
  {
    'a zone is signed with a key that is not in Terraform': (config) =>
      (config.key_management_service_arn = 'arn:aws:kms:::x'),
    'zones are signed with a key for encryption': { ...kmsKey, change: (config) => delete config.key_usage },
    'zones are signed with a key of another region': { ...kmsKey, change: (config) => delete config.provider },
  },
);

const logsQueries = custom(
  (zone, world) => {
    const groups = world
      .thatName(zone, 'aws_route53_query_log')
      .flatMap(({ config, stack }) => world.targets(config['cloudwatch_log_group_arn'], stack))
      .filter(({ type }) => type === 'aws_cloudwatch_log_group');
    const found = groups.map(({ path, region }) => `${path} in ${region}`).join(', ') || 'no log group';
    return groups.some(({ region }) => region === 'us-east-1') ? undefined : `its queries go to ${found}`;
  },
  {
    'a zone has no query log': { ...queryLog, change: remove },
    'queries go to a log group that is not in Terraform': {
      ...queryLog,
      change: (config) => (config.cloudwatch_log_group_arn = 'arn:aws:logs:::x'),
    },
    'the log group of queries is in another region': {
      type: 'aws_cloudwatch_log_group',
      path: 'account/query-logs/log-malinshopper.com/Resource',
      change: (config) => delete config.provider,
    },
  },
);

export const zones = rulesOf('aws_route53_zone', {
  CKV2_AWS_38: {
    title: 'Public zones are signed (DNSSEC)',
    severity: 'medium',
    covers: 'R2',
    about: isPublic,
    why: 'Without signatures, an attacker with a faster answer sends visitors anywhere',
    fix: 'Make an active Route53KeySigningKey, and a Route53HostedZoneDnssec that waits for it',
    ask: signed,
  },
  MAL_DNS_1: {
    title: 'Signing keys of zones have the type and region that Route 53 takes',
    severity: 'high',
    covers: 'R2',
    types: ['aws_route53_key_signing_key'],
    why: 'With any other key the zone cannot be signed; with a lost key its names do not resolve',
    fix: 'Use an ECC_NIST_P256 key for SIGN_VERIFY in us-east-1, that dnssec-route53.amazonaws.com may use',
    ask: keyForRoute53,
  },
  CKV2_AWS_39: {
    title: 'Public zones have a query log in us-east-1',
    severity: 'low',
    covers: 'FSBP.Route53.2 R2',
    about: isPublic,
    why: 'DNS queries are the first sign of stolen data and of instances under attack',
    fix: 'Make a Route53QueryLog to a log group in us-east-1 to which Route 53 may write',
    ask: logsQueries,
  },
  MAL_DNS_2: {
    title: 'Zones are not deleted while they have records',
    severity: 'critical',
    covers: 'R2 X4',
    why: 'Its names do not resolve until the owner of the parent zone changes the delegation',
    fix: 'Leave forceDestroy out',
    ask: offOrUnset('force_destroy'),
  },
});

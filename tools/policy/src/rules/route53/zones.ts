import { remove } from '../../testing/mutation';
import { all, custom, offOrUnset, oneOf, type Fault } from '../ask';
import { behind, has, inRegion } from '../relations';
import type { Rule } from '../rule';
import { rulesOf } from '../table';

const signing = { type: 'aws_route53_hosted_zone_dnssec' };
const signingKey = { type: 'aws_route53_key_signing_key' };
const kmsKey = { type: 'aws_kms_key', path: 'zone-signing/key' };
const queryLogGroup = { type: 'aws_cloudwatch_log_group', path: 'account/query-logs/log-malinshopper.com/Resource' };

const isPublic: Rule['about'] = ({ config }) => config['vpc'] === undefined;

const hasSignedAnswers: Fault = (zone, world) => {
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
};

export const zones = rulesOf('aws_route53_zone', {
  CKV2_AWS_38: {
    title: 'Public zones are signed (DNSSEC)',
    severity: 'medium',
    covers: 'R2',
    about: isPublic,
    why: 'Without signatures, an attacker with a faster response sends visitors anywhere',
    fix: 'Create an active Route53KeySigningKey, and a Route53HostedZoneDnssec that waits for it',
    ask: custom(hasSignedAnswers, {
      'a zone is not signed': { ...signing, change: remove },
      'the signing of a zone is switched off': {
        ...signing,
        change: (config) => (config.signing_status = 'NOT_SIGNING'),
      },
      'a zone has no key to sign with': { ...signingKey, change: remove },
      'the key of a zone is switched off': { ...signingKey, change: (config) => (config.status = 'INACTIVE') },
    }),
  },
  MAL_DNS_1: {
    title: 'Signing keys of zones have the type and region that Route 53 requires',
    severity: 'high',
    covers: 'R2',
    types: ['aws_route53_key_signing_key'],
    why: 'With any other key the zone cannot be signed; with a lost key its names do not resolve',
    fix: 'Use an ECC_NIST_P256 key for SIGN_VERIFY in us-east-1 that dnssec-route53.amazonaws.com may use',
    ask: behind(
      'key_management_service_arn',
      kmsKey,
      all(inRegion('us-east-1'), oneOf('customer_master_key_spec', 'ECC_NIST_P256'), oneOf('key_usage', 'SIGN_VERIFY')),
    ),
  },
  CKV2_AWS_39: {
    title: 'Public zones have a query log in us-east-1',
    severity: 'low',
    covers: 'FSBP.Route53.2 R2',
    about: isPublic,
    why: 'DNS queries are the first sign of stolen data and of instances under attack',
    fix: 'Create a Route53QueryLog to a log group in us-east-1 to which Route 53 may write',
    ask: has('aws_route53_query_log', behind('cloudwatch_log_group_arn', queryLogGroup, inRegion('us-east-1'))),
  },
  MAL_DNS_2: {
    title: 'Zones are not deleted while they have records',
    severity: 'critical',
    covers: 'R2 X4',
    why: 'After a deletion, names do not resolve until the owner of the parent zone changes the delegation',
    fix: 'Leave forceDestroy out',
    ask: offOrUnset('force_destroy'),
  },
});

import { block, blocks, type Resource } from '@malinshopper/synthesized';
import type { Change } from '../../testing/mutation';
import { at, custom, show, type Fault } from '../ask';
import { bucketsBehind } from '../s3/parts';
import { rulesOf } from '../table';

const originsOf = ({ config }: Resource) => blocks(config['origin']);
const isTls12 = (protocols: unknown) =>
  Array.isArray(protocols) &&
  protocols.length > 0 &&
  protocols.every((each) => each === 'TLSv1.2' || each === 'TLSv1.3');

const inOrigin =
  (attributes: object): Change =>
  (config) =>
    Object.assign(config.origin[0], attributes);
const onAccess = (attributes: object) => ({
  type: 'aws_cloudfront_origin_access_control',
  change: (config: object) => void Object.assign(config, attributes),
});

const signsForS3: Fault = (distribution, world) => {
  const { stack } = distribution;
  for (const origin of originsOf(distribution)) {
    if (bucketsBehind(origin['domain_name'], stack, world).length === 0) continue;
    const old = block(origin['s3_origin_config'])['origin_access_identity'];
    if (old) return `origin ${origin['origin_id']} has the identity ${old}`;
    const attribute = 'origin_access_control_id';
    const [access] = world.targets(origin[attribute], stack);
    if (access?.type !== 'aws_cloudfront_origin_access_control') return show(attribute, origin[attribute]);
    const asked = { origin_access_control_origin_type: 's3', signing_behavior: 'always', signing_protocol: 'sigv4' };
    const wrong = Object.entries(asked).find(([name, value]) => access.config[name] !== value);
    if (wrong) return show(wrong[0], access.config[wrong[0]]);
  }
  return undefined;
};

const ownOrigins: Fault = (distribution, world) => {
  const origins = originsOf(distribution);
  const dead = origins.find(({ domain_name: name }) => {
    const found = [...bucketsBehind(name, distribution.stack, world), ...world.targets(name, distribution.stack)];
    return !found.some(({ type }) => ['aws_s3_bucket', 'aws_lb'].includes(type));
  });
  return origins.length === 0 ? 'it has no origin' : dead && show('domain_name', dead['domain_name']);
};

export const origins = rulesOf('aws_cloudfront_distribution', {
  CKV2_AWS_46: {
    title: 'Distributions always sign their requests to S3',
    severity: 'high',
    covers: 'FSBP.CloudFront.13 AwsSolutions-CFR7 F1',
    why: 'Otherwise the bucket has to be public, or open to an identity that cannot use customer managed keys',
    fix: "Set originAccessControlId to an access control for s3 with signingBehavior 'always' and sigv4; no s3OriginConfig",
    ask: custom(signsForS3, {
      'the CDN does not sign': inOrigin({ origin_access_control_id: undefined }),
      'the CDN has an origin access identity, the predecessor of access control': inOrigin({
        s3_origin_config: { origin_access_identity: 'origin-access-identity/cloudfront/E1' },
      }),
      'the CDN never signs': onAccess({ signing_behavior: 'never' }),
      'the CDN signs only requests without a signature': onAccess({ signing_behavior: 'no-override' }),
      'the CDN signs for a media store': onAccess({ origin_access_control_origin_type: 'mediastore' }),
    }),
  },
  'FSBP.CloudFront.12': {
    title: 'Origins of distributions are buckets or load balancers of this repository',
    severity: 'high',
    why: 'An attacker can create a bucket with the name of a deleted bucket, and serve content under the name of the shop',
    fix: 'Set domainName to a reference: bucket.regionalDomainName',
    ask: custom(ownOrigins, {
      'an origin of the CDN is a bucket that is not in Terraform': inOrigin({
        domain_name: 'gone.s3.eu-west-1.amazonaws.com',
      }),
      'the CDN has no origin': (config) => delete config.origin,
    }),
  },
  CKV2_AWS_72: {
    title: 'Distributions connect to servers over HTTPS only',
    severity: 'high',
    covers: 'FSBP.CloudFront.9 F3',
    why: 'Otherwise data that visitors send over HTTPS continues unencrypted',
    fix: "Set originProtocolPolicy to 'https-only'",
    ask: at(
      'origin.custom_origin_config?.origin_protocol_policy',
      (value) => value === 'https-only',
      'http-only',
      'match-viewer',
    ),
  },
  CKV2_AWS_54: {
    title: 'Distributions connect to servers with TLS 1.2 or newer only',
    severity: 'high',
    covers: 'FSBP.CloudFront.10 AwsSolutions-CFR5 F3',
    why: 'Older versions are broken',
    fix: "Set originSslProtocols to ['TLSv1.2']",
    ask: at('origin.custom_origin_config?.origin_ssl_protocols', isTls12, undefined, ['SSLv3', 'TLSv1.2']),
  },
});

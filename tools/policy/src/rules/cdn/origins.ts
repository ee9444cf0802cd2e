import { block, blocks, type Resource, statementsOf, type World } from '@malinshopper/synthesized';
import { bucketsBehind, encryptionOf, originBucketsOf, policyOf } from '../data/buckets/parts';
import { said } from '../data/must';
import { keyBehind } from '../data/own-key';
import type { Rule } from '../rule';

const types = ['aws_cloudfront_distribution'];
const service = 'cloudfront.amazonaws.com';

const originsOf = ({ config }: Resource) => blocks(config['origin']);
/** Where the CDN asks a server, and not S3. */
const serversOf = (distribution: Resource) =>
  originsOf(distribution).flatMap((origin) => blocks(origin['custom_origin_config']));

/** Where the CDN gets from what it has not. */
export const originRules: readonly Rule[] = [
  {
    id: 'CKV2_AWS_46',
    covers: ['FSBP.CloudFront.13', 'AwsSolutions-CFR7', 'F1'],
    title: 'The CDN signs what it asks S3 for, always',
    severity: 'high',
    why: 'Else the bucket has to be open to everybody, or to an identity that knows no keys of ours',
    fix: "originAccessControlId: an access control for s3, with signingBehavior 'always' and sigv4; no s3OriginConfig",
    types,
    check: (distribution, world) => {
      const { stack } = distribution;
      for (const origin of originsOf(distribution)) {
        if (bucketsBehind(origin['domain_name'], stack, world).length === 0) continue;
        const old = block(origin['s3_origin_config'])['origin_access_identity'];
        if (old) return `origin ${origin['origin_id']} has the identity ${old}`;
        const [access] = world.targets(origin['origin_access_control_id'], stack);
        if (access?.type !== 'aws_cloudfront_origin_access_control') return said(origin, 'origin_access_control_id');
        const asked = {
          origin_access_control_origin_type: 's3',
          signing_behavior: 'always',
          signing_protocol: 'sigv4',
        };
        const wrong = Object.entries(asked).find(([name, value]) => access.config[name] !== value);
        if (wrong) return said(access.config, wrong[0]);
      }
      return undefined;
    },
  },
  {
    id: 'FSBP.CloudFront.12',
    title: 'Every origin of the CDN is a bucket or a load balancer of ours',
    severity: 'high',
    why: 'A bucket that is gone can be made by anybody, who then answers in our name',
    fix: 'domainName by reference: bucket.regionalDomainName',
    types,
    check: (distribution, world) => {
      const origins = originsOf(distribution);
      const dead = origins.find(({ domain_name: name }) => {
        const found = [...bucketsBehind(name, distribution.stack, world), ...world.targets(name, distribution.stack)];
        return !found.some(({ type }) => ['aws_s3_bucket', 'aws_lb'].includes(type));
      });
      return origins.length === 0 ? 'it has no origin' : dead && said(dead, 'domain_name');
    },
  },
  {
    id: 'CKV2_AWS_72',
    covers: ['FSBP.CloudFront.9', 'F3'],
    title: 'The CDN asks servers over HTTPS alone',
    severity: 'high',
    why: 'What visitors send over HTTPS would go on without',
    fix: "originProtocolPolicy: 'https-only'",
    types,
    check: (distribution) => {
      const open = serversOf(distribution).find((server) => server['origin_protocol_policy'] !== 'https-only');
      return open && said(open, 'origin_protocol_policy');
    },
  },
  {
    id: 'CKV2_AWS_54',
    covers: ['FSBP.CloudFront.10', 'AwsSolutions-CFR5', 'F3'],
    title: 'The CDN speaks TLS 1.2 or newer with servers',
    severity: 'high',
    why: 'Older ones are broken',
    fix: "originSslProtocols: ['TLSv1.2']",
    types,
    check: (distribution) => {
      const old = serversOf(distribution).find((server) => {
        const protocols = (server['origin_ssl_protocols'] ?? []) as string[];
        return protocols.length === 0 || protocols.some((protocol) => !['TLSv1.2', 'TLSv1.3'].includes(protocol));
      });
      return old && said(old, 'origin_ssl_protocols');
    },
  },
  {
    id: 'MAL_CDN_4',
    covers: ['F1'],
    title: 'A bucket lets the CDN read for one distribution of ours, and do nothing else',
    severity: 'high',
    why: 'Without it, anybody can put a distribution of his own before our bucket',
    fix: "Condition: { StringEquals: { 'aws:SourceArn': distribution.arn } }, on s3:GetObject",
    types,
    check: (distribution, world) => {
      for (const bucket of originBucketsOf(distribution, world)) {
        const open = policyOf(bucket, world).filter(
          ({ effect, principals }) => effect === 'Allow' && principals?.['Service']?.includes(service),
        );
        if (open.length === 0) return `the policy of ${bucket.path} does not let it in`;
        const loose = open.find(({ actions, conditions }) => {
          const arns =
            conditions['StringEquals']?.['aws:SourceArn'] ?? conditions['ArnEquals']?.['aws:SourceArn'] ?? [];
          const isThis =
            arns.length > 0 && arns.every((arn) => world.targets(arn, bucket.stack).includes(distribution));
          return !isThis || actions.some((action) => !['s3:GetObject', 's3:ListBucket'].includes(action));
        });
        if (loose) return `statement ${loose.sid} of ${bucket.path} lets in more than that`;
      }
      return undefined;
    },
  },
  {
    id: 'MAL_CDN_7',
    covers: ['F1'],
    title: 'The CDN reads only what is meant to be public of a bucket',
    severity: 'high',
    why: "Feeds of partners, customers' uploads and unfinished runs lie beside it, and whoever knows a path would get them",
    fix: 'Name folders that are called public in the Resource of its statement, as apps/data/src/content does',
    types,
    check: (distribution, world) => {
      for (const bucket of originBucketsOf(distribution, world)) {
        const open = policyOf(bucket, world)
          .filter(({ effect, principals }) => effect === 'Allow' && principals?.['Service']?.includes(service))
          .filter(({ actions }) => actions.includes('s3:GetObject'))
          .flatMap(({ resources }) => resources)
          .find((resource) => !/\/public\/\*$/.test(resource));
        if (open) return `it may read ${open}`;
      }
      return undefined;
    },
  },
  {
    id: 'MAL_CDN_5',
    covers: ['F5'],
    title: 'The key of a bucket lets the CDN decrypt, for distributions of the account',
    severity: 'high',
    why: 'Else every answer is an error of access, although the policy of the bucket is right',
    fix: 'A statement for cloudfront.amazonaws.com with kms:Decrypt and aws:SourceArn, see apps/data/src/content',
    types,
    check: (distribution, world) => {
      const locked = originBucketsOf(distribution, world).find((bucket) => {
        const { algorithm, rule, of } = encryptionOf(bucket, world);
        const { kms_master_key_id: id } = block(rule['apply_server_side_encryption_by_default']);
        const key = of && keyBehind(id, of, world);
        return algorithm !== 'AES256' && !(key && decrypts(key, distribution, world));
      });
      return locked && `the key of ${locked.path} does not let it decrypt`;
    },
  },
];

/** Whether a key lets CloudFront decrypt for a distribution: by its address, or by the account, as nothing must wait for it. */
function decrypts(key: Resource, distribution: Resource, world: World): boolean {
  const ofAccount = `arn:aws:cloudfront::${world.environment.account.id}:distribution/`;
  return [key, ...world.thatName(key, 'aws_kms_key_policy')]
    .flatMap((each) => statementsOf(each, world))
    .some(({ effect, principals, actions, conditions }) => {
      const arns = Object.values(conditions).flatMap((keys) => keys['aws:SourceArn'] ?? []);
      return (
        effect === 'Allow' &&
        principals?.['Service']?.includes(service) &&
        actions.includes('kms:Decrypt') &&
        arns.some((arn) => arn.startsWith(ofAccount) || world.targets(arn, key.stack).includes(distribution))
      );
    });
}

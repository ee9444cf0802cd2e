import { accounts } from '@malinshopper/environments';
import { block, type Resource, type Statement, statementsOf, type World } from '@malinshopper/synthesized';
import { inPolicy } from '../../testing/mutation';
import { custom, type Fault } from '../ask';
import { encryptionOf, originBucketsOf, policyOf } from '../s3/parts';
import { keyBehind } from '../kms/own-key';
import { rulesOf } from '../table';

const bucketPolicy = { type: 'aws_s3_bucket_policy', path: 'content/content/policy' };
const distributionsOf = (account: string) => `arn:aws:cloudfront::${account}:distribution/`;

const allowsCdn = ({ effect, principals }: Statement) =>
  effect === 'Allow' && principals?.['Service']?.includes('cloudfront.amazonaws.com') === true;

const bucketsAllowThisCdn: Fault = (distribution, world) => {
  for (const bucket of originBucketsOf(distribution, world)) {
    const open = policyOf(bucket, world).filter(allowsCdn);
    if (open.length === 0) return `the policy of ${bucket.path} does not allow it to read`;
    const loose = open.find(({ actions, conditions }) => {
      const arns = conditions['StringEquals']?.['aws:SourceArn'] ?? conditions['ArnEquals']?.['aws:SourceArn'] ?? [];
      const isThis = arns.length > 0 && arns.every((arn) => world.targets(arn, bucket.stack).includes(distribution));
      return !isThis || actions.some((action) => !['s3:GetObject', 's3:ListBucket'].includes(action));
    });
    if (loose) return `statement ${loose.sid} of ${bucket.path} allows more than reading by this distribution`;
  }
  return undefined;
};

const readsPublicFolders: Fault = (distribution, world) => {
  const open = originBucketsOf(distribution, world)
    .flatMap((bucket) => policyOf(bucket, world).filter(allowsCdn))
    .filter(({ actions }) => actions.includes('s3:GetObject'))
    .flatMap(({ resources }) => resources)
    .find((resource) => !/\/public\/\*$/.test(resource));
  return open && `it may read ${open}`;
};

/**
 * True if a key allows CloudFront to decrypt for a distribution: by its ARN, or by the account, so that the key does
 * not have to wait for the distribution.
 */
function decrypts(key: Resource, distribution: Resource, world: World): boolean {
  const ofAccount = distributionsOf(world.environment.account.id);
  return [key, ...world.thatName(key, 'aws_kms_key_policy')]
    .flatMap((each) => statementsOf(each, world))
    .filter((statement) => allowsCdn(statement) && statement.actions.includes('kms:Decrypt'))
    .flatMap(({ conditions }) => Object.values(conditions).flatMap((keys) => keys['aws:SourceArn'] ?? []))
    .some((arn) => arn.startsWith(ofAccount) || world.targets(arn, key.stack).includes(distribution));
}

const keysLetCdnDecrypt: Fault = (distribution, world) => {
  const locked = originBucketsOf(distribution, world).find((bucket) => {
    const { algorithm, rule, of } = encryptionOf(bucket, world);
    const { kms_master_key_id: id } = block(rule['apply_server_side_encryption_by_default']);
    const key = of && keyBehind(id, of, world);
    return algorithm !== 'AES256' && !(key && decrypts(key, distribution, world));
  });
  return locked && `the key of ${locked.path} does not allow it to decrypt`;
};

export const originBuckets = rulesOf('aws_cloudfront_distribution', {
  MAL_CDN_4: {
    title: 'A bucket allows only its own distribution, and allows it only to read objects',
    severity: 'high',
    covers: 'F1',
    why: 'Otherwise any AWS account can place its own distribution in front of the bucket',
    fix: "Set Condition: { StringEquals: { 'aws:SourceArn': distribution.arn } }, on s3:GetObject",
    ask: custom(bucketsAllowThisCdn, {
      'the bucket allows distributions of any account': inPolicy((statements) => delete statements[2].Condition),
      'the bucket allows another distribution': inPolicy(
        (statements) =>
          (statements[2].Condition.StringEquals['aws:SourceArn'] = `${distributionsOf(accounts.production.id)}OTHER`),
      ),
      'the bucket allows the CDN to write': inPolicy(
        (statements) => (statements[2].Action = ['s3:GetObject', 's3:PutObject']),
      ),
      'the bucket does not allow the CDN to read': inPolicy((statements) => statements.splice(2, 1)),
    }),
    tried: bucketPolicy,
  },
  MAL_CDN_7: {
    title: 'Distributions read only the public folders of buckets',
    severity: 'high',
    covers: 'F1',
    why: "Feeds of partners, customers' uploads and unfinished runs are in the same bucket, readable by anonymous requests for a known path",
    fix: 'Name folders called public in the Resource of its statement, as apps/data/src/content does',
    ask: custom(readsPublicFolders, {
      'the CDN serves the whole bucket': inPolicy(
        (statements) => (statements[2].Resource = statements[2].Resource[0].replace('/fetcher/public/*', '/*')),
      ),
      'the CDN serves all objects that a worker writes': inPolicy(
        (statements) => (statements[2].Resource[1] = statements[2].Resource[1].replace('/public/*', '/*')),
      ),
    }),
    tried: bucketPolicy,
  },
  MAL_CDN_5: {
    title: 'Keys of buckets allow the CDN to decrypt, for distributions of the account',
    severity: 'high',
    covers: 'F5',
    why: 'Otherwise every response is an access error, although the bucket policy is right',
    fix: 'Add a statement for cloudfront.amazonaws.com with kms:Decrypt and aws:SourceArn, see apps/data/src/content',
    ask: custom(keysLetCdnDecrypt, {
      'the key does not allow the CDN to decrypt': inPolicy((statements) => statements.splice(1, 1)),
      'the key allows the CDN of another account to decrypt': inPolicy(
        (statements) =>
          (statements[1].Condition = { ArnLike: { 'aws:SourceArn': `${distributionsOf('999999999999')}*` } }),
      ),
    }),
    tried: { type: 'aws_kms_key', path: 'content/key/Resource' },
  },
});

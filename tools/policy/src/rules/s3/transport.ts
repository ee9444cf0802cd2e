import { accounts } from '@malinshopper/environments';
import type { Resource, World } from '@malinshopper/synthesized';
import { remove, type Changeable } from '../../testing/mutation';
import { alsoBroken, custom, type Ask } from '../ask';
import { rulesOf } from '../table';
import { broken, brokenPolicy } from './bucket-parts';
import { policyOf } from './parts';

interface Refusal {
  readonly operator: string;
  readonly key: string;
  readonly right: (value: string) => boolean;
  readonly what: string;
  /** The value of the condition after the break. */
  readonly bad: string;
}

const plainHttp: Refusal = {
  operator: 'Bool',
  key: 'aws:SecureTransport',
  right: (value) => value === 'false',
  what: 'plain HTTP',
  bad: 'true',
};
const oldTls: Refusal = {
  operator: 'NumericLessThan',
  key: 's3:TlsVersion',
  right: (value) => Number(value) >= 1.2,
  what: 'TLS older than 1.2',
  bad: '1.1',
};
/** In the order of the policy of a Bucket (libs/constructs, tlsOnly). */
const refusals = [plainHttp, oldTls];

/** True if resources are a bucket and all objects in it. */
function isWhole(resources: readonly string[], bucket: Resource, world: World): boolean {
  const own = resources.filter((resource) => world.targets(resource, bucket.stack).includes(bucket));
  return own.some((resource) => resource.endsWith('}')) && own.some((resource) => resource.endsWith('}/*'));
}

/**
 * The policy of a bucket denies all principals all actions under one condition: with two, it would apply only where both are
 * true.
 */
function denies(refusal: Refusal): Ask {
  const { operator, key, right, what, bad } = refusal;
  const index = refusals.indexOf(refusal);
  const changed = (change: (statement: Changeable) => void) => brokenPolicy((statements) => change(statements[index]));
  return custom(
    (bucket, world) => {
      const found = policyOf(bucket, world).some(({ effect, principals, actions, resources, conditions }) => {
        const [only, ...others] = Object.entries(conditions).flatMap(([by, keys]) =>
          Object.entries(keys).map(([name, values]) => ({ by, name, values })),
        );
        return (
          effect === 'Deny' &&
          (principals?.['AWS'] ?? []).includes('*') &&
          actions.some((action) => action === 's3:*' || action === '*') &&
          others.length === 0 &&
          only?.by === operator &&
          only.name === key &&
          only.values.every(right) &&
          isWhole(resources, bucket, world)
        );
      });
      return found ? undefined : `no statement of its policy denies all principals all actions over ${what}`;
    },
    {
      [`nothing denies ${what}`]: brokenPolicy((statements) => statements.splice(index, 1)),
      [`${what} is allowed instead of denied`]: changed((statement) => (statement.Effect = 'Allow')),
      [`${key} is compared with ${bad}`]: changed((statement) => (statement.Condition[operator][key] = bad)),
    },
  );
}

/** The connections that buckets accept. A bucket has no attribute for them: its policy decides. */
export const bucketTransport = rulesOf('aws_s3_bucket', {
  'FSBP.S3.5': {
    title: 'Buckets deny plain HTTP',
    severity: 'high',
    covers: 'CKV_AWS_379 AwsSolutions-S10 S1',
    why: 'Content could be read and changed in transit',
    fix: 'Use Bucket (libs/constructs), or add tlsOnly to the policy',
    ask: alsoBroken(denies(plainHttp), {
      'a bucket has no policy': broken('policy', remove),
      'plain HTTP is denied for reading only': brokenPolicy(([deny]) => (deny.Action = 's3:GetObject')),
      'plain HTTP is denied for the bucket, not for its objects': brokenPolicy(([deny]) => deny.Resource.pop()),
      'plain HTTP is denied to one role only': brokenPolicy(([deny]) => {
        deny.Principal = { AWS: `arn:aws:iam::${accounts.production.id}:role/one` };
      }),
      'plain HTTP is denied from one address only': brokenPolicy(([deny]) => {
        deny.Condition.IpAddress = { 'aws:SourceIp': '10.0.0.1/32' };
      }),
    }),
  },
  MAL_S3_3: {
    title: 'Buckets deny TLS older than 1.2',
    severity: 'high',
    covers: 'S1',
    why: 'Content could be read and changed in transit',
    fix: 'Use Bucket (libs/constructs), or add tlsOnly to the policy',
    ask: denies(oldTls),
  },
});

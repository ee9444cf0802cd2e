import type { Resource, World } from '@malinshopper/synthesized';
import type { Rule } from '../../rule';
import { bucketTypes as types, policyOf } from './parts';

/** How buckets may be spoken to. Judged by what their policies refuse: no attribute of a bucket says it. */
export const bucketTransportRules: readonly Rule[] = [
  refuses('FSBP.S3.5', ['CKV_AWS_379', 'AwsSolutions-S10', 'S1'], {
    operator: 'Bool',
    key: 'aws:SecureTransport',
    right: (value) => value === 'false',
    what: 'plain HTTP',
  }),
  refuses('MAL_S3_3', ['S1'], {
    operator: 'NumericLessThan',
    key: 's3:TlsVersion',
    right: (value) => Number(value) >= 1.2,
    what: 'TLS older than 1.2',
  }),
];

interface Refusal {
  readonly operator: string;
  readonly key: string;
  right(value: string): boolean;
  readonly what: string;
}

/** That the policy of a bucket refuses everybody everything under one condition: with two, only where both hold. */
function refuses(id: string, covers: readonly string[], { operator, key, right, what }: Refusal): Rule {
  return {
    id,
    covers,
    title: `Every bucket refuses ${what}`,
    severity: 'high',
    why: 'What is said that way, everybody on the way reads and changes',
    fix: 'Make it with Bucket (libs/constructs), or add tlsOnly to its policy',
    types,
    check: (bucket, world) => {
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
          isAll(resources, bucket, world)
        );
      });
      return found ? undefined : `no statement of its policy refuses ${what} to everybody, for everything`;
    },
  };
}

/** Whether resources are a bucket and all that is in it. */
function isAll(resources: readonly string[], bucket: Resource, world: World): boolean {
  const own = resources.filter((resource) => world.targets(resource, bucket.stack).includes(bucket));
  return own.some((resource) => resource.endsWith('}')) && own.some((resource) => resource.endsWith('}/*'));
}

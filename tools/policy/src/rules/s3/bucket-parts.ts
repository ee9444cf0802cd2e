import { inPolicy, remove, type Change, type Changeable } from '../../testing/mutation';
import { alsoBroken, type Ask, type Break } from '../ask';
import { partsOf } from './parts';

/** The types that configure a bucket, by the name of the construct below it. */
const types = {
  Resource: 'aws_s3_bucket',
  'access-logs': 'aws_s3_bucket_logging',
  encryption: 'aws_s3_bucket_server_side_encryption_configuration',
  lifecycle: 'aws_s3_bucket_lifecycle_configuration',
  ownership: 'aws_s3_bucket_ownership_controls',
  policy: 'aws_s3_bucket_policy',
  'public-access': 'aws_s3_bucket_public_access_block',
  versioning: 'aws_s3_bucket_versioning',
} as const;
type Part = keyof typeof types;

/** Buckets that the breaks change. */
export const loadBalancerLogs = 'load-balancer/access-logs/';
export const accountLogs = 'account/access-logs/bucket/';
const content = 'content/content/';

/** The resource to which a break of a part of a bucket applies. @default - the part of the content bucket */
export const placeOf = (part: Part, bucket = content) => ({ type: types[part], path: `${bucket}${part}` });

/** Breaks a part of a bucket. */
export const broken = (part: Part, change: Change, bucket?: string): Omit<Break, 'what'> => ({
  ...placeOf(part, bucket),
  change,
});

/** Breaks the policy of a bucket. */
export const brokenPolicy = (change: (statements: Changeable[]) => void, bucket?: string) =>
  broken('policy', inPolicy(change), bucket);

/** A part of a bucket passes an ask. */
export const inPart = (part: Part, ask: Ask, bucket?: string): Ask => ({
  fault(resource, world) {
    const [found] = partsOf(resource, world, types[part]);
    return found ? ask.fault(found, world) : `has no ${types[part]}`;
  },
  breaks: ask.breaks.map((each) => ({ ...placeOf(part, bucket), ...each })),
});

/** A bucket has a part, and the part passes an ask. */
export const hasPart = (part: Part, ask: Ask = { fault: () => undefined, breaks: [] }, bucket?: string): Ask =>
  alsoBroken(inPart(part, ask, bucket), { [`${types[part]} is removed`]: broken(part, remove, bucket) });

import type { Environment } from '@malinshopper/environments';
import { isOwnBucket } from './own';
import type { Text } from './texts';

/** The bucket in each form of an S3 address. */
export const bucketAddresses = [
  /\bs3[an]?:\/\/([a-z0-9][a-z0-9.-]{2,62})/gi,
  /\barn:aws[a-z-]*:s3:::([a-z0-9*?][a-z0-9.*?-]{2,})/gi,
  /\/\/([a-z0-9][a-z0-9.-]{2,62})\.s3[.-][a-z0-9.-]*amazonaws\.com/gi,
  /\/\/s3[.-][a-z0-9-]+\.amazonaws\.com\/([a-z0-9][a-z0-9.-]{2,62})/gi,
] as const;
/** The attributes with a bucket's name: `target_bucket`, `s3_bucket_name`, `s3BucketName`. */
const namesBucket = /bucket(_?name)?$/i;
const wholeName = /^[a-z0-9][a-z0-9.-]{2,}$/;

/** A bucket in a text, or a text that is a bucket's name, outside the environment. */
export function foreignBucket({ value, name }: Text, environment: Environment): string | undefined {
  const named = namesBucket.test(name) && wholeName.test(value) ? [value] : [];
  if (named.length === 0 && !/s3/i.test(value)) return undefined;
  const addressed = bucketAddresses.flatMap((form) => [...value.matchAll(form)].map(([, bucket = '']) => bucket));
  return [...named, ...addressed].find((bucket) => !isOwnBucket(bucket.toLowerCase(), environment));
}

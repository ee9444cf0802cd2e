import type { Mutation } from '../../../testing/mutation';

const content = 'content/content/';

/** One change of what sets a bucket: of the content's, if it is not said otherwise. */
export const part =
  (type: string, child: string) =>
  (rule: string, what: string, change: Mutation['change'], path = content): Mutation => ({
    rule,
    what,
    type,
    path: `${path}${child}`,
    change,
  });
export const bucket = part('aws_s3_bucket', 'Resource');
export const encryption = part('aws_s3_bucket_server_side_encryption_configuration', 'encryption');
export const block = part('aws_s3_bucket_public_access_block', 'public-access');
export const policy = part('aws_s3_bucket_policy', 'policy');
export const ownership = part('aws_s3_bucket_ownership_controls', 'ownership');
export const versioning = part('aws_s3_bucket_versioning', 'versioning');
export const lifecycle = part('aws_s3_bucket_lifecycle_configuration', 'lifecycle');
export const logging = part('aws_s3_bucket_logging', 'access-logs');
export const loadBalancerLogs = 'load-balancer/access-logs/';
export const accountLogs = 'account/access-logs/bucket/';

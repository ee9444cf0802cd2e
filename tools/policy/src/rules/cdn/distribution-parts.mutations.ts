import type { Mutation } from '../../testing/mutation';
import { having, within } from '../data/changes';

export const of =
  (type: string, path?: string) =>
  (rule: string, what: string, change: Mutation['change']): Mutation => ({
    rule,
    what,
    type,
    change,
    ...(path && { path }),
  });
export const distribution = of('aws_cloudfront_distribution');
export const access = of('aws_cloudfront_origin_access_control');
export const bucketPolicy = of('aws_s3_bucket_policy', 'content/content/policy');
export const key = of('aws_kms_key', 'content/key/Resource');
export const source = of('aws_cloudwatch_log_delivery_source');

type Change = Exclude<Mutation['change'], 'remove'>;
export const behavior = (change: Change) => within(['default_cache_behavior'], change);
export const certificate = (change: Change) => within(['viewer_certificate'], change);
export const origin = (change: Change) => within(['origin', 0], change);
export const asServer = (server: object) => origin(having({ custom_origin_config: server }));

/** One more behavior, for what lies under a path, that is worse than the default one. */
export const underPath =
  (change: Change): Change =>
  (config, resources) => {
    const worse = { ...config.default_cache_behavior, path_pattern: '/old/*' };
    change(worse, resources);
    config.ordered_cache_behavior = [worse];
  };

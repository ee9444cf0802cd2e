import { all, at } from '../ask';

/**
 * The attribute passes in every cache behavior. The breaks set each of `bad` in the default behavior, and the first one
 * in a behavior for a path.
 */
export const everyBehavior = (attribute: string, pass: (value: unknown) => boolean, ...bad: readonly unknown[]) =>
  all(
    at(`default_cache_behavior.${attribute}`, pass, ...bad),
    at(`ordered_cache_behavior?.${attribute}`, pass, bad[0]),
  );

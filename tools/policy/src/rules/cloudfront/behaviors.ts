import { all, at } from '../ask';

/** The attribute passes in every cache behavior. Broken in the default one with each of `bad`, and in one for a path with the first. */
export const everyBehavior = (attribute: string, pass: (value: unknown) => boolean, ...bad: readonly unknown[]) =>
  all(
    at(`default_cache_behavior.${attribute}`, pass, ...bad),
    at(`ordered_cache_behavior?.${attribute}`, pass, bad[0]),
  );

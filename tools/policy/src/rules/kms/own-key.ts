import type { Resource, World } from '@malinshopper/synthesized';

/** The customer managed key that a value leads to, also through a contract. None behind the alias of a service's own key. */
export const keyBehind = (value: unknown, { stack }: Resource, world: World): Resource | undefined =>
  world.targets(value, stack).find(({ type }) => type === 'aws_kms_key');

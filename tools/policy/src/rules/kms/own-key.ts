import type { Resource, World } from '@malinshopper/synthesized';

/**
 * The customer managed key that a value refers to, also through a contract. Undefined behind the alias of an AWS
 * managed key.
 */
export const keyBehind = (value: unknown, { stack }: Resource, world: World): Resource | undefined =>
  world.targets(value, stack).find(({ type }) => type === 'aws_kms_key');

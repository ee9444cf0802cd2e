import type { Resource, Stack, World } from '@malinshopper/synthesized';

/** The certificates that a value leads to, be it by the validation that has to be waited for. */
export const certificatesBehind = (value: unknown, from: Stack, world: World): readonly Resource[] =>
  world
    .targets(value, from)
    .flatMap((target) =>
      target.type === 'aws_acm_certificate_validation'
        ? world.targets(target.config['certificate_arn'], target.stack)
        : [target],
    )
    .filter(({ type }) => type === 'aws_acm_certificate');

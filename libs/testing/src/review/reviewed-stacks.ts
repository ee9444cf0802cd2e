import { environment, longLivedEnvironments, type Environment } from '@malinshopper/environments';
import type { SynthEntry } from '@malinshopper/stack';
import { synthesized } from '../synthesized';
import { differenceFrom } from './difference';

/**
 * The reviewed form of an app's stacks, for `toMatchSnapshot`, grouped by the kind of the environment. The stacks of
 * production are complete; for every other kind, the snapshot contains the difference from production. A change in
 * every environment changes the snapshot of production only.
 * @param shown the reviewed part of the JSON. @default - all
 */
export function reviewedStacks(
  entry: SynthEntry,
  shown = (json: string) => json,
): (readonly [Environment['kind'], () => string])[] {
  const of = (owner: Environment) => ({ owner, json: shown(synthesized(entry, owner).json) });
  const production = environment('production');
  const others = [...longLivedEnvironments, environment('feature/checkout')].filter(
    ({ kind }) => kind !== 'production',
  );
  return [
    [production.kind, () => of(production).json],
    ...others.map((each) => [each.kind, () => differenceFrom(of(production), of(each))] as const),
  ];
}

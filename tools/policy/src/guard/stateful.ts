import { table } from './table';

/** Something that production does not lose by a deploy. */
export interface Stateful {
  /** What it does, and what ends with it: "holds data that is lost with it". */
  readonly does: string;
}

/** The types with which a review begins where they go, and what each does. Production's guard holds back more than these (table/). */
export const stateful: Readonly<Record<string, Stateful>> = Object.fromEntries(
  Object.entries(table)
    .filter(([, { keptByTerraform, atStake }]) => keptByTerraform ?? atStake)
    .map(([type, { does }]) => [type, { does }]),
);

/**
 * Those of them that hold what cannot be made again: data, what data is encrypted with, names that the world has learnt. Terraform itself has to
 * refuse to destroy them (rule MAL_GUARD_1). What can be begun again, or goes and comes with what it belongs to, is held back by the guard alone.
 */
export const preventDestroyTypes: readonly string[] = Object.entries(table)
  .filter(([, { keptByTerraform }]) => keptByTerraform)
  .map(([type]) => type)
  .sort();

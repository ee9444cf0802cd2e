import { table } from './table';

/** A resource that production must not lose by a deploy. */
export interface Stateful {
  /** Its purpose, and the loss by its deletion: "holds data that is lost with it". */
  readonly does: string;
}

/**
 * The types with deletions that a review shows first, each with its purpose. Production's guard protects more types than
 * these (table/).
 */
export const stateful: Readonly<Record<string, Stateful>> = Object.fromEntries(
  Object.entries(table)
    .filter(([, { keptByTerraform, atStake }]) => keptByTerraform ?? atStake)
    .map(([type, { does }]) => [type, { does }]),
);

/**
 * The types among them with contents that cannot be created again: data, encryption keys, published names. Terraform
 * itself must refuse to destroy them (rule MAL_GUARD_1). Only the guard protects resources of all other types, because
 * these can be created again or are deleted with their owner.
 */
export const preventDestroyTypes: readonly string[] = Object.entries(table)
  .filter(([, { keptByTerraform }]) => keptByTerraform)
  .map(([type]) => type)
  .sort();

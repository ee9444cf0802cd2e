import { attributeDifferences, type AttributeDifference } from '../difference/attributes';
import { collectSecrets } from '../mask/collect';
import { KnownSecrets } from '../mask/known-secrets';
import { Masking } from '../mask/masking';
import { readPlan } from '../plan/read-plan';
import { changeOf } from './reviewed-plan';

/** The differences between AWS and the state in a refresh-only plan, ready to be shown. */
export interface ShownDrift {
  /** The differences of a resource's attributes: values of the state are removed, values in AWS are added. */
  differencesOf(address: string): readonly AttributeDifference[];
  /** Hides the secrets of the plan in text that does not come from it, such as an error. */
  hide(words: string): string;
}

/**
 * Reads the drift of a plan without any secret value.
 * @param plan `terraform show -json` of a refresh-only plan, parsed
 * @param options the key of the digests that replace secrets, and words that are not secret: the names of the app and
 * its environment
 * @throws as `readPlan`
 */
export function shownDrift(
  plan: unknown,
  { key, names }: { readonly key: string; readonly names: readonly string[] },
): ShownDrift {
  const read = readPlan(plan);
  const known = new KnownSecrets(new Set(names));
  collectSecrets(read, known);
  const masking = new Masking(key, known);
  const changes = new Map(read.resource_drift.map((one) => [one.address, changeOf(one, masking)]));
  return {
    differencesOf: (address) => {
      const found = changes.get(address);
      return found ? attributeDifferences(found) : [];
    },
    hide: (words) => masking.message(words),
  };
}

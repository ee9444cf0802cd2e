import { attributeDifferences } from '../difference/attributes';
import { membersOf, same, type Value } from '../value/value';
import type { ReviewedChange } from './record';

/** A value that leads to a change of the plan. */
export interface Source {
  readonly address: string;
  /** @default - any of it */
  readonly attribute?: string;
}

/**
 * Of what has changed in AWS since the last deploy, what the plan depends on or takes back. Terraform lists besides all that a refresh found, such
 * as what AWS has filled in since (Terraform documentation, "JSON Output Format": `relevant_attributes` is there to tell them apart). The rest is
 * for a look at drift.
 */
export function relevantDrift(
  drift: readonly ReviewedChange[],
  changes: readonly ReviewedChange[],
  sources: readonly Source[],
): ReviewedChange[] {
  return drift.filter((one) => {
    if (one.action === 'delete') return true;
    // Terraform tells nothing at all from an empty value, and a reader does not.
    if (attributeDifferences(one).length === 0) return false;
    const drifted = differing(one);
    const isSource = ({ address, attribute }: Source) =>
      address === one.address && (attribute === undefined || drifted.includes(attribute));
    if (sources.some(isSource)) return true;
    const planned = changes.find(({ address }) => address === one.address);
    return planned !== undefined && differing(planned).some((name) => drifted.includes(name));
  });
}

/** The attributes of which a change is made. */
function differing({ before, after }: { readonly before?: Value; readonly after?: Value }): string[] {
  const [was, is] = [membersOf(before) ?? {}, membersOf(after) ?? {}];
  return Object.keys({ ...was, ...is }).filter((name) => !same(was[name], is[name]));
}

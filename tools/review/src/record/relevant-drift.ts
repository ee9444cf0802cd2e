import { membersOf, same, type Value } from '../value/value';
import type { ReviewedChange } from './record';

/**
 * Of what has changed in AWS since the last deploy, what the plan depends on or takes back. Terraform lists besides all that a refresh found, such
 * as what AWS has filled in since (Terraform documentation, "JSON Output Format": `relevant_attributes` is there to tell them apart). The rest is
 * for a look at drift.
 * @param sources the addresses of the resources of which a value leads to a change of the plan
 */
export function relevantDrift(
  drift: readonly ReviewedChange[],
  changes: readonly ReviewedChange[],
  sources: ReadonlySet<string>,
): ReviewedChange[] {
  return drift.filter((one) => {
    if (one.action === 'delete') return true;
    // Terraform tells nothing at all from an empty value, and a reader does not.
    if (differing(one).length === 0) return false;
    if (sources.has(one.address)) return true;
    const planned = changes.find(({ address }) => address === one.address);
    if (!planned) return false;
    const changing = differing(planned);
    return differing(one).some((name) => changing.includes(name));
  });
}

/** The attributes of which a change is made. */
function differing({ before, after }: { readonly before?: Value; readonly after?: Value }): string[] {
  const [was, is] = [membersOf(before) ?? {}, membersOf(after) ?? {}];
  return Object.keys({ ...was, ...is }).filter((name) => !same(was[name], is[name]));
}

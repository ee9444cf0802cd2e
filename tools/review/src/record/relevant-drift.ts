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
 * The changes in AWS since the last deploy that the plan depends on or reverts. Terraform also lists all other
 * differences of a refresh, such as values that AWS has filled in since (Terraform documentation, "JSON Output Format":
 * `relevant_attributes` distinguishes them). The drift check reports all other differences.
 */
export function relevantDrift(
  drift: readonly ReviewedChange[],
  changes: readonly ReviewedChange[],
  sources: readonly Source[],
): ReviewedChange[] {
  return drift.filter((one) => {
    if (one.action === 'delete') return true;
    // Terraform distinguishes a missing value from an empty one; a reader does not.
    if (attributeDifferences(one).length === 0) return false;
    const drifted = differing(one);
    const isSource = ({ address, attribute }: Source) =>
      address === one.address && (attribute === undefined || drifted.includes(attribute));
    if (sources.some(isSource)) return true;
    const planned = changes.find(({ address }) => address === one.address);
    return planned !== undefined && differing(planned).some((name) => drifted.includes(name));
  });
}

/** The attributes of a change. */
function differing({ before, after }: { readonly before?: Value; readonly after?: Value }): string[] {
  const [was, is] = [membersOf(before) ?? {}, membersOf(after) ?? {}];
  return Object.keys({ ...was, ...is }).filter((name) => !same(was[name], is[name]));
}

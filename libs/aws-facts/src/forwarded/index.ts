import { ofContent } from './content';
import { ofData } from './data';
import type { ForwardedCall, ForwardedCalls } from './forwarded-call';
import { ofFunctions } from './functions';
import { ofInstances } from './instances';
import { ofLoadBalancing } from './load-balancing';
import { ofWatching } from './watching';

export { tagsOfForwarded, type ForwardedCall, type ForwardedKind } from './forwarded-call';

/**
 * The calls that AWS makes on behalf of its caller (forwarded calls), grouped by the action of the original call. The
 * table contains each action of the apps' resource types and of this repository's tools for which AWS documents
 * forwarded calls. A recording of Terraform does not show forwarded calls, and the Service Authorization Reference no
 * longer lists them.
 */
export const forwardedCalls: ForwardedCalls = {
  ...ofContent,
  ...ofData,
  ...ofFunctions,
  ...ofInstances,
  ...ofLoadBalancing,
  ...ofWatching,
};

/** The calls that AWS makes on behalf of the caller of an action; none, if AWS documents none. */
export function forwardedBy(action: string): readonly ForwardedCall[] {
  return forwardedCalls[action] ?? [];
}

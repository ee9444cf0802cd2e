import { ofContent } from './content';
import { ofData } from './data';
import type { ForwardedCall, ForwardedCalls } from './forwarded-call';
import { ofFunctions } from './functions';
import { ofInstances } from './instances';
import { ofLoadBalancing } from './load-balancing';
import { ofWatching } from './watching';

export { tagsOfForwarded, type ForwardedCall, type ForwardedKind } from './forwarded-call';

/**
 * What AWS calls in the name of whoever calls it, by the action of that call: of every action that the apps' resource types and our own
 * tools use, and of which AWS documents such calls. No recording of Terraform shows them, and the Service Authorization Reference does not
 * list them any more.
 */
export const forwardedCalls: ForwardedCalls = {
  ...ofContent,
  ...ofData,
  ...ofFunctions,
  ...ofInstances,
  ...ofLoadBalancing,
  ...ofWatching,
};

/** What AWS calls in the name of the caller of an action; nothing, where AWS documents no such calls. */
export function forwardedBy(action: string): readonly ForwardedCall[] {
  return forwardedCalls[action] ?? [];
}

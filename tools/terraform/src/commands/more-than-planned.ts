import { mayHideChanges, hiddenChangesIn } from '../preview/hidden-changes';
import type { App } from './app';
import { planJson } from './plan-json';
import type { Planned } from './recreated';

/**
 * True if the apply of the plan in the folder changes more than the plan shows, so that the same deploy needs another plan: resources that refer to
 * such a value are planned with its old value.
 * @param planned the changes of that plan
 * @throws if the plan cannot be read
 */
export async function isMoreThanPlanned(app: App, planned: readonly Planned[]): Promise<boolean> {
  if (!planned.some(({ address, action }) => action === 'update' && mayHideChanges(address))) return false;
  return hiddenChangesIn(await planJson(app)).length > 0;
}

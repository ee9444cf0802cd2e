import { mayLeaveUnsaid, unsaidIn } from '../preview/unsaid';
import type { App } from './app';
import { planJson } from './plan-json';
import type { Planned } from './recreated';

/**
 * Whether the apply of the plan in the folder changes more than the plan says, so that another plan has to follow it in the same deploy: what refers to
 * that is planned as it was.
 * @param planned what that plan would do
 * @throws if the plan cannot be read
 */
export async function isMoreThanPlanned(app: App, planned: readonly Planned[]): Promise<boolean> {
  if (!planned.some(({ address, action }) => action === 'update' && mayLeaveUnsaid(address))) return false;
  return unsaidIn(await planJson(app)).length > 0;
}

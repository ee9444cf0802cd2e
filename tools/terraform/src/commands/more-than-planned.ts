import { mayLeaveUnsaid, unsaidIn } from '../preview/unsaid';
import { capture } from '../subprocess';
import type { App } from './app';
import type { Planned } from './recreated';

/**
 * Whether the apply of the plan in the folder changes more than the plan says, so that another plan has to follow it in the same deploy: what refers to
 * that is planned as it was.
 * @param planned what that plan would do
 * @throws if the plan cannot be read
 */
export async function isMoreThanPlanned({ name, context, folder }: App, planned: readonly Planned[]): Promise<boolean> {
  if (!planned.some(({ address, action }) => action === 'update' && mayLeaveUnsaid(address))) return false;
  const { installation, env } = context;
  const shown = await capture(installation.program, ['show', '-json', folder.plan], { cwd: folder.path, env });
  if (shown.code !== 0) throw new Error(`The plan of ${name} cannot be read: ${shown.stderr.trim()}`);
  return unsaidIn(JSON.parse(shown.stdout)).length > 0;
}

import type { App } from '../commands/app';
import { readRecordOf } from '../record/deployment-record';
import { lastRun } from '../run/record';
import { adoptCutOff, tellForgotten, type Leavings } from './adopt-cut-off';
import { leftBehind } from './left-behind';

/**
 * Takes over what cut-off runs of an app have made and its state does not know, with a plan in the folder that has changes.
 * @param plan plans anew, and says whether there are changes
 * @param wasCutOff whether the record says that the last run was killed: without a journal of it here, all that is planned is looked up
 * @returns how many were taken over, and whether the plan in the folder still has changes
 */
export async function takeOver(
  app: App,
  plan: () => Promise<boolean>,
  wasCutOff = false,
): Promise<{ readonly adopted: number; readonly isOpen: boolean }> {
  const left = leavings(app, wasCutOff);
  let adopted = 0;
  let isOpen = true;
  if (!left) return { adopted, isOpen };
  for (let some = await adoptCutOff(app, left); some.length > 0; some = isOpen ? await adoptCutOff(app, left) : []) {
    adopted += some.length;
    isOpen = await plan();
  }
  await tellForgotten(app, left);
  return { adopted, isOpen };
}

/** Whether a run of an app was cut off, so that it may have made what its state does not know. */
export async function isCutOff(app: App): Promise<boolean> {
  if (leftBehind(app.folder)) return true;
  const record = await readRecordOf(app.context.session.s3, app.configuration.state);
  return record?.outcome === 'running';
}

function leavings({ folder }: App, wasCutOff: boolean): Leavings | undefined {
  const journal = leftBehind(folder);
  if (journal) return { ...journal, tried: new Set() };
  // The record of a run that has ended its apply here was only not written.
  if (!wasCutOff || lastRun(folder)) return undefined;
  return { created: [], inFlight: [], failedCreates: [], isUnknown: true, tried: new Set() };
}

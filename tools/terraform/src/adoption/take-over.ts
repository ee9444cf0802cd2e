import type { App } from '../commands/app';
import type { Session } from '../aws-target/session';
import type { StateLocation } from '../configuration';
import { cutOffSince } from '../record/deployment-record';
import { lastRun } from '../run/record';
import { adoptCutOff, tellForgotten, type Leavings } from './adopt-cut-off';
import type { WorkFolder } from '../work/folder';
import { leftBehind } from './left-behind';

/**
 * Takes over what cut-off runs of an app have made and its state does not know, with a plan in the folder.
 * @param plan plans anew, and says whether there are changes
 * @param hasChanges whether the plan in the folder has any
 * @param cutOffAt when the last run began, if its record does not know its end: without a journal of it here, all that is planned is looked up
 * @returns how many were taken over, and whether the plan in the folder still has changes
 */
export async function takeOver(
  app: App,
  plan: () => Promise<boolean>,
  hasChanges: boolean,
  cutOffAt?: string,
): Promise<{ readonly adopted: number; readonly isOpen: boolean }> {
  const left = leavings(app, cutOffAt);
  let adopted = 0;
  let isOpen = hasChanges;
  if (!left) return { adopted, isOpen };
  for (
    let some = isOpen ? await adoptCutOff(app, left) : [];
    some.length > 0;
    some = isOpen ? await adoptCutOff(app, left) : []
  ) {
    adopted += some.length;
    isOpen = await plan();
  }
  await tellForgotten(app, left);
  return { adopted, isOpen };
}

/** Runs of an app that were cut off, so that they may have made what its state does not know. */
export interface CutOff {
  /** As of `takeOver`. Undefined where only this folder knows of one. */
  readonly at?: string | undefined;
}

/** Looks whether there is such a run, by its journal in the folder or by the record; undefined if there is none. */
export async function cutOffOf(
  session: Session,
  state: StateLocation,
  folder: WorkFolder,
): Promise<CutOff | undefined> {
  const at = await cutOffSince(session.s3, state);
  return at !== undefined || leftBehind(folder) ? { at } : undefined;
}

function leavings({ folder }: App, cutOffAt: string | undefined): Leavings | undefined {
  const journal = leftBehind(folder);
  // An apply of that very run has its journal here, or has ended well, and only the record could not be written.
  const begun = lastRun(folder)?.startedAt;
  const isUnknown = cutOffAt !== undefined && !(begun !== undefined && Date.parse(begun) >= Date.parse(cutOffAt));
  if (!journal && !isUnknown) return undefined;
  return { ...(journal ?? { created: [], inFlight: [], failedCreates: [] }), isUnknown, tried: new Set() };
}

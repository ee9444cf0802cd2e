import type { App } from '../commands/app';
import type { Session } from '../aws-target/session';
import type { StateLocation } from '../configuration';
import { cutOffSince } from '../record/deployment-record';
import { lastRun } from '../run/record';
import { adoptCutOff, reportForgotten, type Leavings } from './adopt-cut-off';
import type { WorkFolder } from '../work/folder';
import { leftBehind } from './left-behind';

/**
 * Adds to the state of an app the resources that interrupted runs have created and that are missing from the state. The folder must contain a plan.
 * @param plan makes a new plan, and returns true if it has changes
 * @param hasChanges true if the plan in the folder has changes
 * @param cutOffAt the start of the last run, if that run was interrupted. Without a journal of that run in this folder, all planned resources are
 * looked up in AWS
 * @returns the number of resources that were taken over, and whether the plan in the folder still has changes
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
  await reportForgotten(app, left);
  return { adopted, isOpen };
}

/** Cut-off runs of an app, which may have made resources that its state does not contain. */
export interface CutOff {
  /** As in `takeOver`. Undefined if only this folder knows of one. */
  readonly at?: string | undefined;
}

/** Looks for such a run, by its journal in the folder or by the record; undefined if there is none. */
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
  // An apply of that very run has its journal here, or it has ended well and only the record could not be written.
  const begun = lastRun(folder)?.startedAt;
  const isUnknown = cutOffAt !== undefined && !(begun !== undefined && Date.parse(begun) >= Date.parse(cutOffAt));
  if (!journal && !isUnknown) return undefined;
  return { ...(journal ?? { created: [], inFlight: [], failedCreates: [] }), isUnknown, tried: new Set() };
}

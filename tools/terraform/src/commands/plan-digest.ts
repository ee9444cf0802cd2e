import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { WorkFolder } from '../work/folder';

/**
 * The digest of the last plan that this process has made in a folder. This process shows, guards and reviews exactly
 * this plan.
 */
const digests = new WeakMap<WorkFolder, string>();

/** Keeps the digest of the plan that Terraform has just written into the folder. */
export function keepPlanDigest(folder: WorkFolder): void {
  digests.set(folder, digestOf(folder));
}

/** True if this process has made a plan in the folder. */
export const isPlanOfThisProcess = (folder: WorkFolder) => digests.has(folder);

/**
 * Checks that the plan in the folder is the one that this process has made: another program could have replaced it since.
 * @throws if it is another one, or if this process has made none
 */
export function assertSamePlan(app: string, folder: WorkFolder): void {
  // If no plan was made and none exists, Terraform reports it.
  const [made, now] = [digests.get(folder) ?? 'missing', digestOf(folder)];
  if (made === now) return;
  throw new Error(
    `The plan of ${app} in ${folder.plan} was replaced after it was judged (SHA-256 of the judged plan: ${made}, now: ${now}). ` +
      'Nothing was applied. Find the program that writes into that folder, and run the same command again.',
  );
}

/** Returns the SHA-256 of the plan file, or `missing` if the file does not exist. */
function digestOf({ plan }: WorkFolder): string {
  try {
    return createHash('sha256').update(readFileSync(plan)).digest('hex');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'missing';
    throw error;
  }
}

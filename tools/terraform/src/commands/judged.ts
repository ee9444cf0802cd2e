import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { WorkFolder } from '../work/folder';

/** The digest of the last plan that this process has made in a folder: what is looked at, guarded and reviewed is that one. */
const judged = new WeakMap<WorkFolder, string>();

/** Keeps the digest of the plan that Terraform has just written into the folder. */
export function keepDigest(folder: WorkFolder): void {
  judged.set(folder, digestOf(folder));
}

/** Whether a plan was made in the folder by this process. */
export const isJudged = (folder: WorkFolder) => judged.has(folder);

/**
 * Makes sure that the plan in the folder is the one that was made here: whoever may write the folder could have put another one there since.
 * @throws if it is another one, or none was made here
 */
export function assertSamePlan(app: string, folder: WorkFolder): void {
  // Where none was made here and none is there, Terraform says so.
  const [made, now] = [judged.get(folder) ?? 'missing', digestOf(folder)];
  if (made === now) return;
  throw new Error(
    `The plan of ${app} in ${folder.plan} is not the one that was judged (SHA-256 ${now}, judged was ${made}): it was exchanged since. ` +
      'Nothing was applied. Look for who writes into that folder, and run the same command again.',
  );
}

/** SHA-256 of the plan file; `missing` where there is none. */
function digestOf({ plan }: WorkFolder): string {
  try {
    return createHash('sha256').update(readFileSync(plan)).digest('hex');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'missing';
    throw error;
  }
}

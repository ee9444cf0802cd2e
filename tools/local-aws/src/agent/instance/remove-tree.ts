import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Removes a folder with all that hooks may have left in it, following no link. They can shut folders, and nest them deeper than
 * a path is long: the programs for it go down step by step.
 */
export async function removeTree(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true });
  } catch {
    await run('chmod', ['-R', 'u+rwx', path]).catch(() => undefined);
    await run('rm', ['-rf', path]);
  }
}

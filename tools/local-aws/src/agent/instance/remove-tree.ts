import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Removes a folder with everything that hooks can have left in it, and follows no link. Hooks can close folders, and
 * nest them deeper than the longest path: `chmod` and `rm` go down step by step.
 */
export async function removeTree(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true });
  } catch {
    await run('chmod', ['-R', 'u+rwx', path]).catch(() => undefined);
    await run('rm', ['-rf', path]);
  }
}

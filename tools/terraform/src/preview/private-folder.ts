import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const prefix = 'preview-';

/**
 * Works in a folder that only this user may read, and that is removed when the work ends, however it ends: a plan contains values in plain text, also
 * secret ones. A shell waits for the end of this process and removes the folder, also when this process is killed; the next plan of the app removes
 * the folder of a machine that went down.
 * @param beside the app's work folder, which this process holds
 */
export async function inPrivateFolder<T>(beside: string, work: (folder: string) => Promise<T>): Promise<T> {
  mkdirSync(beside, { recursive: true });
  for (const old of readdirSync(beside).filter((name) => name.startsWith(prefix))) {
    rmSync(join(beside, old), { recursive: true, force: true });
  }
  // Made with mode 0700 (POSIX, mkdtemp).
  const folder = mkdtempSync(join(beside, prefix));
  // A session of its own: a signal to the whole process group does not end it.
  const keeper = spawn('sh', ['-c', 'cat > /dev/null; rm -rf -- "$1"', 'sh', folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  try {
    await once(keeper, 'spawn');
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    keeper.stdin.end();
  }
}

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { bounds, type Use } from './bounds';
import { BUILDERS_PATH } from './builders-path';
import { hookUser } from './hook-user';

const run = promisify(execFile);
/** Time limit for counting, in milliseconds: a million files take a second or two. */
const LIMIT_MS = 20_000;
const both = 'du -sx -B1 -- "$0"; du -sx --inodes -- "$0"';

/**
 * Returns the disk use of a folder on its file system; links are not followed. `du` counts, because it descends to any
 * depth. Folders that a hook has closed to its own user are counted as well: root of a namespace can read them.
 * @throws Error if it cannot be counted
 */
export async function diskUse(folder: string): Promise<Pick<Use, 'diskBytes' | 'files'>> {
  const asOwner = hookUser === undefined ? ['unshare', '--user', '--map-root-user'] : [];
  const [program, ...rest] = [...asOwner, 'sh', '-c', both, folder];
  const options = { env: { PATH: BUILDERS_PATH, LC_ALL: 'C' }, timeout: LIMIT_MS, killSignal: 'SIGKILL' as const };
  const { stdout, stderr, killed } = await run(program!, rest, options).then(
    (said) => ({ ...said, killed: false }),
    (error: Error & { stdout?: string; stderr?: string; killed?: boolean }) => ({
      stdout: error.stdout ?? '',
      stderr: error.stderr || error.message,
      killed: error.killed ?? false,
    }),
  );
  const [bytes, files] = stdout.split('\n').map((line) => Number.parseInt(line, 10));
  if (killed) return { diskBytes: bytes || 0, files: bounds.files + 1 };
  // `du` complains about files that are removed meanwhile and ends with 1, but its count is correct.
  if (bytes && files) return { diskBytes: bytes, files };
  throw new Error(`the disk use of the instance cannot be counted (${stderr.trim()})`);
}

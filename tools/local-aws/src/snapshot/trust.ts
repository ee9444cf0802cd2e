import { constants, type Stats } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UnusableSnapshot } from './unusable';

const WRITABLE_BY_OTHERS = 0o022;

/**
 * Opens a snapshot that this user alone can have written: reading its state runs code.
 * @throws if the file, or the folder that it is in, belongs to or may be written by another user
 */
export async function openTrusted(name: string, file: string): Promise<FileHandle> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw error;
    throw new UnusableSnapshot(
      name,
      `${file} cannot be opened (${error.code === 'ELOOP' ? 'it is a link' : error.message})`,
    );
  });
  try {
    const folder = dirname(file);
    // Of the file that was opened: its name may lead to another one by now.
    const problem = problemOf(file, await handle.stat()) ?? problemOf(folder, await lstat(folder));
    if (problem)
      throw new UnusableSnapshot(name, problem, 'Reading it runs code: remove it, unless you know who wrote it.');
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Why what is at a path is not this user's alone. */
export function problemOf(path: string, found: Pick<Stats, 'uid' | 'mode'>): string | undefined {
  const user = process.getuid?.();
  // Windows has no such owners.
  if (user === undefined) return undefined;
  if (found.uid !== user) return `${path} belongs to user ${found.uid}, and must be of user ${user}`;
  if ((found.mode & WRITABLE_BY_OTHERS) === 0) return undefined;
  return `${path} may be written by other users (mode ${(found.mode & 0o777).toString(8)})`;
}

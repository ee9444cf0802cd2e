import { constants, type Stats } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UnusableSnapshot } from './unusable';

const WRITABLE_BY_OTHERS = 0o022;

/**
 * Opens a snapshot that only this user can have written: reading its state runs code.
 * @throws Error if the file, or its folder, belongs to another user or is writable by one
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
    // Checked on the opened file: its name can lead to another file by now.
    const problem = problemOf(file, await handle.stat()) ?? problemOf(folder, await lstat(folder));
    if (problem)
      throw new UnusableSnapshot(name, problem, 'Reading it runs code: remove it, unless you know its origin.');
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** The reason why other users have access to a path. */
export function problemOf(path: string, found: Pick<Stats, 'uid' | 'mode'>): string | undefined {
  const user = process.getuid?.();
  // Windows has no such owners.
  if (user === undefined) return undefined;
  if (found.uid !== user) return `${path} belongs to user ${found.uid}, and must be of user ${user}`;
  if ((found.mode & WRITABLE_BY_OTHERS) === 0) return undefined;
  return `${path} may be written by other users (mode ${(found.mode & 0o777).toString(8)})`;
}

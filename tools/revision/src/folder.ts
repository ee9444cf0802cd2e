import { constants, type Dirent } from 'node:fs';
import { lstat, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { linkFault, type Found, type Item } from './item';
import { limits } from './limits';
import { RevisionError, type Problem } from './problem';
import { shown } from './quoted';

/** git's own data: a folder, and in a submodule or a worktree a file. Different on every machine. */
const leftOut = '.git';

/**
 * All files of a folder, and its empty folders. Without `.git`, at any depth.
 * @throws RevisionError if it is not a folder, or contains more than a revision may have
 */
export async function folderItems(folder: string): Promise<Found> {
  const reason = await stat(folder).then(
    (is) => (is.isDirectory() ? undefined : 'is not a folder'),
    ({ code }: NodeJS.ErrnoException) => `cannot be read (${code})`,
  );
  if (reason) {
    throw new RevisionError([{ file: folder, message: `${reason}: name the folder that contains appspec.yml.` }]);
  }
  const items: Item[] = [];
  const problems: Problem[] = [];
  const left = [''];
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    const entries = (await readdir(join(folder, at), {
      withFileTypes: true,
      encoding: 'buffer',
    })) as unknown as Dirent<Buffer>[];
    const packed = entries.filter((entry) => entry.name.toString() !== leftOut);
    if (packed.length === 0 && at !== '') {
      items.push({ name: at, kind: 'folder', size: 0, executable: false, content: nothing });
    }
    for (const entry of packed) {
      const name = at === '' ? entry.name.toString() : `${at}/${entry.name.toString()}`;
      const fault = entryFault(entry);
      if (fault) {
        problems.push({ file: shown(name), message: fault });
      } else if (entry.isDirectory()) {
        left.push(name);
      } else {
        items.push(await file(join(folder, name), name));
      }
    }
    refuseTooMany(folder, items.length + left.length);
  }
  return { items, problems };
}

function entryFault(entry: Dirent<Buffer>): string | undefined {
  if (!Buffer.from(entry.name.toString()).equals(entry.name)) {
    return 'has a name that is not UTF-8: rename it.';
  }
  if (entry.isSymbolicLink()) {
    return linkFault;
  }
  return entry.isFile() || entry.isDirectory()
    ? undefined
    : 'is neither a file nor a folder (a socket, pipe or device), and cannot be packed: remove it.';
}

function refuseTooMany(folder: string, count: number): void {
  if (count > limits.entries) {
    const message =
      `contains more than ${limits.entries.toLocaleString('en-US')} files, the limit of a revision. ` +
      'Leave out what the application does not need to run.';
    throw new RevisionError([{ file: folder, message }]);
  }
}

async function file(path: string, name: string): Promise<Item> {
  const { size, mode } = await lstat(path);
  return { name, kind: 'file', size, executable: (mode & 0o100) !== 0, content: () => read(path, name, size) };
}

/** The number of bytes read at once. A stream would take as long for a small file as the file system itself. */
const chunkBytes = 1024 * 1024;

/** Reads the file that was found, and no file that has replaced it since. */
async function* read(path: string, name: string, size: number): AsyncGenerator<Buffer> {
  const refuse = (message: string) => new RevisionError([{ file: shown(name), message }]);
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(path, flags).catch(({ code }: NodeJS.ErrnoException) => {
    throw refuse(`cannot be read (${code}): make it readable, or remove it.`);
  });
  try {
    // One byte more than the size, to detect a longer file.
    for (let left = size + 1; left > 0;) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(Math.min(left, chunkBytes)));
      left -= bytesRead;
      if (left === 0 || (bytesRead === 0 && left > 1)) {
        throw refuse(`has changed while it was read: wait for the program that writes it, and try again.`);
      }
      if (bytesRead === 0) {
        return;
      }
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

async function* nothing(): AsyncGenerator<Buffer> {}

import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Item } from './item';

/**
 * Writes items with checked names into a separate folder, where no link can lead them elsewhere.
 * @throws Error if the folder is not empty, or the error of an item's content; then the folder is as it was
 */
export async function writtenInto(into: string, items: readonly Item[]): Promise<void> {
  const made = await mkdir(into, { recursive: true });
  const there = await readdir(into);
  if (there.length > 0) {
    throw new Error(
      `${into} contains ${there.length} files or folders, and a revision is unpacked into an empty folder: remove them, or name another one.`,
    );
  }
  try {
    const folders = new Set(items.map(({ name, kind }) => join(into, kind === 'folder' ? name : dirname(name))));
    for (const folder of folders) {
      await mkdir(folder, { recursive: true, mode: 0o755 });
    }
    for (const item of items.filter(({ kind }) => kind === 'file')) {
      await written(join(into, item.name), item);
    }
  } catch (error) {
    const leftovers = made ? [made] : (await readdir(into)).map((name) => join(into, name));
    await Promise.all(leftovers.map((path) => rm(path, { recursive: true, force: true })));
    throw error;
  }
}

async function written(path: string, item: Item): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    for await (const chunk of item.content()) {
      await handle.writeFile(chunk);
    }
    // With any umask.
    await handle.chmod(item.executable ? 0o755 : 0o644);
  } finally {
    await handle.close();
  }
}

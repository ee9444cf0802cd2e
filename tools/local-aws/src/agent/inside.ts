import { lstat, mkdir, readlink, stat, type FileHandle, open } from 'node:fs/promises';
import { constants, type Stats } from 'node:fs';
import { join } from 'node:path';
import { giveToHooks } from './fence/hook-user';

/** The limit of Linux (path_resolution(7)). */
const LINK_LIMIT = 40;
const TEXT_LIMIT = 1024 * 1024;

/**
 * Resolves a path of the instance. Links are followed as on the instance, where `/` is `root`: no link of a hook leads
 * out of it. The fence ensures that nothing changes before the result is used, see `runFenced`.
 * @param last true if a link at the very end is followed too
 */
export async function inside(root: string, path: string, last: 'follow' | 'keep' = 'follow'): Promise<string> {
  const ahead = path.split('/');
  const behind: string[] = [];
  let links = 0;
  while (ahead.length > 0) {
    const part = ahead.shift()!;
    if (part === '..') behind.pop();
    if (part === '' || part === '.' || part === '..') continue;
    const isLast = ahead.every((rest) => rest === '');
    const target = isLast && last === 'keep' ? undefined : await linkTarget(join(root, ...behind, part));
    if (target === undefined) {
      behind.push(part);
      continue;
    }
    links += 1;
    if (links > LINK_LIMIT) throw new Error(`Too many levels of symbolic links - ${path}`);
    if (target.startsWith('/')) behind.length = 0;
    ahead.unshift(...target.split('/'));
  }
  return join(root, ...behind);
}

/** The file at a path of the instance, links followed; undefined if there is none. */
export async function found(root: string, path: string): Promise<Stats | undefined> {
  return stat(await inside(root, path)).catch(() => undefined);
}

/** Makes a folder of the instance and those above it. Returns its path on this machine. */
export async function folderInside(root: string, path: string): Promise<string> {
  let made = '/';
  for (const part of path.split('/').filter((name) => name !== '')) {
    made = join(made, part);
    const here = await inside(root, made);
    if ((await lstat(here).catch(() => undefined))?.isDirectory()) continue;
    await mkdir(here);
    await giveToHooks(here);
  }
  return inside(root, path);
}

/**
 * Opens a plain file at a path without links. It refuses everything else that a hook can have put there: a link, or a
 * pipe, which would block.
 */
export async function openPlain(path: string, flags: number): Promise<FileHandle> {
  const file = await open(path, flags | constants.O_NOFOLLOW | constants.O_NONBLOCK, 0o644);
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new Error(`${path} is no plain file`);
}

/**
 * The text of a plain file, undefined if there is none. Hooks can make files that fill any memory: larger ones are
 * refused.
 */
export async function readPlain(path: string): Promise<string | undefined> {
  const file = await openPlain(path, constants.O_RDONLY).catch(() => undefined);
  if (!file) return undefined;
  try {
    const { size } = await file.stat();
    if (size > TEXT_LIMIT) throw new Error(`${path} has ${size} bytes, and at most ${TEXT_LIMIT} are read`);
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

async function linkTarget(path: string): Promise<string | undefined> {
  return readlink(path).catch((error: NodeJS.ErrnoException) => {
    if (['EINVAL', 'ENOENT', 'ENOTDIR'].includes(error.code ?? '')) return undefined;
    throw error;
  });
}

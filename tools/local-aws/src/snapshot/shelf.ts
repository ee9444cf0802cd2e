import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { workFolder } from '../folders';
import { readHeader } from './file';
import type { Manifest } from './manifest';
import { isAutomatic, requireName } from './names';
import { openTrusted } from './trust';

const SUFFIX = '.snapshot';
export const MOST_BYTES = 200 * 1024 * 1024;

/** A snapshot on this machine. */
export interface SnapshotInfo {
  readonly name: string;
  readonly bytes: number;
  readonly savedAt: Date;
  /** @default - undefined: it cannot be read; `problem` has the reason */
  readonly manifest?: Manifest;
  readonly problem?: string;
}

/** The folder with the snapshots of this clone, for all ports. Only this user can read and write the folder. */
export async function shelf(folder = join(workFolder, 'snapshots')): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

export async function fileOf(name: string): Promise<string> {
  return join(await shelf(), `${requireName(name)}${SUFFIX}`);
}

/** All snapshots, the newest first. */
export async function snapshots(): Promise<SnapshotInfo[]> {
  const folder = await shelf();
  const names = (await readdir(folder))
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length));
  const found = await Promise.all(names.map((name) => infoOf(name, join(folder, `${name}${SUFFIX}`))));
  return found.flatMap((info) => info ?? []).sort((a, b) => b.savedAt.getTime() - a.savedAt.getTime());
}

/** @throws Error if there is none of that name */
export async function removeSnapshot(name: string): Promise<void> {
  const file = await fileOf(name);
  await rm(file).catch(async (error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? await noSuch(name) : error;
  });
}

export async function noSuch(name: string): Promise<Error> {
  const known = (await snapshots()).map((each) => each.name);
  return new Error(
    `There is no snapshot ${name}. ${known.length > 0 ? `The existing snapshots are ${known.join(', ')}.` : 'No snapshot exists.'}`,
  );
}

/**
 * Makes room for a snapshot: removes the oldest snapshots with automatic names. If the function throws, it has removed
 * nothing.
 */
export async function makeRoomFor(name: string, bytes: number, most = MOST_BYTES): Promise<string[]> {
  const others = (await snapshots()).filter((other) => other.name !== name);
  let surplus = others.reduce((sum, other) => sum + other.bytes, bytes) - most;
  const going: string[] = [];
  for (const { name: oldest, bytes: freed } of others.filter((other) => isAutomatic(other.name)).reverse()) {
    if (surplus <= 0) break;
    going.push(oldest);
    surplus -= freed;
  }
  if (surplus > 0) {
    throw new Error(
      `All snapshots together may take ${megabytes(most)}. The new snapshot ${name} takes ${megabytes(bytes)}, and too little space can be freed: snapshots with a name are never deleted automatically. ` +
        'Remove one: `npm run snapshot -- list`, then `npm run snapshot -- remove NAME`.',
    );
  }
  for (const each of going) await removeSnapshot(each);
  return going;
}

export const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

async function infoOf(name: string, file: string): Promise<SnapshotInfo | undefined> {
  try {
    const { size, mtime } = await stat(file);
    const info = { name, bytes: size, savedAt: mtime };
    try {
      const handle = await openTrusted(name, file);
      try {
        const { manifest } = await readHeader(name, handle);
        return { ...info, manifest, savedAt: new Date(manifest.savedAt) };
      } finally {
        await handle.close();
      }
    } catch (error) {
      return { ...info, problem: error instanceof Error ? error.message : String(error) };
    }
  } catch (error) {
    // Removed or replaced by another process meanwhile.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

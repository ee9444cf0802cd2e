import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { embeddedEndpoint, embeddedPort } from '../address';
import { capturedParts, type Captured } from '../gateway/captured';
import { askGateway, CAPTURE_PATH, listener } from '../health';
import { pack } from './archive';
import { compressed, header } from './file';
import { FORMAT, type Deployed, type Manifest } from './manifest';
import { nameAt, requireGivenName } from './names';
import { fileOf, makeRoomFor, type SnapshotInfo } from './shelf';

/** A folder that belongs to the deployed apps, beside the embedded AWS: it is packed with it. */
export interface Beside {
  /** Its name in the snapshot: letters, digits and "-". */
  readonly name: string;
  readonly path: string;
  /** Names of files and folders in it that are left out. */
  readonly exclude?: readonly string[];
}

export interface SaveOptions {
  /** @default - nothing */
  readonly beside?: readonly Beside[];
  /** The deployed apps, for the list of snapshots. @default - not recorded */
  readonly deployed?: readonly Deployed[];
  /** The commit of the repository. @default - not recorded */
  readonly commit?: string;
}

/**
 * Saves the whole embedded AWS that runs on EMBEDDED_AWS_PORT. One rename replaces a snapshot of the same name.
 * @param name @default - one by the time; such snapshots are removed first when there are too many
 * @throws Error if a deployment or an apply is running, with its name
 */
export function saveSnapshot(name?: string, options: SaveOptions = {}): Promise<SnapshotInfo> {
  return saveAs(name === undefined ? nameAt(new Date()) : requireGivenName(name), options);
}

/** The same, also under an automatic name. */
export async function saveAs(name: string, { beside = [], deployed = [], commit }: SaveOptions): Promise<SnapshotInfo> {
  const file = await fileOf(name);
  const { folder, ...by } = await captured();
  const fresh = join(folder, 'snapshot');
  try {
    for (const each of beside) {
      if (existsSync(each.path)) await pack(each.path, join(folder, besidePart(each.name)), each.exclude);
    }
    const names = [...Object.values(capturedParts), ...beside.map((each) => besidePart(each.name))];
    const present = names
      .map((part) => ({ name: part, file: join(folder, part) }))
      .filter((part) => existsSync(part.file));
    const parts = await Promise.all(present.map(compressed));
    const manifest: Manifest = {
      format: FORMAT,
      name,
      savedAt: new Date().toISOString(),
      ...by,
      port: embeddedPort(),
      deployed: [...deployed],
      ...(commit !== undefined && { commit }),
      parts: parts.map(({ entry }) => entry),
    };
    await writeWhole(fresh, header(manifest), parts);
    const bytes = await onDisk(fresh);
    await makeRoomFor(name, bytes);
    await rename(fresh, file);
    return { name, bytes, savedAt: new Date(manifest.savedAt), manifest };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const besidePart = (name: string): string => `beside-${name}.tar`;

async function captured(): Promise<Captured> {
  const found = await listener();
  if (found.kind !== 'embedded-aws' || !found.health.ready) {
    throw new Error(`There is nothing to save: no embedded AWS runs on ${embeddedEndpoint()}. Start one: npm start.`);
  }
  const { status, body } = await askGateway('POST', CAPTURE_PATH);
  const said = JSON.parse(body) as Captured & { message?: string };
  if (status === 200) return said;
  throw new Error(`The embedded AWS is not saved: ${said.message ?? body}.`);
}

/**
 * Waits until the file is on the disk and not only in memory: a rename must not precede the contents. @returns its size
 */
async function onDisk(file: string): Promise<number> {
  const handle = await open(file);
  try {
    await handle.sync();
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}

async function writeWhole(file: string, head: Buffer, parts: readonly { readonly file: string }[]): Promise<void> {
  await writeFile(file, head, { mode: 0o600 });
  for (const part of parts) await pipeline(createReadStream(part.file), createWriteStream(file, { flags: 'a' }));
}

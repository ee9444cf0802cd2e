import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbeddedAws, stopEmbeddedAws, type Started } from '../daemon';
import { workFolder } from '../folders';
import { MOTO_VERSION, pythonVersion, pythonWithMoto } from '../moto/python';
import { unpack } from './archive';
import { unpackParts } from './file';
import type { Manifest } from './manifest';
import { besidePart, type Beside } from './save';
import { fileOf, noSuch } from './shelf';
import { sourcesHash } from './sources';
import { openTrusted } from './trust';
import { UnusableSnapshot } from './unusable';

export interface RestoreOptions {
  /**
   * The destinations of folders that were saved beside the embedded AWS; existing ones are replaced. @default - none
   */
  readonly beside?: readonly Pick<Beside, 'name' | 'path'>[];
  /** Called after the snapshot has been verified, before it replaces the present state. @default - nothing */
  readonly replacing?: () => void;
}

export interface Restored extends Started {
  readonly manifest: Manifest;
}

/**
 * Starts the embedded AWS on EMBEDDED_AWS_PORT as it was saved. A running one is ended after the whole snapshot has
 * been verified to be complete and of this version.
 * @throws UnusableSnapshot if it is not, with the reason
 */
export async function restoreSnapshot(name: string, options: RestoreOptions = {}): Promise<Restored> {
  const file = await fileOf(name);
  const handle = await openTrusted(name, file).catch(async (error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? await noSuch(name) : error;
  });
  const into = join(workFolder, 'captured');
  await mkdir(into, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(into, 'restored-'));
  try {
    const manifest = await wholeAndFitting(name, handle, folder);
    options.replacing?.();
    await stopEmbeddedAws();
    const started = await startedWith(name, folder);
    for (const { name: which, path } of options.beside ?? []) await replace(path, join(folder, besidePart(which)));
    return { ...started, manifest };
  } finally {
    await handle.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function wholeAndFitting(name: string, handle: FileHandle, folder: string): Promise<Manifest> {
  const [manifest, python] = await Promise.all([
    unpackParts(name, handle, folder),
    pythonWithMoto().then((found) => pythonVersion(found)),
  ]);
  const differs = (what: string, was: string, is: string) => {
    if (was !== is) throw new UnusableSnapshot(name, `it was made with ${what} ${was}, and this is ${is}`);
  };
  differs('moto', manifest.moto, MOTO_VERSION);
  differs('Python', manifest.python, python);
  differs('a gateway of the sources', manifest.gateway.slice(0, 12), sourcesHash().slice(0, 12));
  return manifest;
}

/** moto or the gateway can still reject a complete state of this version. */
async function startedWith(name: string, folder: string): Promise<Started> {
  try {
    return await startEmbeddedAws(undefined, folder);
  } catch (error) {
    throw new UnusableSnapshot(name, `the embedded AWS does not start with it: ${(error as Error).message}`);
  }
}

async function replace(path: string, archive: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  if (existsSync(archive)) await unpack(archive, path);
}

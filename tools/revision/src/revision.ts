import { createHash } from 'node:crypto';
import type { AppSpec } from './appspec';
import { folderItems } from './folder';
import { inspect } from './inspect';
import type { Item } from './item';
import { checked } from './names-and-sizes';
import { RevisionError, type Problem } from './problem';
import { writtenInto } from './unpacked';
import { zipItems, zipName } from './zip-directory';
import { zipped } from './zip-writer';

/** A deployable revision: a zip that was checked as a whole. */
export interface Revision {
  readonly bytes: Buffer;
  /** The hash of `bytes`, in hexadecimal digits: the revision's name. */
  readonly sha256: string;
  readonly appSpec: AppSpec;
  /** The number of its files, without folders. */
  readonly files: number;
}

/**
 * Packs a folder with `appspec.yml` at its root. The same content results in the same bytes on every machine, so a
 * revision that was packed again has its old name. For files, path, content and the owner's executable bit count; for
 * empty folders, the path. `.git` is left out, at any depth, and nothing else: pack a separate folder with the result
 * of a build.
 * @throws RevisionError with all its faults
 */
export async function packRevision(folder: string): Promise<Revision> {
  const found = checked(await folderItems(folder), folder);
  await inspect(found, folder);
  // Read in the same way as by every later reader: an unreadable revision is never packed.
  return readRevision(await zipped(found.items), folder);
}

/**
 * Checks a zip as it is, all of its content included; its bytes stay as they are.
 * @param name its name in messages: a path, or an address. @default revision.zip
 * @throws RevisionError with all its faults
 */
export async function readRevision(zip: Buffer, name?: string): Promise<Revision> {
  const { items, appSpec } = await opened(zip, name);
  const problems: Problem[] = [];
  for (const item of items) {
    try {
      for await (const chunk of item.content()) {
        void chunk;
      }
    } catch (error) {
      if (!(error instanceof RevisionError)) {
        throw error;
      }
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) {
    throw new RevisionError(problems);
  }
  const sha256 = createHash('sha256').update(zip).digest('hex');
  return { bytes: zip, sha256, appSpec, files: items.filter(({ kind }) => kind === 'file').length };
}

/**
 * Unpacks a zip after checking it, and writes nothing outside `into`. Files are 0644, or 0755 if the zip has the
 * owner's executable bit; folders are 0755. When it fails, `into` is as it was.
 * @param into a folder that does not exist yet, or is empty
 * @throws RevisionError with the faults of the zip
 * @throws Error if `into` is not empty
 */
export async function extractRevision(zip: Buffer, into: string): Promise<AppSpec> {
  const { items, appSpec } = await opened(zip);
  await writtenInto(into, items);
  return appSpec;
}

async function opened(zip: Buffer, name = zipName): Promise<{ items: readonly Item[]; appSpec: AppSpec }> {
  const found = checked(zipItems(zip, name), name);
  return { items: found.items, appSpec: await inspect(found, name) };
}

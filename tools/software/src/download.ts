import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { SoftwarePackage } from '@malinshopper/environments';
import { sha512Of } from './checksum';

const byHand = 'Download it elsewhere and pass it with --from <file>.';

/**
 * Returns the path of a verified package: the copy in the cache, or a new download. A download stays in the cache, so
 * that the next environment does not download it again.
 * @param say called before a download begins
 * @throws Error if the source cannot be reached, or if the checksum of its file is not the pinned one
 */
export async function downloaded(
  { file, source, sha512 }: SoftwarePackage,
  cache: string,
  say: (line: string) => void,
): Promise<string> {
  const kept = join(cache, file);
  if (existsSync(kept) && (await sha512Of(kept)) === sha512) return kept;
  say(`${file}: downloading ${source} ...`);
  mkdirSync(cache, { recursive: true });
  const part = `${kept}.${process.pid}`;
  try {
    const answer = await answerOf(source);
    // The file is opened before the first read. A stream with a path can create its file later, when the download has
    // failed and its folder was removed.
    const handle = await open(part, 'w');
    await pipeline(Readable.fromWeb(answer), handle.createWriteStream()).catch((error: Error) => {
      throw new Error(`${source} broke off: ${error.message}. Try again; the partial download was deleted.`);
    });
    const found = await sha512Of(part);
    if (found !== sha512) {
      throw new Error(
        `${source} is not the pinned package: its SHA-512 is ${found}, environments/src/software.ts has ${sha512}. ` +
          'Nothing was stored.',
      );
    }
    renameSync(part, kept);
  } finally {
    rmSync(part, { force: true });
  }
  return kept;
}

async function answerOf(source: string) {
  const response = await fetch(source).catch((error: Error) => {
    const reason = error.cause instanceof Error ? error.cause.message : error.message;
    throw new Error(`${source} cannot be downloaded: ${reason}. ${byHand}`);
  });
  if (!response.ok || !response.body) {
    throw new Error(`${source} cannot be downloaded: HTTP ${response.status}. ${byHand}`);
  }
  return response.body as Parameters<typeof Readable.fromWeb>[0];
}

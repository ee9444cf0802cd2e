import { once } from 'node:events';
import { ZipFile } from 'yazl';
import type { Item } from './item';

/**
 * Local noon of the first day that a zip can represent: yazl writes local time, which is the same date in every time
 * zone then. Without it, the same content would have other bytes with every checkout.
 */
const always = new Date(1980, 0, 1, 12);

/**
 * A zip of items: the same content results in the same bytes on every machine. Sorted names, one time, 0644 or 0755,
 * and stored rather than compressed: the output of deflate differs between zlib's versions and processors, and with it
 * the revision's name.
 */
export async function zipped(items: readonly Item[]): Promise<Buffer> {
  const zip = new ZipFile();
  const chunks: Buffer[] = [];
  zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const written = once(zip.outputStream, 'end');
  for (const item of [...items].sort(byName)) {
    const options = { mtime: always, forceDosTimestamp: true };
    if (item.kind === 'folder') {
      zip.addEmptyDirectory(item.name, { ...options, mode: 0o40755 });
    } else {
      const content = await all(item);
      zip.addBuffer(content, item.name, { ...options, compress: false, mode: item.executable ? 0o100755 : 0o100644 });
    }
  }
  zip.end();
  await written;
  return Buffer.concat(chunks);
}

/** By code units, in any locale of the machine. */
function byName(one: Item, other: Item): number {
  return one.name < other.name ? -1 : 1;
}

async function all(item: Item): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of item.content()) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

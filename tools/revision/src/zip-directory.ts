import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { linkFault, type Found, type Item } from './item';
import { limits } from './limits';
import { shown } from './names-and-sizes';
import { RevisionError, type Problem } from './problem';
import { quoted } from './quoted';
import { contentOf } from './zip-content';

/** What a zip is called in messages that has come as bytes, and from nowhere in particular. */
export const zipName = 'revision.zip';

/**
 * What a zip holds, as its directory and the header in front of every file say. Where these two disagree, different
 * programs would unpack different things; such a zip is refused.
 * @param called what the zip is called in messages
 * @throws RevisionError if it is no zip, or cannot be read to the end
 */
export async function zipItems(bytes: Buffer, called = zipName): Promise<Found> {
  const { zip, entries } = await directory(bytes, called);
  const items: Item[] = [];
  const problems: Problem[] = [];
  const ranges: { name: string; start: number; end: number }[] = [];
  for (const entry of entries) {
    const name = decoded(entry);
    const label = shown(name ?? entry.fileNameRaw.toString('latin1'));
    const fault = name === undefined ? nameFault : entryFault(entry, name);
    if (fault) {
      problems.push({ file: label, message: fault });
      continue;
    }
    try {
      const header = await zip.readLocalFileHeaderPromise(entry);
      const mismatch = headerFault(entry, header);
      if (mismatch) {
        problems.push({ file: label, message: mismatch });
      }
      ranges.push({
        name: label,
        start: entry.relativeOffsetOfLocalHeader,
        end: header.fileDataStart + entry.compressedSize,
      });
      items.push(item(zip, entry, name!));
    } catch (cause) {
      problems.push({
        file: label,
        message: `cannot be found in the zip (${(cause as Error).message}): pack it again.`,
      });
    }
  }
  return { items, problems: [...problems, ...overlaps(ranges)] };
}

async function directory(bytes: Buffer, called: string): Promise<{ zip: ZipFile; entries: Entry[] }> {
  const entries: Entry[] = [];
  const refuse = (message: string) => new RevisionError([{ file: called, message }]);
  try {
    // Names are judged here, all of them; yauzl would stop at the first bad one. What it says about sizes, zip-content
    // does.
    const options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: false };
    const zip = await fromBufferPromise(bytes, options);
    if (zip.entryCount > limits.entries) {
      const count = zip.entryCount.toLocaleString('en-US');
      throw refuse(
        `has ${count} entries, and a revision may have ${limits.entries.toLocaleString('en-US')}: pack fewer files.`,
      );
    }
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
    }
    return { zip, entries };
  } catch (cause) {
    if (cause instanceof RevisionError) {
      throw cause;
    }
    const after = entries.length === 0 ? '' : ` after the entry ${quoted(entries.at(-1)!.fileNameRaw.toString())}`;
    throw refuse(`is no whole zip${after} (${(cause as Error).message}): pack it again.`);
  }
}

const nameFault =
  'has a name that is not UTF-8, or not marked as that: pack it with a program that writes UTF-8 names.';

/**
 * The name as the agent sees it: the bytes of the directory. A second one in an extra field would be another
 * program's.
 */
function decoded({ fileNameRaw, generalPurposeBitFlag, extraFields }: Entry): string | undefined {
  const name = fileNameRaw.toString();
  const isAscii = fileNameRaw.every((byte) => byte < 0x80);
  const isMarked = (generalPurposeBitFlag & 0x800) !== 0;
  const second = extraFields.find(({ id }) => id === 0x7075)?.data.subarray(5);
  const isUtf8 = Buffer.from(name).equals(fileNameRaw);
  return isUtf8 && (isAscii || isMarked) && (!second || second.equals(fileNameRaw)) ? name : undefined;
}

function entryFault(entry: Entry, name: string): string | undefined {
  const type = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (type === 0o120000) {
    return linkFault;
  }
  if (![0, 0o100000, 0o040000].includes(type) || (type === 0o040000 && !name.endsWith('/'))) {
    return 'is neither a file nor a folder (a socket, pipe or device): pack it again without.';
  }
  if (entry.isEncrypted()) {
    return 'is encrypted, and the agent has no password: pack it without one.';
  }
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    return `is compressed by method ${entry.compressionMethod}, and the agent knows only stored (0) and deflate (8): pack it again.`;
  }
  return name.endsWith('/') && entry.uncompressedSize > 0 ? 'is a folder with a content: pack it again.' : undefined;
}

function headerFault(
  entry: Entry,
  header: { fileName: Buffer; compressionMethod: number; generalPurposeBitFlag: number },
): string | undefined {
  if (!header.fileName.equals(entry.fileNameRaw)) {
    return `is called ${quoted(header.fileName.toString())} in the header in front of it: pack it again.`;
  }
  return header.compressionMethod !== entry.compressionMethod || (header.generalPurposeBitFlag & 1) !== 0
    ? 'is compressed or encrypted otherwise in the header in front of it: pack it again.'
    : undefined;
}

function item(zip: ZipFile, entry: Entry, name: string): Item {
  const isFolder = name.endsWith('/');
  return {
    name: isFolder ? name.slice(0, -1) : name,
    kind: isFolder ? 'folder' : 'file',
    size: entry.uncompressedSize,
    executable: ((entry.externalFileAttributes >>> 16) & 0o100) !== 0,
    content: () => contentOf(zip, entry, shown(name)),
  };
}

/** Files that share bytes: from a few kilobytes, a zip of those unpacks to terabytes. */
function overlaps(ranges: { name: string; start: number; end: number }[]): Problem[] {
  ranges.sort((one, other) => one.start - other.start);
  return ranges.flatMap(({ name, start }, index) => {
    const before = ranges[index - 1];
    return before && start < before.end
      ? [{ file: name, message: `shares bytes of the zip with ${before.name}, as zip bombs do: pack it again.` }]
      : [];
  });
}

import type { Found, Item } from './item';
import type { Problem } from './problem';
import { shown } from './quoted';
import { contentOf } from './zip-content';
import { behind, entryFault, headerFault, nameOf } from './zip-entry';
import { localHeader, type CentralHeader } from './zip-records';
import { directoryOf } from './zip-structure';

/** The name of a zip in messages, if it has come as bytes without a path. */
export const zipName = 'revision.zip';

const nameFault =
  'has a name that is not UTF-8, or not marked as that: pack it with a program that writes UTF-8 names.';

/**
 * The contents of a zip. Its directory and the header in front of every file agree, every byte belongs to one of them,
 * and it has only known features: every program unpacks such a zip to the same files. Any other one is refused.
 * @param called the zip's name in messages
 * @throws RevisionError if it is not a zip, or cannot be read to the end
 */
export function zipItems(bytes: Buffer, called = zipName): Found {
  const { entries, offset } = directoryOf(bytes, called);
  const items: Item[] = [];
  const problems: Problem[] = [];
  const place = { end: 0, of: 'the beginning' };
  for (const entry of entries) {
    const name = nameOf(entry);
    const label = shown(name ?? entry.name.toString('latin1'));
    const { data, faults } = located(bytes, entry, offset, label, place);
    const fault = name === undefined ? nameFault : entryFault(entry, name);
    problems.push(...(fault ? [fault] : faults).map((message) => ({ file: label, message })));
    if (!fault && data) {
      items.push(item(entry, name!, data));
    }
  }
  if (place.end < offset) {
    problems.push({
      file: called,
      message: `has ${gap(offset - place.end)} between its last file and its directory: pack it again.`,
    });
  }
  return { items, problems };
}

/** The data of an entry, which begins at the end of the one before it. */
function located(
  bytes: Buffer,
  entry: CentralHeader,
  directory: number,
  label: string,
  place: { end: number; of: string },
): { data?: Buffer; faults: string[] } {
  const faults: string[] = [];
  const local = localHeader(bytes, entry.offset);
  if (!local || local.end + entry.compressedSize > directory) {
    return { faults: ['cannot be found in the zip: pack it again.'] };
  }
  const mismatch = headerFault(entry, local);
  if (mismatch) {
    faults.push(mismatch);
  }
  // From a few kilobytes, a zip of files that share bytes unpacks to terabytes.
  if (entry.offset < place.end) {
    faults.push(`shares bytes of the zip with ${place.of}, as zip bombs do: pack it again.`);
  } else if (entry.offset > place.end) {
    faults.push(
      `has ${gap(entry.offset - place.end)} in front of it, or is not in the order of the directory: pack it again.`,
    );
  }
  const dataEnd = local.end + entry.compressedSize;
  const { end, fault } = behind(bytes, entry, dataEnd);
  if (fault) {
    faults.push(fault);
  }
  if (end > directory) {
    faults.push('shares bytes of the zip with its directory: pack it again.');
  }
  Object.assign(place, { end: Math.max(place.end, end), of: label });
  return { data: bytes.subarray(local.end, dataEnd), faults };
}

function item(entry: CentralHeader, name: string, data: Buffer): Item {
  const isFolder = name.endsWith('/');
  return {
    name: isFolder ? name.slice(0, -1) : name,
    kind: isFolder ? 'folder' : 'file',
    size: entry.size,
    executable: ((entry.attributes >>> 16) & 0o100) !== 0,
    content: () => contentOf(data, entry, shown(name)),
  };
}

function gap(bytes: number): string {
  return `${bytes.toLocaleString('en-US')} bytes that belong to no file`;
}

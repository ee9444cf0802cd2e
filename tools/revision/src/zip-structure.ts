import { limits } from './limits';
import { RevisionError } from './problem';
import { quoted } from './quoted';
import { centralHeader, endRecord, type CentralHeader, type EndRecord } from './zip-records';

/**
 * A comment is for people (`git archive` writes the commit): a text that a program could take for a record is not one.
 */
const comment = /^[\x20-\x7e]{0,100}$/;

/**
 * The directory of a zip, if all of it is between the last file and the one end record, and the end record has the
 * right counts. Anything else is read in different ways: `unzip` continues while records follow and compares counts by
 * 16 bits, Python and rubyzip believe the count, and all of them correct offsets by themselves, each in its own way.
 * @param called the zip's name in messages
 * @throws RevisionError if it is another one
 */
export function directoryOf(zip: Buffer, called: string): { entries: readonly CentralHeader[]; offset: number } {
  const refuse = (message: string) => new RevisionError([{ file: called, message: `${message}: pack it again.` }]);
  const end = endRecord(zip);
  if (!end) {
    throw refuse('is no whole zip (it does not end with an end record, or with something behind it)');
  }
  const fault = endFault(zip, end);
  if (fault) {
    throw refuse(fault);
  }
  const [count] = end.counts;
  if (count > limits.entries) {
    const message = `has ${count.toLocaleString('en-US')} entries, and a revision may have ${limits.entries.toLocaleString('en-US')}: pack fewer files.`;
    throw new RevisionError([{ file: called, message }]);
  }
  const entries: CentralHeader[] = [];
  for (let at = end.offset; at < end.at;) {
    const entry = centralHeader(zip, at);
    if (!entry || entry.end > end.at) {
      const after = entries.length === 0 ? '' : ` after the entry ${quoted(entries.at(-1)!.name.toString())}`;
      throw refuse(`is no whole zip${after} (what follows is no record of its directory)`);
    }
    entries.push(entry);
    if (entries.length > count) {
      throw refuse(
        `has more entries than the ${count} that its end record counts, and unpacks to other files by every program`,
      );
    }
    at = entry.end;
  }
  if (entries.length < count) {
    const last = entries.length === 0 ? '' : ` after the entry ${quoted(entries.at(-1)!.name.toString())}`;
    throw refuse(`is no whole zip${last} (its end record counts ${count} entries, and there are ${entries.length})`);
  }
  return { entries, offset: end.offset };
}

function endFault(zip: Buffer, { at, disks, counts, size, offset, comment: text }: EndRecord): string | undefined {
  if (!comment.test(text.toString('latin1')) || text.includes('PK')) {
    return 'has a comment that is longer than 100 characters, or not of letters, digits and signs of ASCII, or holds PK as records do';
  }
  if (hasZip64(zip)) {
    return 'has records of zip64, which a revision does not need, and which some programs read and others do not';
  }
  if (disks[0] !== 0 || disks[1] !== 0 || counts[0] !== counts[1]) {
    return 'is a part of a zip on several disks';
  }
  return offset + size === at
    ? undefined
    : `is no whole zip (its directory ends at byte ${(offset + size).toLocaleString('en-US')}, and its end record is at ${at.toLocaleString('en-US')})`;
}

/**
 * True if a program regards it as zip64. rubyzip 1.3, which is the agent's (central_directory.rb, `zip64_file?`), looks
 * for the two signatures anywhere in its last 64 KB, so also in a file that is stored there.
 */
function hasZip64(zip: Buffer): boolean {
  const tail = zip.subarray(-(0x10000 + 1024));
  return tail.includes(Buffer.from('PK\x06\x06', 'latin1')) && tail.includes(Buffer.from('PK\x06\x07', 'latin1'));
}

import { linkFault } from './item';
import { quoted } from './quoted';
import { descriptor, extraFields, type CentralHeader, type Descriptor, type Header } from './zip-records';

const flag = { encrypted: 0x1, level: 0x6, descriptor: 0x8, utf8: 0x800 };
const methods = { stored: 0, deflate: 8 };
/**
 * The harmless extra fields with their formats: times and owners of Info-ZIP (four kinds) and of NTFS, and Java's mark
 * of a jar (APPNOTE 4.6, Info-ZIP's `extrafld.txt`). On any other extra field, rubyzip 1.3 stops in the middle of the
 * zip.
 */
const harmlessExtras: ReadonlyMap<number, (data: Buffer) => boolean> = new Map([
  [0x5455, ({ length }) => [5, 9, 13].includes(length)],
  [0x7875, ({ length }) => length === 11],
  [0x7855, ({ length }) => [0, 4].includes(length)],
  [0x5855, ({ length }) => [8, 12].includes(length)],
  [0x000a, (data) => data.length === 32 && data.readUInt16LE(4) === 1 && data.readUInt16LE(6) === 24],
  [0xcafe, ({ length }) => length === 0],
]);
const systems = [0, 3, 10, 11];

/** The name as the agent sees it, without a second one; undefined if not all programs read it in the same way. */
export function nameOf({ name, flags }: CentralHeader): string | undefined {
  const text = name.toString();
  const isAscii = name.every((byte) => byte < 0x80);
  return Buffer.from(text).equals(name) && (isAscii || (flags & flag.utf8) !== 0) ? text : undefined;
}

/** Returns why an entry is not unpacked, by its record in the directory. */
export function entryFault(entry: CentralHeader, name: string): string | undefined {
  const type = (entry.attributes >>> 16) & 0o170000;
  const isFolder = name.endsWith('/');
  if (type === 0o120000) {
    return linkFault;
  }
  if (
    ![0, 0o100000, 0o040000].includes(type) ||
    (!isFolder && (type === 0o040000 || (entry.attributes & 0x18) !== 0))
  ) {
    return 'is neither a file nor a folder (a socket, pipe or device): pack it again without.';
  }
  if ((entry.flags & flag.encrypted) !== 0) {
    return 'is encrypted, and the agent has no password: pack it without one.';
  }
  if (entry.method !== methods.stored && entry.method !== methods.deflate) {
    return `is compressed by method ${entry.method}, and the agent knows only stored (0) and deflate (8): pack it again.`;
  }
  if (isFolder && (entry.size > 0 || entry.compressedSize > 2)) {
    return 'is a folder with a content: pack it again.';
  }
  if (isFolder && type === 0o100000) {
    return 'is a file by its mode and a folder by its name: pack it again.';
  }
  return unknownFault(entry);
}

function unknownFault(entry: CentralHeader): string | undefined {
  const unknownFlags = entry.flags & ~(flag.level | flag.descriptor | flag.utf8);
  const asHex = (number: number) => `0x${number.toString(16).padStart(4, '0')}`;
  if (unknownFlags !== 0) {
    return `has the flags ${asHex(unknownFlags)}, which are not of a plain zip: pack it again.`;
  }
  if (entry.needed > 20) {
    return `needs version ${entry.needed / 10} of the format, and stored and deflated files need 2.0: pack it again without zip64.`;
  }
  if (!systems.includes(entry.system)) {
    return `has the system number ${entry.system}. Programs agree only on the entries of DOS, Unix and Windows (0, 3, 10, 11): pack it again.`;
  }
  // unzip 6.0 regards other systems' names as a code page of DOS, unless there is a time of Unix (unzpriv.h,
  // `Ext_ASCII_TO_Native`): git archive.
  const isOfUnix = entry.system === 3 || extraFields(entry.extra)?.has(0x5455) === true;
  if (!isOfUnix && entry.name.some((byte) => byte >= 0x80)) {
    return 'has a name with letters that are not ASCII, and was packed on a system other than Unix. unzip would change these letters: pack it on Unix, or rename it.';
  }
  if (entry.comment.length > 0 || entry.disk !== 0) {
    return 'has a comment, or is on another disk: pack it again without a comment, in one file.';
  }
  if (entry.method === methods.stored && entry.size !== entry.compressedSize) {
    return 'is stored without compression, but its two sizes differ: pack it again.';
  }
  return entry.method === methods.stored && entry.size > 0 && (entry.flags & flag.descriptor) !== 0
    ? 'is stored without compression, and its size is only after its content. A program that reads from the beginning does not find the end: pack it again.'
    : extraFault(entry.extra);
}

/**
 * Returns the reason if the local header of a file does not match its header in the central directory. The extra fields
 * are not compared: those of a local header contain longer times.
 */
export function headerFault(entry: CentralHeader, local: Header): string | undefined {
  if (!local.name.equals(entry.name)) {
    return `has another name, ${quoted(local.name.toString())}, in its local header: pack it again.`;
  }
  if (local.method !== entry.method || local.flags !== entry.flags) {
    return 'has another compression or encryption in its local header: pack it again.';
  }
  const isBehind = (entry.flags & flag.descriptor) !== 0;
  if (!isSame(entry, local) && !(isBehind && isSame({ crc: 0, compressedSize: 0, size: 0 }, local))) {
    return 'has another size or checksum in its local header: pack it again.';
  }
  if (local.time !== entry.time || local.needed > 20) {
    return 'has another time or version in its local header: pack it again.';
  }
  return extraFault(local.extra);
}

/** The data descriptor behind the data of an entry, or its fault. */
export function behind(zip: Buffer, entry: CentralHeader, at: number): { end: number; fault?: string } {
  if ((entry.flags & flag.descriptor) === 0) {
    return { end: at };
  }
  const found = descriptor(zip, at);
  return found && isSame(entry, found)
    ? { end: found.end }
    : { end: found?.end ?? at, fault: 'has another size or checksum behind it, or none: pack it again.' };
}

function isSame(one: Omit<Descriptor, 'end'>, other: Omit<Descriptor, 'end'>): boolean {
  return one.crc === other.crc && one.size === other.size && one.compressedSize === other.compressedSize;
}

function extraFault(extra: Buffer): string | undefined {
  const fields = extraFields(extra);
  if (!fields) {
    return 'has extra fields that do not fit into their lengths, or one twice: pack it again.';
  }
  const unknown = [...fields.keys()].find((id) => !harmlessExtras.get(id)?.(fields.get(id)!));
  if (unknown === undefined) {
    return undefined;
  }
  const field = fields.get(unknown)!;
  if (unknown === 1 && field.length >= 8) {
    return `has ${field.readBigUInt64LE().toLocaleString('en-US')} bytes by the extra field 0x0001 (zip64), which a revision does not need: pack it again without.`;
  }
  const why =
    unknown === 0x7075 ? 'a second name for some programs' : 'not one of a plain zip, or not as it is written there';
  return `has the extra field 0x${unknown.toString(16).padStart(4, '0')} (${why}): pack it again without.`;
}

/**
 * The records of a zip in their binary form (PKWARE, "APPNOTE.TXT - .ZIP File Format Specification" 6.3.10, 4.3). Read
 * by hand: this package has to know the parts that a library leaves out, or reads in its own way.
 */
const signatures = { local: 0x04034b50, descriptor: 0x08074b50, central: 0x02014b50, end: 0x06054b50 };
const lengths = { local: 30, descriptor: 16, central: 46, end: 22 };

/** The fields of both headers of an entry (4.4.3 to 4.4.9), in their order. */
export interface Header {
  readonly needed: number;
  readonly flags: number;
  readonly method: number;
  /** DOS time, and the date above it. */
  readonly time: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly name: Buffer;
  readonly extra: Buffer;
  /** The end of the record. */
  readonly end: number;
}

export interface CentralHeader extends Header {
  /** The system of its writer: 0 DOS, 3 Unix, 10 and 11 Windows. */
  readonly system: number;
  readonly comment: Buffer;
  readonly disk: number;
  /** Attributes of DOS in the lower bits, and of Unix (`st_mode`) in the upper ones. */
  readonly attributes: number;
  readonly offset: number;
}

export interface EndRecord {
  readonly at: number;
  /** The numbers of this disk, and of the directory's. */
  readonly disks: readonly [number, number];
  /** The numbers of entries: on this disk, and in all. */
  readonly counts: readonly [number, number];
  readonly size: number;
  readonly offset: number;
  readonly comment: Buffer;
}

export interface Descriptor {
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly end: number;
}

/** The last end record; undefined if there is none, or none that ends where the zip ends. */
export function endRecord(zip: Buffer): EndRecord | undefined {
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(signatures.end);
  const at = zip.lastIndexOf(mark);
  if (at < 0 || at + lengths.end > zip.length) {
    return undefined;
  }
  const comment = zip.subarray(at + lengths.end);
  return zip.readUInt16LE(at + 20) === comment.length
    ? {
        at,
        disks: [zip.readUInt16LE(at + 4), zip.readUInt16LE(at + 6)],
        counts: [zip.readUInt16LE(at + 8), zip.readUInt16LE(at + 10)],
        size: zip.readUInt32LE(at + 12),
        offset: zip.readUInt32LE(at + 16),
        comment,
      }
    : undefined;
}

/** The record of the directory that begins there; undefined if there is none, or an incomplete one. */
export function centralHeader(zip: Buffer, at: number): CentralHeader | undefined {
  if (!isThere(zip, at, 'central')) {
    return undefined;
  }
  const header = { ...fields(zip, at + 6), ...namesBehind(zip, at + lengths.central, at + 28) };
  const commentLength = zip.readUInt16LE(at + 32);
  const end = header.end + commentLength;
  return end > zip.length
    ? undefined
    : {
        ...header,
        system: zip.readUInt8(at + 5),
        comment: zip.subarray(header.end, end),
        disk: zip.readUInt16LE(at + 34),
        attributes: zip.readUInt32LE(at + 38),
        offset: zip.readUInt32LE(at + 42),
        end,
      };
}

/** The header in front of a file; undefined if there is none, or an incomplete one. */
export function localHeader(zip: Buffer, at: number): Header | undefined {
  if (!isThere(zip, at, 'local')) {
    return undefined;
  }
  const header = { ...fields(zip, at + 4), ...namesBehind(zip, at + lengths.local, at + 26) };
  return header.end > zip.length ? undefined : header;
}

/**
 * The record that a streaming writer has written behind a file (4.3.9); undefined if it is missing, or without its
 * signature.
 */
export function descriptor(zip: Buffer, at: number): Descriptor | undefined {
  return isThere(zip, at, 'descriptor')
    ? {
        crc: zip.readUInt32LE(at + 4),
        compressedSize: zip.readUInt32LE(at + 8),
        size: zip.readUInt32LE(at + 12),
        end: at + lengths.descriptor,
      }
    : undefined;
}

/** The extra fields of a header (4.5) by their ids; undefined if their lengths do not fit, or one is duplicated. */
export function extraFields(extra: Buffer): ReadonlyMap<number, Buffer> | undefined {
  const all = new Map<number, Buffer>();
  let at = 0;
  while (at + 4 <= extra.length) {
    const [id, length] = [extra.readUInt16LE(at), extra.readUInt16LE(at + 2)];
    if (all.has(id)) {
      return undefined;
    }
    all.set(id, extra.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return at === extra.length ? all : undefined;
}

function isThere(zip: Buffer, at: number, kind: keyof typeof signatures): boolean {
  return at + lengths[kind] <= zip.length && zip.readUInt32LE(at) === signatures[kind];
}

function fields(zip: Buffer, at: number): Omit<Header, 'name' | 'extra' | 'end'> {
  return {
    needed: zip.readUInt16LE(at),
    flags: zip.readUInt16LE(at + 2),
    method: zip.readUInt16LE(at + 4),
    time: zip.readUInt32LE(at + 6),
    crc: zip.readUInt32LE(at + 10),
    compressedSize: zip.readUInt32LE(at + 14),
    size: zip.readUInt32LE(at + 18),
  };
}

/** @param lengthsAt the offset of the lengths of its name and its extra fields */
function namesBehind(zip: Buffer, at: number, lengthsAt: number): Pick<Header, 'name' | 'extra' | 'end'> {
  const endOfName = at + zip.readUInt16LE(lengthsAt);
  const end = endOfName + zip.readUInt16LE(lengthsAt + 2);
  return { name: zip.subarray(at, endOfName), extra: zip.subarray(endOfName, end), end };
}

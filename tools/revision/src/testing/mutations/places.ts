import { centralHeader, endRecord } from '../../zip-records';

/** The offsets of the fields of the records, and their lengths in bytes (APPNOTE 4.3). */
export const fieldsOf = {
  local: { 0: 4, 4: 2, 6: 2, 8: 2, 10: 4, 14: 4, 18: 4, 22: 4, 26: 2, 28: 2 },
  central: {
    0: 4,
    4: 2,
    6: 2,
    8: 2,
    10: 2,
    12: 4,
    16: 4,
    20: 4,
    24: 4,
    28: 2,
    30: 2,
    32: 2,
    34: 2,
    36: 2,
    38: 4,
    42: 4,
  },
  end: { 0: 4, 4: 2, 6: 2, 8: 2, 10: 2, 12: 4, 16: 4, 20: 2 },
};

export interface Place {
  readonly kind: keyof typeof fieldsOf;
  readonly at: number;
  readonly end: number;
}

/** Every record of a correct zip. */
export function placesOf(zip: Buffer): Place[] {
  const end = endRecord(zip)!;
  const places: Place[] = [{ kind: 'end', at: end.at, end: zip.length }];
  for (let at = end.offset; at < end.at;) {
    const entry = centralHeader(zip, at)!;
    const inFront = entry.offset + 30 + zip.readUInt16LE(entry.offset + 26) + zip.readUInt16LE(entry.offset + 28);
    places.push(
      { kind: 'central', at, end: entry.end },
      { kind: 'local', at: entry.offset, end: inFront + entry.compressedSize },
    );
    at = entry.end;
  }
  return places;
}

import { endRecord } from '../../zip-records';
import { placesOf } from './places';
import { nested, type Mutation } from './plain';

/**
 * Records that are missing, duplicated, exchanged or moved, and bytes between them; with corrected offsets, and with
 * others.
 */
export function movedRecords(zip: Buffer): Mutation[] {
  const places = placesOf(zip);
  const insertions = [
    Buffer.alloc(1),
    Buffer.alloc(22, 'x'),
    nested,
    Buffer.from('PK\x05\x06', 'latin1'),
    Buffer.from('PK\x06\x06PK\x06\x07', 'latin1'),
  ];
  return places.flatMap(({ kind, at, end }) => {
    const name = `${kind} at ${at}`;
    const record = zip.subarray(at, end);
    return [
      ...[at, end].flatMap((where) =>
        insertions.flatMap((bytes, index) =>
          [true, false].map((isMended) => ({
            name: `${name}: insertion ${index} at ${where}, ${isMended ? 'mended' : 'as it is'}`,
            zip: inserted(zip, where, bytes, isMended),
          })),
        ),
      ),
      { name: `${name} twice`, zip: inserted(zip, end, record, false) },
      { name: `${name} twice, mended`, zip: inserted(zip, end, record, true) },
      { name: `${name} missing`, zip: Buffer.concat([zip.subarray(0, at), zip.subarray(end)]) },
      { name: `${name} again behind everything`, zip: Buffer.concat([zip, record]) },
      ...places
        .filter((other) => other.kind === kind && other.at > at && other.end - other.at === end - at)
        .map((other) => ({ name: `${name} for ${other.at}`, zip: exchanged(zip, at, other.at, end - at) })),
    ];
  });
}

/**
 * With the directory's offset moved along, and those of all entries behind it: only the bytes themselves are
 * superfluous.
 */
function inserted(zip: Buffer, where: number, bytes: Buffer, isMended: boolean): Buffer {
  const changed = Buffer.concat([zip.subarray(0, where), bytes, zip.subarray(where)]);
  const end = placesOf(zip).find(({ kind }) => kind === 'end')!;
  if (isMended && where <= end.at) {
    const { offset, at, size } = endRecord(zip)!;
    const isInDirectory = where > offset;
    changed.writeUInt32LE(offset + (isInDirectory ? 0 : bytes.length), at + bytes.length + 16);
    changed.writeUInt32LE(size + (isInDirectory ? bytes.length : 0), at + bytes.length + 12);
    for (const place of placesOf(zip).filter(({ kind }) => kind === 'central')) {
      const was = zip.readUInt32LE(place.at + 42);
      if (was >= where) {
        changed.writeUInt32LE(was + bytes.length, (place.at >= where ? place.at + bytes.length : place.at) + 42);
      }
    }
  }
  return changed;
}

function exchanged(zip: Buffer, one: number, other: number, length: number): Buffer {
  const changed = Buffer.from(zip);
  zip.copy(changed, one, other, other + length);
  zip.copy(changed, other, one, one + length);
  return changed;
}

import { crc32 } from 'node:zlib';
import { centralHeader, endRecord } from '../zip-records';
import { rawZip, type RawEntry } from './raw-zip';

/** A zip in which one thing is another than its writer meant. */
export interface Mutation {
  readonly name: string;
  readonly zip: Buffer;
}

const times = Buffer.from('5554050003b7a70d6b', 'hex');
const timesInFront = Buffer.from('5554090003b7a70d6bb7a70d6b', 'hex');
/** A zip in a zip: all of its records are in the data of a stored file. */
const nested = rawZip([{ name: 'appspec.yml', content: 'another one\n', method: 0 }]);

/** Everything that a plain zip may have. */
export const plain: readonly RawEntry[] = [
  { name: 'appspec.yml', content: 'version: 0.0\nos: linux\n' },
  { name: 'bin/', method: 0, mode: 0o40755, extra: times, local: { extra: timesInFront } },
  { name: 'bin/run', content: '#!/bin/sh\n'.repeat(9), mode: 0o100755, extra: times, local: { extra: timesInFront } },
  { name: 'größe.txt', content: 'ä'.repeat(40), descriptor: true },
  { name: 'nested.zip', content: nested, method: 0 },
  { name: 'empty', method: 0 },
];

/** Where the fields of the records are, and how many bytes each has (APPNOTE 4.3). */
const fieldsOf = {
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

interface Place {
  readonly kind: keyof typeof fieldsOf;
  readonly at: number;
  readonly end: number;
}

/** Every record of a zip that is right. */
function placesOf(zip: Buffer): Place[] {
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

/** Each field of each record, with values that are near, at a limit, another record's, or any. */
export function changedFields(zip: Buffer): Mutation[] {
  const places = placesOf(zip);
  const any = random(15);
  return places.flatMap(({ kind, at }) =>
    Object.entries(fieldsOf[kind]).flatMap(([offset, bytes]) => {
      const here = at + Number(offset);
      const was = zip.readUIntLE(here, bytes);
      const top = 2 ** (8 * bytes);
      const others = places
        .filter((other) => other.kind === kind)
        .map((other) => zip.readUIntLE(other.at + Number(offset), bytes));
      const values = [
        0,
        1,
        8,
        0x800,
        was + 1,
        was - 1,
        was + 0x10000,
        was ^ (top / 2),
        top - 1,
        any(top),
        any(top),
        ...others,
      ];
      return [...new Set(values.map((value) => ((value % top) + top) % top))]
        .filter((value) => value !== was)
        .map((value) => {
          const changed = Buffer.from(zip);
          changed.writeUIntLE(value, here, bytes);
          return { name: `${kind} at ${at}: field ${offset} is ${value}, was ${was}`, zip: changed };
        });
    }),
  );
}

/** Records that are missing, twice, exchanged or moved, and bytes between them; with offsets that are right again, and with others. */
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

/** Entries that are consistent in themselves, and not all programs unpack them to one thing. */
export function strangeEntries(): Mutation[] {
  const names = [
    ...[
      'appspec.yml;1',
      'appspec.yml;',
      'AppSpec.yml',
      'appspec.yml.',
      'appspec.yml ',
      'appspec.yml/',
      './appspec.yml',
      '/appspec.yml',
      'bin//run',
    ],
    ...[
      'bin/../appspec.yml',
      'bin\\run',
      'BIN/run',
      'bin',
      'bin/run/x',
      'C:appspec.yml',
      'appspec.yml\0x',
      'appspec.yml\u0085',
      'appspec\u202eyml',
    ],
    ...[
      'gro\u0308ße.txt',
      'GRÖSSE.TXT',
      'größe.txt',
      'gröſse.txt',
      'appspec\u200b.yml',
      'appspec.yml\u00a0',
      'ａppspec.yml',
      'ﬁle',
      'plain',
      '-rf',
      '~',
      '#U00e4',
      'a:b',
      '*',
    ],
  ];
  const modes = [0, 0o644, 0o100600, 0o104755, 0o102755, 0o101777, 0o40755, 0o120777, 0o140777, 0o060660, 0o010644];
  const extras = [
    '7570',
    '0100',
    '0a00',
    '5554',
    '7875',
    '5558',
    'feca',
    '6e75',
    '5344',
    '0199',
    '3500',
    '7563',
    '0000',
    'ffff',
  ];
  const fields = extras.flatMap((id) =>
    ['0000', '0400deadbeef', '0500deadbeef', '0800ffffffff00000000'].map((data) => Buffer.from(id + data, 'hex')),
  );
  const second = Buffer.alloc(20);
  second.writeUInt16LE(0x7075);
  second.writeUInt16LE(16, 2);
  second.writeUInt8(1, 4);
  second.writeUInt32LE(crc32('new'), 5);
  second.write('appspec.yml', 9);
  const entries: Record<string, RawEntry> = {
    ...Object.fromEntries(
      names.map((name) => [
        `name ${JSON.stringify(name)}`,
        { name, content: name.endsWith('/') ? '' : 'another one\n' },
      ]),
    ),
    ...Object.fromEntries(
      names.map((name) => [`folder ${JSON.stringify(name)}`, { name: `${name}/`, method: 0, mode: 0o40755 }]),
    ),
    ...Object.fromEntries(modes.map((mode) => [`mode ${mode.toString(8)}`, { name: 'new', content: 'new', mode }])),
    ...Object.fromEntries(
      Array.from({ length: 16 }, (_, bit) => [
        `flag ${bit}`,
        { name: 'new', content: 'new', flags: 0x800 | (1 << bit) },
      ]),
    ),
    ...Object.fromEntries(
      Array.from({ length: 16 }, (_, method) => [`method ${method}`, { name: 'new', content: 'new', method }]),
    ),
    ...Object.fromEntries(
      [...fields, second].map((extra) => [
        `extra ${extra.toString('hex')}`,
        { name: 'new', content: 'new', extra, local: { extra } },
      ]),
    ),
    'stored with a descriptor': { name: 'new', content: nested, method: 0, descriptor: true },
    'no UTF-8 flag': { name: 'ä', flags: 0 },
    'Latin 1': { name: Buffer.from('ä', 'latin1') },
    'more behind deflate': {
      name: 'new',
      content: 'new',
      data: Buffer.concat([Buffer.from('cb4b2d0700', 'hex'), nested]),
    },
  };
  return [
    ...Object.entries(entries).flatMap(([name, entry]) => [
      { name: `${name}, behind`, zip: rawZip([...plain, entry]) },
      { name: `${name}, in front`, zip: rawZip([entry, ...plain]) },
    ]),
    ...['a', 'x'.repeat(200), 'PK', nested.toString('latin1'), '\u0085', '0123456789abcdef'.repeat(2)].map(
      (comment) => ({
        name: `comment ${JSON.stringify(comment.slice(0, 20))}`,
        zip: rawZip(plain, plain.length, comment),
      }),
    ),
  ];
}

/** With the directory's offset moved along, and those of all entries behind it: only the bytes themselves are too many. */
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

/** Whole numbers below a top, the same in every run (Park and Miller's generator). */
function random(seed: number): (top: number) => number {
  let state = seed;
  return (top) => {
    state = (state * 48_271) % 0x7fffffff;
    return state % top;
  };
}

import { crc32 } from 'node:zlib';
import { rawZip, type RawEntry } from '../raw-zip';
import { nested, plain, type Mutation } from './plain';

/** Entries that are consistent, but that programs unpack differently. */
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
    '7578',
    '5578',
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
    [
      '0000',
      '0400deadbeef',
      '0500deadbeefff',
      '0800ffffffff00000000',
      '0b000104000000000400000000',
      '0c00ffffffff0000000000000000',
    ].map((data) => Buffer.from(id + data, 'hex')),
  );
  const ntfs = Buffer.from(`0a002000000000000100180${'0'.repeat(49)}`, 'hex');
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
      [...fields, ntfs, second].map((extra) => [
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

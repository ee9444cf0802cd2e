import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { readRevision } from './index';
import { problemsOf } from './testing/problems';
import { rawZip, type RawEntry } from './testing/raw-zip';
import { entriesOf, sample, zipOf } from './testing/sample';
import { byUnzip, hasUnzip } from './testing/unpackers';
import { endRecord } from './zip-records';

const whole = zipOf(sample);
const directory = endRecord(whole)!.offset;

function problems(zip: Buffer): Promise<string[]> {
  return problemsOf(() => readRevision(zip));
}

/** The whole zip with a number written somewhere from its end record's beginning on. */
function withEnd(offset: number, value: number): Buffer {
  const zip = Buffer.from(whole);
  zip.writeUInt16LE(value, zip.length - 22 + offset);
  return zip;
}

describe('a revision', () => {
  it('can come from a streaming writer, with sizes behind the files', async () => {
    const zip = new ZipFile();
    for (const [name, content] of Object.entries(sample)) {
      zip.addReadStream(Readable.from([Buffer.from(content)]), name);
    }
    zip.end();
    const chunks: Buffer[] = [];
    zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk));
    await once(zip.outputStream, 'end');
    await expect(readRevision(Buffer.concat(chunks))).resolves.toMatchObject({ files: 8 });
  });

  it('can come from Python, as aws deploy push packs it', async () => {
    const program =
      'import io, json, sys, zipfile\nout = io.BytesIO()\n' +
      'with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:\n' +
      '    for name, content in json.load(sys.stdin).items(): z.writestr(name, content)\n' +
      'sys.stdout.buffer.write(out.getvalue())';
    const input = JSON.stringify({ ...sample, 'größe.txt': 'ä' });
    const zip = execFileSync('python3', ['-c', program], { input });
    await expect(readRevision(zip)).resolves.toMatchObject({ files: 9 });
  });

  it('can have a comment, as git archive writes the commit', async () => {
    await expect(readRevision(rawZip(entriesOf(sample), 8, 'a1'.repeat(20)))).resolves.toMatchObject({ files: 8 });
  });

  it('can come from git archive, which declares itself as DOS, with names that are not ASCII', async () => {
    const times = Buffer.from('5554050003b7a70d6b', 'hex');
    const zip = rawZip([{ name: 'größe.txt', extra: times, local: { extra: times } }, ...entriesOf(sample)]);
    zip.writeUInt16LE(0, endRecord(zip)!.offset + 4);
    await expect(readRevision(zip)).resolves.toMatchObject({ files: 9 });
    if (hasUnzip) {
      const folder = mkdtempSync(join(tmpdir(), 'git-archive-'));
      expect(Object.keys(byUnzip(zip, folder))).toContain('größe.txt');
      rmSync(folder, { recursive: true });
    }
  });
});

describe('refuses a zip that programs read in different ways:', () => {
  it('a count of 16 bits for more entries than that', async () => {
    const many: RawEntry[] = Array.from({ length: 65_539 - 9 }, (_, index) => ({ name: `x${index}`, method: 0 }));
    const zip = rawZip([...entriesOf(sample), ...many, { name: 'appspec.yml', content: 'os: windows\n' }], 3);
    expect(await problems(zip)).toEqual([
      'revision.zip: has more entries than the 3 that its end record counts, and unpacks to other files by every program: pack it again.',
    ]);
  });

  it.each([
    [
      'bytes in front',
      Buffer.concat([Buffer.from('#!'), whole]),
      'revision.zip: is no whole zip (its directory ends at byte 1,346',
    ],
    [
      'bytes behind',
      Buffer.concat([whole, Buffer.from('\n')]),
      'revision.zip: is no whole zip (it does not end with an end record',
    ],
    [
      'a second zip behind',
      Buffer.concat([whole, whole]),
      'revision.zip: is no whole zip (its directory ends at byte 1,346',
    ],
    [
      'a comment that holds a record',
      rawZip(entriesOf(sample), 8, 'PK\x01\x02'),
      'revision.zip: has a comment that is longer than 100',
    ],
    [
      'a long comment',
      rawZip(entriesOf(sample), 8, 'x'.repeat(101)),
      'revision.zip: has a comment that is longer than 100',
    ],
    ['a disk', withEnd(4, 1), 'revision.zip: is a part of a zip on several disks: pack it again.'],
    ['the directory on a disk', withEnd(6, 1), 'revision.zip: is a part of a zip on several disks: pack it again.'],
    ['another count on this disk', withEnd(8, 7), 'revision.zip: is a part of a zip on several disks: pack it again.'],
    [
      'zip64 in a stored file, where rubyzip finds it',
      zipOf(sample, [{ name: 'x', method: 0, content: 'PK\x06\x06 PK\x06\x07' }]),
      'revision.zip: has records of zip64, which a revision does not need',
    ],
    [
      'bytes between a file and the directory',
      between(directory, whole),
      'revision.zip: has 5 bytes that belong to no file between its last file and its directory: pack it again.',
    ],
    ['bytes between two files', between(0, whole), 'appspec.yml: cannot be found in the zip: pack it again.'],
    [
      'another order in the directory',
      reordered(),
      'b: has 32 bytes that belong to no file in front of it, or is not in the order of the directory: pack it again.',
    ],
  ])('%s', async (_, zip, problem) => {
    expect((await problems(zip)).join('\n')).toContain(problem);
  });

  it.each<[string, RawEntry, string]>([
    [
      'another size in front of the file',
      { name: 'x', content: 'x', size: 1, local: { flags: 0x808 } },
      'x: has another compression or encryption',
    ],
    [
      'a stored file with its size behind it',
      { name: 'x', content: 'x', method: 0, descriptor: true },
      'x: is stored without compression, and its size is only after its content',
    ],
    [
      'a stored file of another size',
      { name: 'x', content: 'x', method: 0, size: 2 },
      'x: is stored without compression, but its two sizes differ: pack it again.',
    ],
    [
      'more behind the deflated data',
      { name: 'x', content: 'x', data: Buffer.from('ab0000ff', 'hex') },
      'x: has 1 bytes behind the end of the deflated data',
    ],
    [
      'flags that it does not know',
      { name: 'x', flags: 0x2800 },
      'x: has the flags 0x2000, which are not of a plain zip: pack it again.',
    ],
    [
      'extra fields that do not fit',
      { name: 'x', extra: Buffer.from('55540900', 'hex') },
      'x: has extra fields that do not fit into their lengths, or one twice',
    ],
    [
      'an extra field twice',
      { name: 'x', extra: Buffer.from('feca0000feca0000', 'hex') },
      'x: has extra fields that do not fit into their lengths, or one twice',
    ],
    [
      'an unknown extra field',
      { name: 'x', extra: Buffer.from('6e750000', 'hex') },
      'x: has the extra field 0x756e (not one of a plain zip, or not as it is written there)',
    ],
    [
      'an extra field in front of the file',
      { name: 'x', local: { extra: Buffer.from('7570000000', 'hex').subarray(0, 4) } },
      'x: has the extra field 0x7075 (a second name',
    ],
    [
      'zip64',
      { name: 'x', extra: Buffer.from('010008000500000000000000', 'hex') },
      'x: has 5 bytes by the extra field 0x0001 (zip64), which a revision does not need',
    ],
    [
      'a folder that is a file by its mode',
      { name: 'x/', mode: 0o100644, method: 0 },
      'x/: is a file by its mode and a folder by its name: pack it again.',
    ],
  ])('%s', async (_, entry, problem) => {
    expect((await problems(zipOf(sample, [entry]))).join('\n')).toContain(problem);
  });

  it.each<[string, number, number, string]>([
    [
      'a newer version of the format',
      6,
      45,
      'needs version 4.5 of the format, and stored and deflated files need 2.0: pack it again without zip64.',
    ],
    [
      'a system that writes other names',
      5,
      2,
      'has the system number 2. Programs agree only on the entries of DOS, Unix and Windows (0, 3, 10, 11): pack it again.',
    ],
    [
      'letters of another system',
      5,
      0,
      'has a name with letters that are not ASCII, and was packed on a system other than Unix',
    ],
    [
      'a file on another disk',
      34,
      1,
      'has a comment, or is on another disk: pack it again without a comment, in one file.',
    ],
    ['another time', 12, 1, 'has another time or version in its local header: pack it again.'],
    ['another checksum', 16, 1, 'has another size or checksum in its local header: pack it again.'],
    ['another size', 24, 8, 'has another size or checksum in its local header: pack it again.'],
  ])('%s in the directory', async (_, field, value, problem) => {
    const zip = rawZip([{ name: 'ä', content: 'content' }, ...entriesOf(sample)]);
    zip.writeUInt8(value, endRecord(zip)!.offset + field);
    expect((await problems(zip)).join('\n')).toContain(`"ä": ${problem}`);
  });

  it('other sizes behind a file', async () => {
    const zip = rawZip([{ name: 'x', content: 'content', descriptor: true }, ...entriesOf(sample)]);
    zip.writeUInt32LE(8, zip.indexOf('PK\x07\x08') + 12);
    expect(await problems(zip)).toContain('x: has another size or checksum behind it, or none: pack it again.');
  });
});

/** Five bytes more, and offsets in the end record that include them. */
function between(at: number, zip: Buffer): Buffer {
  const longer = Buffer.concat([zip.subarray(0, at), Buffer.from('bytes'), zip.subarray(at)]);
  longer.writeUInt32LE(directory + 5, longer.length - 22 + 16);
  return longer;
}

/** Two files of one length, and the directory names the second one first. */
function reordered(): Buffer {
  const zip = rawZip(
    [
      { name: 'a', content: '', method: 0 },
      { name: 'b', content: '', method: 0 },
    ].map((entry) => ({ ...entry, content: 'x' })),
  );
  const { offset, at } = endRecord(zip)!;
  const [one, other] = [Buffer.from(zip.subarray(offset, offset + 47)), Buffer.from(zip.subarray(offset + 47, at))];
  other.copy(zip, offset);
  one.copy(zip, offset + 47);
  return zip;
}

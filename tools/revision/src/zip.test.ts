import { deflateRawSync } from 'node:zlib';
import { readRevision } from './index';
import { inBytes, limits } from './limits';
import { problemsOf } from './testing/problems';
import { rawZip, type RawEntry } from './testing/raw-zip';
import { entriesOf, sample, zipOf } from './testing/sample';

const zeros = Buffer.alloc(2 * limits.ratioBytes);

it('reads zips of other programs: compressed, with folders, in any order', async () => {
  const zip = rawZip([{ name: 'web/', mode: 0o40755, method: 0 }, ...entriesOf(sample).reverse()]);
  const revision = await readRevision(zip);
  expect(revision).toMatchObject({ bytes: zip, files: 8 });
});

it('finds a source that is an empty folder', async () => {
  const appSpec = 'version: 0.0\nos: linux\nfiles:\n  - source: cache\n    destination: /srv\n';
  const zip = rawZip([...entriesOf({ 'appspec.yml': appSpec }), { name: 'cache/', mode: 0o40755 }]);
  await expect(readRevision(zip)).resolves.toMatchObject({ files: 1 });
});

it('accepts content that compresses well, and content that does not', async () => {
  const lines = Array.from(
    { length: 50_000 },
    (_, index) => `GET /offers?page=${index % 1000} 200 in 4 ms, as always\n`,
  );
  const log = Buffer.from(lines.join(''));
  expect(log.length / deflateRawSync(log).length).toBeGreaterThan(15);
  const zip = zipOf(sample, [
    { name: 'log', content: log },
    { name: 'zeros', content: zeros, method: 0 },
    { name: 'few-zeros', content: zeros.subarray(0, limits.ratioBytes) },
  ]);
  await expect(readRevision(zip)).resolves.toMatchObject({ files: 11 });
});

describe('refuses', () => {
  it.each<[name: string, entry: RawEntry, problem: string]>([
    [
      'an absolute name',
      { name: '/etc/cron.d/x' },
      '/etc/cron.d/x: The name "/etc/cron.d/x" is absolute: write it relative to the root of the revision.',
    ],
    [
      'a name that climbs',
      { name: 'web/../../x' },
      'web/../../x: The name "web/../../x" climbs with "..": write the path without it.',
    ],
    [
      'a name with a terminal escape',
      { name: '\u001b[2J' },
      '"\\u001b[2J": The name "\\u001b[2J" contains a control character, and the agent records one path a line: remove it.',
    ],
    ['no name', { name: '' }, 'revision.zip: The name "" is empty: write a path inside the revision.'],
    [
      'a name that is not UTF-8',
      { name: Buffer.from([0x61, 0xe9]) },
      '"a\u00e9": has a name that is not UTF-8, or not marked as that: pack it with a program that writes UTF-8 names.',
    ],
    [
      'a name that is not marked as UTF-8',
      { name: 'ä', flags: 0 },
      '"Ã¤": has a name that is not UTF-8, or not marked as that: pack it with a program that writes UTF-8 names.',
    ],
    [
      'a name with another one beside it',
      { name: 'a', extra: Buffer.from('75700600010000000062', 'hex') },
      'a: has the extra field 0x7075 (a second name for some programs): pack it again without.',
    ],
    [
      'a symbolic link',
      { name: 'web/up', content: '..', mode: 0o120777 },
      'web/up: is a symbolic link, and a revision has none: the file on an instance would differ between versions of the agent (aws-codedeploy-agent, issue 152), and a link can lead out of the revision. Pack the file itself, or make the link in a hook.',
    ],
    [
      'a device',
      { name: 'web/null', mode: 0o020666 },
      'web/null: is neither a file nor a folder (a socket, pipe or device): pack it again without.',
    ],
    [
      'a folder that is called as a file',
      { name: 'cache', mode: 0o40755 },
      'cache: is neither a file nor a folder (a socket, pipe or device): pack it again without.',
    ],
    ['a folder with a content', { name: 'cache/', content: 'x' }, 'cache/: is a folder with a content: pack it again.'],
    [
      'a password',
      { name: 'secret', flags: 0x801 },
      'secret: is encrypted, and the agent has no password: pack it without one.',
    ],
    [
      'an unknown compression',
      { name: 'x', method: 14 },
      'x: is compressed by method 14, and the agent knows only stored (0) and deflate (8): pack it again.',
    ],
    [
      'another name in front of the file',
      { name: 'x', local: { name: 'y' } },
      'x: has another name, "y", in its local header: pack it again.',
    ],
    [
      'another method in front of the file',
      { name: 'x', local: { method: 0 } },
      'x: has another compression or encryption in its local header: pack it again.',
    ],
    ['two files with one name', { name: 'web/index.php' }, 'web/index.php: is there twice: pack every file once.'],
    [
      'a file in a file',
      { name: 'web/index.php/x' },
      'web/index.php: is a file and a folder with files in it: rename one of them.',
    ],
    [
      'two files in the same bytes',
      { name: 'x', local: { name: 'x' }, sharedWith: 'web/index.php' },
      'x: has another name, "web/index.php", in its local header: pack it again.',
    ],
    [
      'another checksum',
      { name: 'x', content: 'x', crc: 7 },
      'x: is not the packed content: its checksum (CRC-32) does not match. Pack or download it again.',
    ],
    [
      'more than its header declares',
      { name: 'x', content: 'xyz', size: 2 },
      "x: is longer than the 2 bytes in the zip's directory: pack it again.",
    ],
    [
      'less than its header declares',
      { name: 'x', content: 'xyz', size: 4 },
      "x: ends after 3 bytes, and the zip's directory has 4 bytes: pack it again.",
    ],
    [
      'data that cannot be inflated',
      { name: 'x', content: 'xyz', data: Buffer.from('ffff', 'hex') },
      'x: cannot be inflated (invalid block type): pack it again.',
    ],
    [
      'a bomb that declares its size',
      { name: 'x', content: zeros },
      `x: inflates to more than 200 times its compressed ${inBytes(deflateRawSync(zeros).length)}, as zip bombs do. Pack it without compression if it is meant.`,
    ],
    [
      'a bomb that does not declare its size',
      { name: 'x', content: zeros, size: 10 },
      "x: is longer than the 10 bytes in the zip's directory: pack it again.",
    ],
    [
      'a large file',
      { name: 'x', size: limits.fileBytes + 1 },
      'x: has 134,217,729 bytes, and a file of a revision may have 134,217,728 bytes. Put data into the content bucket.',
    ],
  ])('%s', async (_, entry, problem) => {
    expect(await problemsOf(() => readRevision(zipOf(sample, [entry])))).toContain(problem);
  });

  it('files that share their bytes', async () => {
    const zip = rawZip([
      ...entriesOf(sample),
      { name: 'a', content: 'a', data: zipOf({ b: 'b' }).subarray(0, 100) },
      { name: 'a', content: 'a', sharedWith: 'a' },
    ]);
    expect(await problemsOf(() => readRevision(zip))).toContain(
      'a: shares bytes of the zip with a, as zip bombs do: pack it again.',
    );
  });

  it('more bytes than a revision may have, in files that are none too large', async () => {
    const many = Array.from({ length: 3 }, (_, index) => ({ name: `x${index}`, size: 100 * 1024 * 1024 }));
    expect(await problemsOf(() => readRevision(zipOf(sample, many)))).toContainEqual(
      expect.stringMatching(
        /^revision.zip: has 314,57\d,\d{3} bytes of files, and a revision may have 268,435,456 bytes\. Leave out what the application/,
      ),
    );
  });

  it('more files than a revision may have, before it looks at one', async () => {
    expect(await problemsOf(() => readRevision(rawZip(entriesOf(sample), 60_000)))).toEqual([
      'revision.zip: has 60,000 entries, and a revision may have 50,000: pack fewer files.',
    ]);
  });

  it('a file that is not a zip, or only a part of one', async () => {
    const missing = 'it does not end with an end record, or with something behind it';
    expect(await problemsOf(() => readRevision(Buffer.from('version: 0.0\n')))).toEqual([
      `revision.zip: is no whole zip (${missing}): pack it again.`,
    ]);
    expect(await problemsOf(() => readRevision(rawZip(entriesOf(sample), 9)))).toEqual([
      expect.stringMatching(/^revision.zip: is no whole zip after the entry "web\/index.php" \(.*\): pack it again.$/),
    ]);
    const cut = zipOf(sample);
    cut.writeUInt32LE(cut.length - 1, cut.length - 22 - 8 * 46 - Object.keys(sample).join('').length + 42);
    expect(await problemsOf(() => readRevision(cut))).toContain(
      'appspec.yml: cannot be found in the zip: pack it again.',
    );
  });
});

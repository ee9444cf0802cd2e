import { appendFile, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderItems } from './folder';
import { packRevision } from './index';
import { beginning } from './item';
import { limits } from './limits';
import { problemsOf } from './testing/problems';
import { sample, writeSample } from './testing/sample';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'revision-folder-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function onlyItem() {
  const { items } = await folderItems(folder);
  expect(items).toHaveLength(1);
  return items[0]!;
}

it('reads files of more than one chunk', async () => {
  const content = Buffer.alloc(2 * 1024 * 1024 + 1, 'x');
  await writeFile(join(folder, 'large'), content);
  const read = await beginning(await onlyItem(), content.length + 1);
  expect(read.equals(content)).toBe(true);
});

it.each(['longer', 'shorter'])('refuses a file that has become %s since it was found', async (change) => {
  const file = join(folder, 'log');
  await writeFile(file, 'content');
  const item = await onlyItem();
  await (change === 'longer' ? appendFile(file, '!') : truncate(file, 3));
  expect(await problemsOf(() => beginning(item, 100))).toEqual([
    'log: has changed while it was read: wait for the program that writes it, and try again.',
  ]);
});

it('does not follow a link that has replaced a file', async () => {
  await writeFile(join(folder, 'key'), 'content');
  const item = await onlyItem();
  await rm(join(folder, 'key'));
  await symlink('/etc/hostname', join(folder, 'key'));
  expect(await problemsOf(() => beginning(item, 100))).toEqual([
    'key: cannot be read (ELOOP): make it readable, or remove it.',
  ]);
});

it('refuses large files before it reads one', async () => {
  await writeSample(folder, { ...sample, dump: '', 'dump-2': '', 'dump-3': '' });
  await truncate(join(folder, 'dump'), limits.fileBytes + 1);
  await truncate(join(folder, 'dump-2'), limits.fileBytes);
  await truncate(join(folder, 'dump-3'), limits.fileBytes);
  expect(await problemsOf(() => packRevision(folder))).toEqual([
    'dump: has 134,217,729 bytes, and a file of a revision may have 134,217,728 bytes. Put data into the content bucket.',
    expect.stringMatching(
      /: has 268,43\d,\d{3} bytes of files, and a revision may have 268,435,456 bytes\. Leave out what/,
    ),
  ]);
});

it('refuses more files than a revision may have', async () => {
  jest.replaceProperty(limits as { entries: number }, 'entries', 7);
  await writeSample(folder, sample);
  expect(await problemsOf(() => packRevision(folder))).toEqual([
    `${folder}: contains more than 7 files, the limit of a revision. Leave out what the application does not need to run.`,
  ]);
  jest.restoreAllMocks();
});

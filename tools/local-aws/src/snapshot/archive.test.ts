import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack, unpack } from './archive';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'archive-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('modes, links and hard links are restored, and excluded files are not', async () => {
  const from = join(folder, 'from');
  mkdirSync(join(from, 'a', '.terraform', 'providers'), { recursive: true });
  writeFileSync(join(from, 'a', 'file'), 'text');
  chmodSync(join(from, 'a', 'file'), 0o4751);
  linkSync(join(from, 'a', 'file'), join(from, 'a', 'again'));
  symlinkSync('/etc/passwd', join(from, 'a', 'link'));
  await pack(from, join(folder, 'tar'), ['.terraform']);
  await unpack(join(folder, 'tar'), join(folder, 'to'));

  const of = (name: string) => lstatSync(join(folder, 'to', 'a', name));
  expect(of('file').mode & 0o7777).toBe(0o4751);
  expect(of('file').ino).toBe(of('again').ino);
  expect(readlinkSync(join(folder, 'to', 'a', 'link'))).toBe('/etc/passwd');
  expect(readFileSync(join(folder, 'to', 'a', 'file'), 'utf8')).toBe('text');
  expect(() => of('.terraform')).toThrow('ENOENT');
});

test('a file that is not an archive is named', async () => {
  writeFileSync(join(folder, 'tar'), 'no archive');
  await expect(unpack(join(folder, 'tar'), join(folder, 'to'))).rejects.toThrow(
    `tar failed on ${join(folder, 'tar')} (2): `,
  );
});

test('without tar on the PATH, the error names the program to install', async () => {
  const path = process.env['PATH'];
  process.env['PATH'] = folder;
  try {
    await expect(pack(folder, join(folder, 'tar'))).rejects.toThrow(
      'A snapshot is packed by `tar`, which is not on the PATH. Install it, then try again.',
    );
  } finally {
    process.env['PATH'] = path;
  }
});

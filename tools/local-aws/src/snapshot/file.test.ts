import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compressed, header, readHeader, unpackParts } from './file';
import type { Manifest } from './manifest';
import { openTrusted, problemOf } from './trust';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'snapshot-'));
  file = join(folder, 'world.snapshot');
  await written({ 'moto.pickle': 'state of moto '.repeat(1000), 'gateway.v8': 'state of the gateway' });
});
afterEach(() => rmSync(folder, { recursive: true }));

async function written(parts: Record<string, string>): Promise<void> {
  const packed = await Promise.all(
    Object.entries(parts).map(async ([name, text]) => {
      writeFileSync(join(folder, name), text);
      return compressed({ name, file: join(folder, name) });
    }),
  );
  const manifest: Manifest = {
    format: 1,
    name: 'world',
    savedAt: new Date(0).toISOString(),
    moto: '5.2.1',
    python: '3.11',
    gateway: '0'.repeat(64),
    port: 4566,
    deployed: [],
    parts: packed.map(({ entry }) => entry),
  };
  const bytes = [header(manifest), ...packed.map((part) => readFileSync(part.file))];
  writeFileSync(file, Buffer.concat(bytes), { mode: 0o600 });
}

/** Flips the bits of one byte. */
function flip(at: number): void {
  const bytes = readFileSync(file);
  bytes[at]! ^= 0xff;
  writeFileSync(file, bytes);
}

async function read(): Promise<Record<string, string>> {
  const into = join(folder, 'read');
  mkdirSync(into);
  const handle = await openTrusted('world', file);
  try {
    const { parts } = await unpackParts('world', handle, into);
    return Object.fromEntries(parts.map(({ name }) => [name, readFileSync(join(into, name), 'utf8')]));
  } finally {
    await handle.close();
  }
}

test('the written contents are read again', async () => {
  expect(await read()).toEqual({ 'moto.pickle': 'state of moto '.repeat(1000), 'gateway.v8': 'state of the gateway' });
});

test('the manifest is read without the parts', async () => {
  const handle = await openTrusted('world', file);
  expect((await readHeader('world', handle)).manifest).toMatchObject({ name: 'world', moto: '5.2.1' });
  await handle.close();
});

test('one that ends too early is refused', async () => {
  const size = readFileSync(file).length;
  truncateSync(file, size - 10);
  await expect(read()).rejects.toThrow(
    `The snapshot world is not restored: its file has ${size - 10} bytes, and should have ${size}. It is left as it is; make a new one.`,
  );
});

test('one that ends within its manifest is refused', async () => {
  truncateSync(file, 150);
  await expect(read()).rejects.toThrow('is not restored: its manifest is damaged: its SHA-256 does not match');
});

test('a flipped byte in a part is found', async () => {
  flip(readFileSync(file).length - 5);
  await expect(read()).rejects.toThrow('is not restored: its part gateway.v8 is damaged: its SHA-256 does not match');
});

test('a flipped byte in the manifest is found', async () => {
  flip(200);
  await expect(read()).rejects.toThrow('is not restored: its manifest is damaged');
});

test('one of another format is refused by its number', async () => {
  writeFileSync(
    file,
    readFileSync(file, 'latin1').replace('malinshopper-snapshot 1', 'malinshopper-snapshot 2'),
    'latin1',
  );
  await expect(read()).rejects.toThrow('is not restored: it has format 2, and format 1 can be read here');
});

test('a file that is not a snapshot is refused', async () => {
  writeFileSync(file, 'hello');
  await expect(read()).rejects.toThrow('is not restored: its file is not a snapshot');
});

test('one with an invalid length of its manifest is refused', async () => {
  writeFileSync(file, 'malinshopper-snapshot 1 99999999999 x\n');
  await expect(read()).rejects.toThrow('the length of its manifest is damaged');
});

test.each([0o620, 0o602])('one that is writable by other users (mode %o) is refused', async (mode) => {
  chmodSync(file, mode);
  await expect(read()).rejects.toThrow(
    `The snapshot world is not restored: ${file} may be written by other users (mode ${mode.toString(8)}). ` +
      'Reading it runs code: remove it, unless you know its origin.',
  );
});

test('one in a folder that is writable by other users is refused', async () => {
  chmodSync(folder, 0o770);
  await expect(read()).rejects.toThrow(`${folder} may be written by other users (mode 770)`);
});

test('a link is refused, with any target', async () => {
  rmSync(file);
  symlinkSync('/dev/null', file);
  await expect(read()).rejects.toThrow(`${file} cannot be opened (it is a link)`);
});

test('one of another user is refused', () => {
  expect(problemOf('/a', { uid: process.getuid!() + 1, mode: 0o600 })).toBe(
    `/a belongs to user ${process.getuid!() + 1}, and must be of user ${process.getuid!()}`,
  );
});

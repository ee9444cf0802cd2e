import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileOf, makeRoomFor, noSuch, removeSnapshot, shelf, snapshots } from './shelf';

const mockFolder = mkdtempSync(join(tmpdir(), 'shelf-'));
// Read when it is used: the mock is made before the folder is.
jest.mock('../folders', () => ({
  get workFolder() {
    return mockFolder;
  },
}));

beforeEach(async () => void (await shelf()));
afterEach(() => rmSync(join(mockFolder, 'snapshots'), { recursive: true }));
afterAll(() => rmSync(mockFolder, { recursive: true }));

/** Creates a file in the place of a snapshot, with an age in days. */
async function put(name: string, bytes: number, days: number): Promise<void> {
  const file = await fileOf(name);
  writeFileSync(file, Buffer.alloc(bytes), { mode: 0o600 });
  const time = new Date(Date.UTC(2026, 10, 29 - days));
  utimesSync(file, time, time);
}
const names = async () => (await snapshots()).map(({ name }) => name);

test('the newest comes first, and an unreadable one has a reason', async () => {
  await put('older', 10, 2);
  await put('newer', 10, 1);
  expect(await names()).toEqual(['newer', 'older']);
  expect((await snapshots())[0]).toMatchObject({
    bytes: 10,
    problem: expect.stringContaining('its file is not a snapshot') as string,
  });
});

test('there is room for a snapshot that fits', async () => {
  await put('auto-old', 60, 3);
  expect(await makeRoomFor('auto-new', 40, 100)).toEqual([]);
  expect(await names()).toEqual(['auto-old']);
});

test('the oldest ones with automatic names are removed first, and no more than necessary', async () => {
  await put('named', 30, 9);
  await put('auto-oldest', 30, 3);
  await put('auto-old', 30, 2);
  expect(await makeRoomFor('new', 40, 100)).toEqual(['auto-oldest']);
  expect(await names()).toEqual(['auto-old', 'named']);
});

test('a replaced snapshot does not count', async () => {
  await put('auto-port-4566', 90, 1);
  expect(await makeRoomFor('auto-port-4566', 90, 100)).toEqual([]);
});

test('named ones are never removed automatically: the save is refused, and nothing is removed', async () => {
  await put('named', 70, 9);
  await put('auto-old', 10, 2);
  await expect(makeRoomFor('new', 40, 100)).rejects.toThrow(
    'All snapshots together may take 0.0 MB. The new snapshot new takes 0.0 MB, and too little space can be freed: snapshots with a name are never deleted automatically. ' +
      'Remove one: `npm run snapshot -- list`, then `npm run snapshot -- remove NAME`.',
  );
  expect(await names()).toEqual(['auto-old', 'named']);
});

test('one is removed by its name, and for one that does not exist the existing ones are named', async () => {
  await put('mine', 10, 1);
  await removeSnapshot('mine');
  expect(existsSync(await fileOf('mine'))).toBe(false);
  await expect(removeSnapshot('mine')).rejects.toThrow('There is no snapshot mine. No snapshot exists.');
  await put('other', 10, 1);
  expect((await noSuch('mine')).message).toBe('There is no snapshot mine. The existing snapshots are other.');
});

test('a name that leads elsewhere is refused before any access', async () => {
  await expect(removeSnapshot('../../etc')).rejects.toThrow('A snapshot\'s name has 1 to 60 of a-z, 0-9 and "-"');
});

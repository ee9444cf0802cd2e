import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { header, compressed } from './file';
import type { Manifest } from './manifest';
import { restoreSnapshot } from './restore';
import { fileOf } from './shelf';
import { sourcesHash } from './sources';
import { UnusableSnapshot } from './unusable';

const mockFolder = mkdtempSync(join(tmpdir(), 'restore-'));
const mockStart = jest.fn();
const mockStop = jest.fn();
// The mocks read the folder when they are used, because jest creates them before the test creates the folder.
jest.mock('../folders', () => ({
  get workFolder() {
    return mockFolder;
  },
}));
jest.mock('../daemon', () => ({
  startEmbeddedAws: (limit: unknown, state: unknown) => mockStart(limit, state) as unknown,
  stopEmbeddedAws: () => mockStop() as unknown,
}));
jest.mock('../moto/python', () => ({
  MOTO_VERSION: '5.2.1',
  pythonWithMoto: async () => 'python3',
  pythonVersion: async () => '3.11',
}));

afterAll(() => rmSync(mockFolder, { recursive: true }));
beforeEach(() => {
  jest.clearAllMocks();
  mockStart.mockResolvedValue({ endpoint: 'http://127.0.0.1:4566', pid: 1, alreadyRunning: false });
});

async function put(changes: Partial<Manifest>): Promise<void> {
  const part = join(mockFolder, 'moto.pickle');
  writeFileSync(part, 'state');
  const { file, entry } = await compressed({ name: 'moto.pickle', file: part });
  const manifest: Manifest = {
    format: 1,
    name: 'world',
    savedAt: new Date(0).toISOString(),
    moto: '5.2.1',
    python: '3.11',
    gateway: sourcesHash(),
    port: 4566,
    deployed: [],
    parts: [entry],
    ...changes,
  };
  writeFileSync(await fileOf('world'), Buffer.concat([header(manifest), readFileSync(file)]), { mode: 0o600 });
}

test.each<[string, Partial<Manifest>, string]>([
  ['moto', { moto: '5.1.0' }, 'it was made with moto 5.1.0, and this is 5.2.1'],
  ['Python', { python: '3.9' }, 'it was made with Python 3.9, and this is 3.11'],
  ['sources', { gateway: '0'.repeat(64) }, 'it was made with a gateway of the sources 000000000000, and this is '],
])('one of another %s is refused by name, before the running one is ended', async (_what, changes, why) => {
  await put(changes);
  const replacing = jest.fn();
  await expect(restoreSnapshot('world', { replacing })).rejects.toThrow(`The snapshot world is not restored: ${why}`);
  expect(mockStop).not.toHaveBeenCalled();
  expect(replacing).not.toHaveBeenCalled();
  expect(readFileSync(await fileOf('world')).length).toBeGreaterThan(0);
});

test('one that matches replaces the running one, after a notification, and leaves no folder behind', async () => {
  await put({});
  const order: string[] = [];
  mockStop.mockImplementation(async () => void order.push('stop'));
  await restoreSnapshot('world', { replacing: () => void order.push('replacing') });
  expect(order).toEqual(['replacing', 'stop']);
  expect(mockStart).toHaveBeenCalledWith(undefined, expect.stringContaining('restored-'));
  expect(readdirSync(join(mockFolder, 'captured'))).toEqual([]);
});

test('one with which the embedded AWS does not start is unusable, and the reason is reported', async () => {
  await put({});
  mockStart.mockRejectedValue(new Error('The embedded AWS did not become ready.'));
  const restored = restoreSnapshot('world');
  await expect(restored).rejects.toThrow(UnusableSnapshot);
  await expect(restored).rejects.toThrow(
    'The snapshot world is not restored: the embedded AWS does not start with it: The embedded AWS did not become ready.',
  );
});

test('one that does not exist is named', async () => {
  await expect(restoreSnapshot('nowhere')).rejects.toThrow(
    'There is no snapshot nowhere. The existing snapshots are world.',
  );
});

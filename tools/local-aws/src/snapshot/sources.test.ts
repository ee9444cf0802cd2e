import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourcesHash } from './sources';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sources-'));
  mkdirSync(join(folder, 'gateway'));
  writeFileSync(join(folder, 'gateway', 'store.ts'), 'one');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('another source results in another gateway, and so does another name of a source', () => {
  const before = sourcesHash(folder);
  expect(sourcesHash(folder)).toBe(before);
  writeFileSync(join(folder, 'gateway', 'store.ts'), 'two');
  const changed = sourcesHash(folder);
  expect(changed).not.toBe(before);
  writeFileSync(join(folder, 'gateway', 'more.py'), '');
  expect(sourcesHash(folder)).not.toBe(changed);
});

test('tests are no part of the gateway', () => {
  const before = sourcesHash(folder);
  writeFileSync(join(folder, 'gateway', 'store.test.ts'), 'a test');
  mkdirSync(join(folder, 'testing'));
  writeFileSync(join(folder, 'testing', 'world.ts'), 'for tests');
  expect(sourcesHash(folder)).toBe(before);
});

test('the running sources are found', () => expect(sourcesHash()).toMatch(/^[0-9a-f]{64}$/));

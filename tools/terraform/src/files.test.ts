import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readIfThere, readRecord, writeWhole } from './files';

const folder = mkdtempSync(join(tmpdir(), 'files-'));
const schema = z.object({ a: z.number() });

test('a record is read back as it was written, into folders that are made for it', () => {
  const file = join(folder, 'deep', 'record.json');
  writeWhole(file, '{"a":1}');
  expect(readRecord(file, schema)).toEqual({ a: 1 });
});

test('a record that is missing, cut off, or of another shape counts as none', () => {
  const file = join(folder, 'other.json');
  expect(readRecord(file, schema)).toBeUndefined();
  writeFileSync(file, '{"a":');
  expect(readRecord(file, schema)).toBeUndefined();
  writeFileSync(file, '{"a":"b"}');
  expect(readRecord(file, schema)).toBeUndefined();
});

test('an error other than "there is none" is thrown', () => {
  mkdirSync(join(folder, 'a-folder'));
  expect(() => readIfThere(join(folder, 'a-folder'))).toThrow(/EISDIR/);
});

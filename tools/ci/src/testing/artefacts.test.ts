import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { artefacts } from './actions';

const folder = mkdtempSync(join(tmpdir(), 'artefacts-'));
afterAll(() => rmSync(folder, { recursive: true }));
const [first, second] = ['first', 'second'].map((name) => join(folder, name)) as [string, string];
const actions = artefacts(join(folder, 'kept'));
const upload = (given: Readonly<Record<string, string>>) =>
  actions['actions/upload-artifact']({ with: given, env: {}, workspace: first });
const download = (given: Readonly<Record<string, string>>) =>
  actions['actions/download-artifact']({ with: given, env: {}, workspace: second });

test('the upload of a job is downloaded by another one of the run into a folder of its name', async () => {
  await download({ pattern: 'plan-*', path: 'none' });
  expect(existsSync(join(second, 'none'))).toBe(false);
  mkdirSync(join(first, 'part'), { recursive: true });
  writeFileSync(join(first, 'part/part.json'), '1');
  await upload({ name: 'plan-production', path: 'part' });
  await upload({ name: 'other', path: 'part' });
  await upload({ name: 'plan-nothing', path: 'not-there' });
  await download({ pattern: 'plan-*', path: 'parts' });
  expect(readFileSync(join(second, 'parts/plan-production/part.json'), 'utf8')).toBe('1');
  expect(existsSync(join(second, 'parts/other'))).toBe(false);
});

test('an existing artefact is replaced only if the input is set', async () => {
  const again = { name: 'plan-production', path: 'part' };
  await expect(async () => upload(again)).rejects.toThrow(
    'Conflict: an artifact with the name plan-production exists.',
  );
  writeFileSync(join(first, 'part/part.json'), '2');
  await upload({ ...again, overwrite: 'true' });
  await download({ pattern: 'plan-*', path: 'new' });
  expect(readFileSync(join(second, 'new/plan-production/part.json'), 'utf8')).toBe('2');
});

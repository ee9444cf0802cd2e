import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { typescript } from '@malinshopper/synth';
import { root } from '../programs';
import { corpus } from './corpus';
import { filesOf } from './edit';
import type { Effect } from './synthesize-all';

test('each edit of the corpus can be applied to the present sources, and changes the JSON of at least one app', () => {
  // The edits are tried in a separate process, because Jest caches modules and cannot reload only the edited modules.
  const args = ['--max-semi-space-size=64', ...typescript, join(__dirname, 'synthesize-all.ts')];
  const said = execFileSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ENVIRONMENT: '' },
  });
  const effects = said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Effect);
  expect(effects.map(({ name }) => name)).toEqual(corpus.map(({ name }) => name));
  expect(effects.filter(({ apps = [] }) => apps.length === 0)).toEqual([]);
  const touched = new Set(effects.flatMap(({ apps = [] }) => apps));
  expect([...touched].sort()).toEqual(['account', 'compute', 'data', 'delivery', 'network', 'search']);
});

test('there are at least sixty edits, each with a name of its own', () => {
  expect(corpus.length).toBeGreaterThanOrEqual(60);
  expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length);
});

const sources = { files: () => ['apps/network/src/a.ts'], text: () => 'one, two, two' };

test('an edit replaces a text, one after the other in the same file', () => {
  const changes = [
    ['a.ts', 'one', 'three'],
    ['a.ts', 'three', 'four'],
  ] as const;
  expect(filesOf({ name: 'x', changes }, sources)).toEqual({ 'a.ts': 'four, two, two' });
});

test('an edit renames a word in all sources of apps, removes an app, and adds files', () => {
  expect(filesOf({ name: 'x', renamed: ['two', 'too'] }, sources)).toEqual({
    'apps/network/src/a.ts': 'one, too, too',
  });
  expect(filesOf({ name: 'x', removedApp: 'network' }, sources)).toEqual({ 'apps/network/src/a.ts': undefined });
  expect(filesOf({ name: 'x', added: { 'b.ts': '' } }, sources)).toEqual({ 'b.ts': '' });
});

test.each([
  ['two', 2],
  ['five', 0],
])('throws if the text %s, which an edit replaces, occurs in its file %d times', (from, times) => {
  expect(() => filesOf({ name: 'x', changes: [['a.ts', from, '']] }, sources)).toThrow(
    `The edit "x" replaces a text that occurs ${times} times in a.ts, and must occur there once: "${from}". Correct the edit`,
  );
});

test('throws if a name that an edit renames is in no source of an app', () => {
  expect(() => filesOf({ name: 'x', renamed: ['five', 'six'] }, sources)).toThrow(
    'The edit "x" renames five, which no source of an app names.',
  );
});

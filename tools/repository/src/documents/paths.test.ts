import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { minimatch } from 'minimatch';
import { root } from '../testing/reach';
import { readPage } from './page';
import { filesIn, pagesOf } from './pages';
import { missingPaths } from './paths';

const files = filesIn('apps', 'docs', 'environments', 'examples', 'libs', 'tools', '.github');
const matches = (pattern: string) =>
  pattern.includes('*')
    ? files.some((file) => minimatch(file, pattern, { dot: true }))
    : existsSync(join(root, pattern));

it.each([...pagesOf()])('the paths in %s exist', (_path, page) => {
  expect(missingPaths(page, matches)).toEqual([]);
});

it.each([
  ['`apps/network/src/nat.ts`', ['a.md:1: apps/network/src/nat.ts is no file of the repository.']],
  ['`environments/src/{production,nowhere}.ts`', ['a.md:1: environments/src/nowhere.ts is no file of the repository.']],
  [
    '`apps/<app>/src/contract.ts` and `tools/*/src/nothing.ts`',
    ['a.md:1: tools/*/src/nothing.ts is no file of the repository.'],
  ],
  ['`role/data/*-backup`, `npm start` and `apps/network/`', []],
])('%s', (text, faults) => {
  expect(missingPaths(readPage('a.md', text), matches)).toEqual(faults);
});

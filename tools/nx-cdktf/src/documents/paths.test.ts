import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { minimatch } from 'minimatch';
import { readPage } from './page';
import { pagesOf, repositoryRoot } from './pages';
import { missingPaths } from './paths';

const files = execFileSync('git', ['ls-files'], { cwd: repositoryRoot, encoding: 'utf8' }).trim().split('\n');
const folders = [
  ...new Set(files.flatMap((file) => file.split('/').map((_, at, parts) => parts.slice(0, at).join('/')))),
];
const matches = (pattern: string) =>
  pattern.includes('*')
    ? [...files, ...folders].some((file) => minimatch(file, pattern, { dot: true }))
    : existsSync(join(repositoryRoot, pattern));

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

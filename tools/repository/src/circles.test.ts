import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dirname, join as joined } from 'node:path/posix';
import { preProcessFile } from 'typescript';

const root = join(__dirname, '..', '..', '..');

/** The files that each file imports by a relative path, types too. */
function importsOf(files: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const imported = ([file, text]: [string, string]) =>
    preProcessFile(text).importedFiles.flatMap(({ fileName }) => {
      if (!fileName.startsWith('.')) return [];
      const path = joined(dirname(file), fileName);
      return [path, `${path}.ts`, `${path}/index.ts`].filter((one) => files.has(one));
    });
  return new Map([...files].map((each) => [each[0], imported(each)]));
}

/** A circle for each import that closes one. */
function circlesIn(files: ReadonlyMap<string, string>): string[] {
  const imports = importsOf(files);
  const circles: string[] = [];
  const done = new Set<string>();
  const follow = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) circles.push([...path.slice(at), file].join(' -> '));
    if (at >= 0 || done.has(file)) return;
    for (const next of imports.get(file) ?? []) follow(next, [...path, file]);
    done.add(file);
  };
  for (const file of imports.keys()) follow(file, []);
  return circles;
}

test('no file imports itself by way of others, not even for a type: each can be read before its dependents', () => {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'], {
    cwd: root,
    encoding: 'utf8',
  });
  const files = new Map<string, string>();
  for (const file of listed.split('\n').filter(Boolean)) {
    try {
      files.set(file, readFileSync(join(root, file), 'utf8'));
    } catch {
      // Deleted, and not committed yet.
    }
  }
  expect(files.size).toBeGreaterThan(1000);
  expect(circlesIn(files)).toEqual([]);
});

test('a circle is found with its whole path: over an index, over a type, and over a file that two others import', () => {
  const files = new Map([
    ['a/index.ts', "export { b } from './b';"],
    ['a/b.ts', "import type { C } from '../c';"],
    ['c.ts', "const d = import('./d');"],
    ['d.ts', "import { a } from './a';\nimport 'typescript';"],
    ['e.ts', "import './d';"],
  ]);
  expect(circlesIn(files)).toEqual(['a/index.ts -> a/b.ts -> c.ts -> d.ts -> a/index.ts']);
  files.set('d.ts', '');
  expect(circlesIn(files)).toEqual([]);
});

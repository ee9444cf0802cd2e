import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../testing/reach';
import { readPage, type Page } from './page';

const generated = /(^|\/)(node_modules|\.work|cdktf\.out)(\/|$)/;

/** The files in some folders, relative to the root of the repository, without files that commands generate. */
export function filesIn(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => `${folder}/${file}`)
      .filter((file) => !generated.test(file)),
  );
}

/** The documents of the repository: README.md, docs, and the README of examples and tools. */
export function pagesOf(): ReadonlyMap<string, Page> {
  const inFolders = filesIn('docs', 'examples', 'tools').filter((file) => file.endsWith('.md'));
  const paths = ['README.md', ...inFolders].sort();
  return new Map(paths.map((path) => [path, readPage(path, readFileSync(join(root, path), 'utf8'))]));
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPage, type Page } from './page';

export const repositoryRoot = join(__dirname, '..', '..', '..', '..');

/** The folders whose Markdown files are documents of this repository. */
const folders = ['docs', 'examples', 'tools'];

/** The documents of the repository: README.md, docs, and the README of examples and tools. */
export function pagesOf(root = repositoryRoot): ReadonlyMap<string, Page> {
  const inFolders = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md') && !/(^|\/)(node_modules|\.work|cdktf\.out)\//.test(file))
      .map((file) => `${folder}/${file}`),
  );
  const paths = ['README.md', ...inFolders].sort();
  return new Map(paths.map((path) => [path, readPage(path, readFileSync(join(root, path), 'utf8'))]));
}

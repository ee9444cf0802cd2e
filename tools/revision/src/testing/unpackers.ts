import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromBufferPromise } from 'yauzl';

/** Files by their paths, with a digest of their content; folders with a `/` at their end. */
export type Tree = Readonly<Record<string, string>>;

export const digest = (content: Buffer) => createHash('sha256').update(content).digest('hex');

/** The contents that yauzl reads. */
export async function byYauzl(zip: Buffer): Promise<Tree> {
  const tree: Record<string, string> = {};
  const opened = await fromBufferPromise(zip, { lazyEntries: true, autoClose: false, strictFileNames: true });
  for await (const entry of opened.eachEntry()) {
    const chunks: Buffer[] = [];
    if (!entry.fileName.endsWith('/')) {
      for await (const chunk of await opened.openReadStreamPromise(entry)) {
        chunks.push(chunk as Buffer);
      }
    }
    tree[entry.fileName] = entry.fileName.endsWith('/') ? '' : digest(Buffer.concat(chunks));
  }
  return withFolders(tree);
}

const python = `
import sys, zipfile
for name in sys.argv[1:]:
    with zipfile.ZipFile(name + '.zip') as archive:
        assert archive.testzip() is None, name
        archive.extractall(name)
`;

/**
 * The contents that Python's zipfile unpacks, of all zips in one process. Python is on every machine on which the
 * embedded AWS runs.
 */
export function byPython(zips: readonly Buffer[], folder: string): Tree[] {
  const names = zips.map((zip, index) => {
    writeFileSync(join(folder, `python-${index}.zip`), zip);
    return `python-${index}`;
  });
  execFileSync('python3', ['-c', python, ...names], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  return names.map((name) => treeOf(join(folder, name)));
}

export const hasUnzip = existsSync('/usr/bin/unzip');

/**
 * The contents that unzip unpacks with the agent's arguments (linux_util.rb, `extract_zip`), with the locale of an
 * Ubuntu instance. The agent treats a warning of unzip as an error.
 */
export function byUnzip(zip: Buffer, folder: string): Tree {
  const into = join(folder, 'unzip');
  writeFileSync(`${into}.zip`, zip);
  mkdirSync(into);
  execFileSync('/usr/bin/unzip', ['-qo', `${into}.zip`, '-d', into], {
    env: { LANG: 'C.UTF-8' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // As an ordinary user, which cannot read files that their mode closes.
  execFileSync('chmod', ['-R', 'u+rwX', into]);
  return treeOf(into);
}

/** Adds the folders of all files to the tree, because not every zip has entries for its folders. */
export function withFolders(tree: Tree): Tree {
  const folders = Object.keys(tree).flatMap((name) =>
    name
      .split('/')
      .slice(0, -1)
      .map((_, index, parts) => `${parts.slice(0, index + 1).join('/')}/`),
  );
  return { ...Object.fromEntries(folders.map((name) => [name, ''])), ...tree };
}

function treeOf(folder: string): Tree {
  const tree: Record<string, string> = {};
  for (const name of existsSync(folder) ? (readdirSync(folder, { recursive: true }) as string[]) : []) {
    const stats = lstatSync(join(folder, name));
    const kind = stats.isDirectory()
      ? ''
      : stats.isFile()
        ? digest(readFileSync(join(folder, name)))
        : 'something else';
    tree[stats.isDirectory() ? `${name}/` : name] = kind;
  }
  return tree;
}

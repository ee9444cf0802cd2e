import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { partsOf } from './programs.mjs';

/** A file that can be imported, by its name; tests are excluded. */
const isSource = (name) => /\.(?:[cm]?[jt]sx?|json)$/.test(name) && !/\.test\.ts$/.test(name);
const isOther = (name) => name === 'node_modules' || name === 'cdktf.out' || name === '__snapshots__';
/** Settings for the compilation of sources and the installed packages: npm writes the last file. */
const settings = ['package.json', 'package-lock.json', 'tsconfig.json', 'node_modules/.package-lock.json'];
const ourselves = ['run.mjs', 'bundle.mjs', 'build.mjs', 'key.mjs', 'programs.mjs'];

/**
 * The key of the bundle for exactly these sources of a program, and the sources. Every importable file counts, by name
 * and content, even if it is not imported: a new file can take the place of another one.
 */
export function keyOf(root, program) {
  const files = partsOf(root, program)
    .folders.flatMap((folder) => sourcesIn(root, folder))
    .sort();
  const hash = createHash('sha256').update(
    JSON.stringify([realpathSync(root), process.version, process.arch, process.platform]),
  );
  for (const file of ourselves) add(hash, file, readFileSync(new URL(file, import.meta.url)));
  for (const file of settings) {
    const path = join(root, file);
    add(hash, file, existsSync(path) ? readFileSync(path) : '');
  }
  for (const file of files) add(hash, file, readFileSync(join(root, file)));
  return { key: `${process.version}-${hash.digest('hex').slice(0, 32)}`, files: new Set(files) };
}

/** Name and content with their lengths, so that no two lists of files give the same bytes. */
function add(hash, name, content) {
  hash.update(`${name.length} ${content.length} ${name}`).update(content);
}

function sourcesIn(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return isOther(entry.name) ? [] : sourcesIn(root, path);
    return isSource(entry.name) ? [path] : [];
  });
}

/** Size and modification time of package files: the lock file records the installed packages, not later edits. */
export function stampsOf(root, files) {
  return files.map((file) => {
    const { size, mtimeMs } = statSync(join(root, file));
    return `${size} ${mtimeMs}`;
  });
}

import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { keyOf, stampsOf } from './key.mjs';
import { isPure } from './programs.mjs';

/**
 * The number of kept bundles of a program. It is enough for two Node versions or two branches, and one further bundle.
 */
const kept = 3;

/**
 * Returns the bundle of a program, and builds it if there is none of exactly these sources.
 * @param {string} root of the repository
 * @param {string} program its file, from the root
 * @returns {Promise<{ folder: string, run: () => void } | undefined>} undefined if it cannot be built or kept: the
 * sources run instead
 */
export async function openBundle(root, program) {
  try {
    const bundles = join(root, '.work', 'bundles', program.replaceAll(/[^\w.-]/g, '-'));
    const { key, files } = keyOf(root, program);
    const folder = join(bundles, key);
    const found = read(root, program, folder);
    if (found) return found;
    mkdirSync(bundles, { recursive: true });
    const { build } = await import('./build.mjs');
    const made = await build(root, program, files);
    // Otherwise a bundle of newer sources could be stored under the key of the older ones.
    if (!made || keyOf(root, program).key !== key) return undefined;
    keep(bundles, folder, made);
    return read(root, program, folder);
  } catch {
    // A read-only or full disk, or a source that does not compile: the sources then report their own errors.
    return undefined;
  }
}

/** Reads an existing bundle, if its packages are the installed ones. */
function read(root, program, folder) {
  try {
    // Characters beyond ASCII are escaped in it (esbuild, "Charset"): reading it as Latin-1 takes half the time.
    const code = readFileSync(join(folder, 'program.cjs'), 'latin1');
    const stamps = JSON.parse(readFileSync(join(folder, 'packages.json'), 'utf8'));
    if (stampsOf(root, Object.keys(stamps)).join() !== Object.values(stamps).join()) return undefined;
    return { folder, run: () => (isPure(program) ? runSynthesis(folder, code) : runProgram(folder, code)) };
  } catch {
    return undefined;
  }
}

/** Stores a bundle atomically, and removes the oldest ones. */
function keep(bundles, folder, { code, packages }) {
  const own = `${folder}.${process.pid}`;
  mkdirSync(own);
  writeFileSync(join(own, 'program.cjs'), code);
  writeFileSync(join(own, 'packages.json'), JSON.stringify(packages));
  // The folder can contain a bundle of the same sources with other packages, or an equal bundle that another command
  // has just stored. Both can be replaced.
  rmSync(folder, { recursive: true, force: true });
  try {
    renameSync(own, folder);
  } catch {
    rmSync(own, { recursive: true, force: true });
  }
  const byAge = readdirSync(bundles)
    .map((name) => join(bundles, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const old of byAge.slice(kept)) rmSync(old, { recursive: true, force: true });
}

/** Runs the synthesis with V8's code cache of the last run, and stores a new cache if it contains more. */
function runSynthesis(folder, code) {
  const [whole, part] = [join(folder, 'whole.v8'), join(folder, 'part.v8')];
  const before = [whole, part].map((file) => [file, bytesOf(file)]).find(([, bytes]) => bytes);
  const { script, exports } = evaluate(folder, code, before?.[1]);
  const { apps, synthesize } = exports;
  const complete = synthesize().length === apps.length;
  // V8 rejects a cache from other flags: each run then compiles for itself.
  if (script.cachedDataRejected || before?.[0] === whole || (before && !complete)) return;
  save(complete ? whole : part, script);
}

/** The same for a program that continues after its evaluation: the cache of the first run that ends is stored. */
function runProgram(folder, code) {
  const file = join(folder, 'part.v8');
  const before = bytesOf(file);
  const { script } = evaluate(folder, code, before);
  if (!before) process.once('exit', () => save(file, script));
}

function evaluate(folder, code, cachedData) {
  const filename = join(folder, 'program.cjs');
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${code}\n})`, {
    filename,
    cachedData,
  });
  // Node reports no deprecated calls inside node_modules; in a bundle it cannot recognize these.
  process.noDeprecation = true;
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(filename), module, filename, dirname(filename));
  return { script, exports: module.exports };
}

function bytesOf(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Written to another file and renamed, so that it is never read half. */
function save(file, script) {
  const own = `${file}.${process.pid}`;
  try {
    writeFileSync(own, script.createCachedData());
    renameSync(own, file);
    utimesSync(dirname(file), new Date(), new Date());
  } catch {
    rmSync(own, { force: true });
  }
}

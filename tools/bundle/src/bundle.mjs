import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { keyOf, stampsOf } from './key.mjs';
import { isPure } from './programs.mjs';

/** How many bundles of a program are kept: those of two Node versions, or of two branches, and one more. */
const kept = 3;

/**
 * The bundle of a program, made when there is none of just these sources.
 * @param {string} root of the repository
 * @param {string} program its file, from the root
 * @returns {Promise<{ folder: string, run: () => void } | undefined>} none where it cannot be made or kept: then the sources run as they are
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
    // A source that was changed meanwhile would stay in the bundle of those before.
    if (!made || keyOf(root, program).key !== key) return undefined;
    keep(bundles, folder, made);
    return read(root, program, folder);
  } catch {
    // Read-only, full, a source that does not compile: what is wrong with the sources they say themselves.
    return undefined;
  }
}

/** A bundle that is there, if the packages inside are those that are installed. */
function read(root, program, folder) {
  try {
    // Characters beyond ASCII are escaped in it (esbuild, "Charset"): as Latin-1 it is read in half the time.
    const code = readFileSync(join(folder, 'program.cjs'), 'latin1');
    const stamps = JSON.parse(readFileSync(join(folder, 'packages.json'), 'utf8'));
    if (stampsOf(root, Object.keys(stamps)).join() !== Object.values(stamps).join()) return undefined;
    return { folder, run: () => (isPure(program) ? runSynthesis(folder, code) : runProgram(folder, code)) };
  } catch {
    return undefined;
  }
}

/** Puts a bundle where others find it, whole or not at all, and removes the oldest. */
function keep(bundles, folder, { code, packages }) {
  const own = `${folder}.${process.pid}`;
  mkdirSync(own);
  writeFileSync(join(own, 'program.cjs'), code);
  writeFileSync(join(own, 'packages.json'), JSON.stringify(packages));
  // One of these sources with other packages makes way; what another command has made meanwhile is as good as ours.
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

/** Runs the synthesis with what V8 compiled of it before, and keeps what it has compiled now if that is more. */
function runSynthesis(folder, code) {
  const [whole, part] = [join(folder, 'whole.v8'), join(folder, 'part.v8')];
  const before = [whole, part].map((file) => [file, bytesOf(file)]).find(([, bytes]) => bytes);
  const { script, exports } = evaluate(folder, code, before?.[1]);
  const { apps, synthesize } = exports;
  const complete = synthesize().length === apps.length;
  // V8 refuses what it compiled with other flags: then each run compiles for itself.
  if (script.cachedDataRejected || before?.[0] === whole || (before && !complete)) return;
  save(complete ? whole : part, script);
}

/** The same for a program that goes on after it was evaluated: what the first one that ends has compiled is kept. */
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
  // Node does not tell of old calls inside of node_modules; in a bundle it does not know what comes from there.
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

/** Written beside and renamed, so that it is never read half. */
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

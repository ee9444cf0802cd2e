// `node run.mjs PROGRAM [ARGUMENT...]`: runs a program of a repository from a bundle of its sources, and builds the
// bundle if there is none of exactly these sources (ADR 21). It is JavaScript, since a loader of TypeScript takes
// longer than most commands.
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openBundle } from './bundle.mjs';
import { isPure } from './programs.mjs';

const [, , given, ...args] = process.argv;
const file = realpathSync(resolve(given));
const root = rootOf(dirname(file));
const program = relative(root, file).split(sep).join('/');

/** The root of a repository contains package.json and libs. */
function rootOf(folder) {
  const above = dirname(folder);
  return (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'libs'))) || above === folder
    ? folder
    : rootOf(above);
}

/** Runs the program from its sources. Errors then refer to lines of the sources. */
function fromSources() {
  const loader = createRequire(import.meta.url).resolve('tsx/cjs');
  const { status } = spawnSync(process.execPath, ['--require', loader, given, ...args], { stdio: 'inherit' });
  return status ?? 1;
}

/** A synthesis runs again from its sources if its bundle fails. */
async function synthesis() {
  const bundle = args.includes('--locations') ? undefined : await openBundle(root, program);
  if (!bundle) return fromSources();
  process.argv.splice(1, 1);
  try {
    bundle.run();
    return 0;
  } catch (error) {
    const status = fromSources();
    if (status === 0 && error.name !== 'NotBundled') {
      console.error(
        `The bundled synthesis ended with "${error.message}", the same sources without a bundle did not: ` +
          `their output is right. Please report it; ${bundle.folder} can be removed.`,
      );
    }
    return status;
  }
}

/** Any other program runs once, in this process: it receives the signals, and gives the exit code. */
async function once() {
  const bundle = await openBundle(root, program);
  process.argv.splice(1, 1);
  if (bundle) return bundle.run();
  await import('tsx');
  await import(pathToFileURL(file).href);
}

if (isPure(program)) process.exitCode = await synthesis();
else await once();

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * The lock file: moto and all its dependencies, with their versions. Its generation: tools/local-aws/README.md, "Python
 * packages".
 */
const LOCK_FILE = join(__dirname, 'requirements.txt');
const lock = readFileSync(LOCK_FILE, 'utf8');

export const MOTO_VERSION = lockedVersion(lock, 'moto');

/** Runs a program and returns its standard output. */
export type Run = (program: string, args: readonly string[]) => Promise<string>;

const execute = promisify(execFile);
const run: Run = async (program, args) => (await execute(program, [...args], { maxBuffer: 16 * 1024 * 1024 })).stdout;

/**
 * Only looks for moto and the packages that its server needs: importing them would take a second, and is done when moto
 * starts.
 */
const PROBE = [
  'import sys, importlib.metadata as found',
  'version = found.version("moto")',
  '[found.version(name) for name in ("flask", "flask-cors", "werkzeug", "cryptography")]',
  'print(version)',
  'print(sys.executable)',
].join('\n');

/**
 * The version of a package in a lock file of pip-compile.
 * @throws Error if the package is not in it
 */
export function lockedVersion(text: string, name: string): string {
  const version = new RegExp(`^${name}==([^\\s;\\\\]+)`, 'm').exec(text)?.[1];
  if (version !== undefined) return version;
  throw new Error(
    `${LOCK_FILE} has no line "${name}==<version>": generate it again (tools/local-aws/README.md, "Python packages").`,
  );
}

/**
 * The Python that has moto: one on the PATH, as the user has installed it, or a virtual environment in the user's
 * cache, made when it is needed with exactly the packages of the lock file. Another lock file results in another
 * environment.
 */
export async function pythonWithMoto(execution: Run = run, cache = cacheFolder()): Promise<string> {
  for (const program of ['python3', 'python']) {
    const found = await probe(program, execution);
    if (found) return found;
  }
  const digest = createHash('sha256').update(lock).digest('hex');
  const home = join(cache, `moto-${MOTO_VERSION}-${digest.slice(0, 12)}`);
  const python = join(home, 'bin', 'python');
  if (!existsSync(python)) await install(home, cache, execution);
  const found = await probe(python, execution);
  if (found) return found;
  throw new Error(
    `The virtual environment ${home} must hold moto[server] ${MOTO_VERSION}, but importing it there failed. ` +
      `Remove that folder and start again: it is made again.`,
  );
}

/** Python's own version, on which a pickle depends: `3.11`. */
export async function pythonVersion(python: string, execution: Run = run): Promise<string> {
  return (await execution(python, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'])).trim();
}

async function probe(program: string, execution: Run): Promise<string | undefined> {
  try {
    const [version, executable] = (await execution(program, ['-c', PROBE])).trim().split('\n');
    return version?.trim() === MOTO_VERSION ? executable?.trim() : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Installs beside the final place and renames: of two concurrent starts one wins, and neither sees a partial
 * environment.
 */
async function install(home: string, cache: string, execution: Run): Promise<void> {
  const base = await anyPython(execution);
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(join(cache, 'moto-new-'));
  try {
    await execution(base, ['-m', 'venv', fresh]);
    // pip documentation, "Secure installs": with one --hash in the file, pip refuses every package without a hash, and
    // every other content.
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '-r', LOCK_FILE];
    await execution(join(fresh, 'bin', 'python'), pip);
    await rename(fresh, home);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    if (existsSync(home)) return;
    throw new Error(
      `The embedded AWS needs moto[server] ${MOTO_VERSION}; installing it with ${base} into ${home} failed: ` +
        `${lastLine(error)}. Check the network (or the package index pip uses), or install it yourself: ` +
        `${base} -m pip install -r ${LOCK_FILE}.`,
    );
  }
}

async function anyPython(execution: Run): Promise<string> {
  for (const program of ['python3', 'python']) {
    try {
      await execution(program, ['-c', 'import venv']);
      return program;
    } catch {
      continue;
    }
  }
  throw new Error(
    `The embedded AWS needs Python 3 with the venv module to run moto ${MOTO_VERSION}; ` +
      `neither python3 nor python on the PATH offers it. Install Python 3.11 or newer, then start again.`,
  );
}

function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'malinshopper');
}

function lastLine(error: unknown): string {
  const output = (error as { stderr?: string }).stderr ?? String(error);
  return output.trim().split('\n').at(-1) ?? 'no output';
}

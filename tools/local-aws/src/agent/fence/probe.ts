import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { removeTree } from '../instance/remove-tree';
import { giveAllToHooks } from './hook-user';
import { BUILDERS_PATH } from './builders-path';
import { runFenced } from './run-fenced';

const LIMIT_MS = 10_000;
const programs = ['setpriv', 'unshare', 'mount', 'umount', 'pivot_root', 'perl'];

let answer: Promise<string | undefined> | undefined;

/**
 * Returns why hooks cannot run on this machine, and the remedy; undefined if they can. Checked once.
 * @param folder of an instance: some places, such as many a `/tmp`, are mounted so that programs cannot run from them
 */
export function fenceProblem(folder: string): Promise<string | undefined> {
  answer ??= (async () => platformProblem() ?? (await trialProblem(folder)))();
  return answer;
}

export function platformProblem(
  platform: string = process.platform,
  path = BUILDERS_PATH,
  lib = '/lib',
  proc = '/proc',
): string | undefined {
  if (platform !== 'linux') {
    return explained(
      `it is made of Linux's namespaces, and this is ${platform}`,
      'Run the embedded AWS in a Linux machine, as with Lima, or in a privileged container',
    );
  }
  const missing = programs.filter((program) => !path.split(':').some((folder) => isExecutable(join(folder, program))));
  if (missing.length > 0) {
    return explained(`${missing.join(', ')} not found in ${path}`, 'Install util-linux 2.34 or newer, and perl');
  }
  if (existsSync(lib) && readdirSync(lib).some((name) => name.startsWith('ld-musl-'))) {
    return explained(
      "this machine's programs use musl, which reads the library path from a file of the instance",
      'Use a Linux with glibc, such as Debian, Ubuntu or Fedora',
    );
  }
  const uncounted = ['self/smaps_rollup', 'thread-self/children'].filter((name) => !existsSync(join(proc, name)));
  if (uncounted.length > 0) {
    return explained(
      `their total use cannot be counted without ${uncounted.map((name) => join(proc, name)).join(' and ')}`,
      'Use Linux 4.14 or newer with CONFIG_PROC_PAGE_MONITOR and CONFIG_PROC_CHILDREN, as Debian, Ubuntu or Fedora have it',
    );
  }
  return undefined;
}

/** Builds a fence once, with a script that ends at once. */
async function trialProblem(instance: string): Promise<string | undefined> {
  const folder = await mkdtemp(join(instance, 'trial-'));
  try {
    await mkdir(join(folder, 'root'));
    await writeFile(join(folder, 'root', 'trial'), '#!/bin/sh\nexit 42\n', { mode: 0o755 });
    await chmod(folder, 0o711);
    await giveAllToHooks(join(folder, 'root'));
    const signal = new AbortController().signal;
    const end = await runFenced({
      folder,
      command: ['/trial'],
      environment: {},
      timeoutMs: LIMIT_MS,
      signal,
      onOutput: () => {},
    });
    if (end.kind === 'exited' && end.code === 42) return undefined;
    const why = end.kind === 'no-fence' ? end.why : `a script that should end with 42 returned ${JSON.stringify(end)}`;
    return explained(
      why,
      'Allow ordinary users namespaces of their own: sysctl user.max_user_namespaces above 0 and, on Ubuntu 23.10 and newer, ' +
        'kernel.apparmor_restrict_unprivileged_userns=0; in a container, run it privileged',
    );
  } finally {
    await removeTree(folder);
  }
}

function explained(why: string, remedy: string): string {
  return `Hooks are not run on this machine, because no fence can be built around them: ${why}. ${remedy}.`;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

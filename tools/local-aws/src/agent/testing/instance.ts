import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { giveAllToHooks } from '../fence/hook-user';
import { BUILDERS_PATH } from '../fence/builders-path';
import { namespaces, runFenced, type FencedEnd } from '../fence/run-fenced';
import { firstBoot } from '../instance/first-boot';
import { removeTree } from '../instance/remove-tree';

const folders: string[] = [];

/** A folder for an instance. All of them are removed with `removeInstances`. */
export function instanceFolder(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'agent-')), 'i-0123456789abcdef0');
  folders.push(dirname(folder));
  return folder;
}

export async function removeInstances(): Promise<void> {
  for (const folder of folders.splice(0)) await removeTree(folder);
}

/** An instance that has booted. */
export async function bootedInstance(userData?: Buffer): Promise<string> {
  const folder = instanceFolder();
  await mkdir(folder, { recursive: true });
  await chmod(dirname(folder), 0o755);
  await firstBoot(folder, userData, () => {});
  return folder;
}

const canFence =
  process.platform === 'linux' &&
  spawnSync('unshare', [...namespaces, '--fork', 'mount', '-t', 'tmpfs', 'none', '/tmp'], {
    env: { ...process.env, PATH: BUILDERS_PATH },
  }).status === 0;

/** A test of the behaviour of hooks. On a machine on which none can run it is skipped, and its name states that. */
export const itFenced: typeof it.skip = canFence
  ? it
  : (Object.assign((name: string, ...rest: [jest.ProvidesCallback?, number?]) => {
      it.skip(`${name} (skipped: no fence on this machine, see fenceProblem)`, ...rest);
    }, it.skip) as typeof it.skip);

export interface HookRun {
  readonly end: FencedEnd;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a text as a hook of an instance. */
export async function runHook(
  folder: string,
  text: string,
  options: {
    readonly timeoutMs?: number;
    readonly signal?: AbortSignal;
    readonly onOutput?: (text: string) => void;
  } = {},
): Promise<HookRun> {
  const script = join(folder, 'root', 'hook');
  await writeFile(script, text.startsWith('#!') ? text : `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  await giveAllToHooks(script);
  const said = { stdout: '', stderr: '' };
  const end = await runFenced({
    folder,
    command: ['/hook'],
    environment: { LIFECYCLE_EVENT: 'ApplicationStart' },
    timeoutMs: options.timeoutMs ?? 20_000,
    signal: options.signal ?? new AbortController().signal,
    onOutput: (stream, chunk) => {
      said[stream] += chunk.toString();
      options.onOutput?.(said[stream]);
    },
  });
  return { end, ...said };
}

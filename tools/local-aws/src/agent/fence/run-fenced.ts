import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { machine } from 'node:os';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { BUILDERS_PATH } from './builders-path';
import { hookUser } from './hook-user';
import { covered } from './inherited';
import { prepareMounts } from './mounts';
import { outputOf } from './outputs';
import { watch, type Watch } from './watch';

const DENY = readFileSync(join(__dirname, 'deny.pl'), 'utf8');
const ENTER = readFileSync(join(__dirname, 'enter.sh'), 'utf8');
/** Time limit for building a fence, in milliseconds: on a busy machine it takes a second. */
const FENCE_MS = 60_000;
export const namespaces = ['--user', '--map-root-user', '--mount', '--pid', '--net', '--ipc', '--uts'];

export interface Fenced {
  /** The folder of the instance; its root is `<folder>/root`. */
  readonly folder: string;
  /** A program, by its absolute path on the instance, and its arguments. */
  readonly command: readonly string[];
  /** Printed instead of running the command, which then ends with 1. */
  readonly refusal?: string;
  /** The whole environment of the script, but `PATH`. */
  readonly environment: Readonly<Record<string, string>>;
  /** Time limit of the command alone, until its outputs are closed. It does not include building the fence. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly onOutput: (stream: 'stdout' | 'stderr', chunk: Buffer) => void;
}

export type FencedEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'timed-out' }
  /** The command has ended in time, but a process that it started still has this output open. */
  | { readonly kind: 'left-open'; readonly output: 'stdout' | 'stderr' }
  | { readonly kind: 'aborted' }
  /** The processes, or the instance with their files, have exceeded a limit: see `excess`. */
  | { readonly kind: 'over-bound'; readonly why: string }
  /** The command has not been started. */
  | { readonly kind: 'no-fence'; readonly why: string };

/**
 * Runs a program of an instance so that it can reach nothing but the instance's folder (ADR 15). When this returns,
 * none of its processes is left, so that the folder does not change while it is read.
 */
export async function runFenced(options: Fenced): Promise<FencedEnd> {
  const { folder, command, refusal = '', environment, timeoutMs, signal } = options;
  await prepareMounts(folder);
  const asUser = hookUser === undefined ? [] : [`--reuid=${hookUser}`, `--regid=${hookUser}`, '--clear-groups'];
  // `--pdeathsig`: if this process is killed, the whole chain of processes ends with it.
  const denied = ['perl', '-e', DENY, machine()];
  const builders = ['--pdeathsig', 'KILL', ...asUser, ...denied, 'unshare', ...namespaces, '--fork', '--kill-child'];
  const outputs = await Promise.all([outputOf(folder, 'stdout'), outputOf(folder, 'stderr')]);
  outputs[0].chunks.on('data', (chunk: Buffer) => options.onOutput('stdout', chunk));
  outputs[1].chunks.on('data', (chunk: Buffer) => options.onOutput('stderr', chunk));
  const child = spawn('setpriv', [...builders, 'sh', '-c', ENTER, 'fence', basename(folder), refusal, ...command], {
    cwd: join(folder, 'root'),
    env: { ...environment, PATH: BUILDERS_PATH },
    // A session of its own: no terminal to write to.
    detached: true,
    // The program that builds the fence reports errors on 2, and its progress on 3.
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', ...covered(4)],
  });
  const [, , builder, news] = child.stdio as Readable[];
  let watched: Watch | undefined;
  const fence = progress(news!, {
    onReady: (pid) => {
      watched = watch(folder, pid, () => stop('over-bound'));
      clearTimeout(timer);
      timer = setTimeout(() => stop('timed-out'), Math.min(timeoutMs, 2 ** 31 - 1));
    },
    // The agent waits for the outputs, too, within the time of the script (hook_executor.rb, `joinOrFail`).
    onEnded: () => void Promise.all(outputs.map(({ closed }) => closed)).then(() => stop('ended')),
  });
  let said = '';
  builder!.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-1024)));

  let stopped: 'timed-out' | 'aborted' | 'ended' | 'over-bound' | undefined;
  let open: readonly boolean[] = [];
  const stop = (why: NonNullable<typeof stopped>) => {
    if (!stopped) open = outputs.map(({ isOpen }) => isOpen());
    stopped ??= why;
    fence.end(() => child.pid !== undefined && signalled(-child.pid));
  };
  let timer = setTimeout(() => stop('timed-out'), FENCE_MS);
  const onAbort = () => stop('aborted');
  signal.addEventListener('abort', onAbort);
  // An abort during the wait above had no listener.
  if (signal.aborted) onAbort();
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (status, by) => resolve(status ?? (by === 'SIGKILL' ? 137 : 143)));
    });
    await Promise.all(outputs.map((output) => output.end(fence.stands())));
    const why = await watched?.end();
    if (why !== undefined && stopped !== 'aborted') return { kind: 'over-bound', why };
    if (stopped === 'timed-out' && !fence.stands())
      return { kind: 'no-fence', why: `it took more than ${FENCE_MS} ms` };
    if (stopped === 'timed-out' && fence.code() !== undefined && open.includes(true))
      return { kind: 'left-open', output: open[0] ? 'stdout' : 'stderr' };
    if (stopped === 'timed-out' || stopped === 'aborted') return { kind: stopped };
    if (fence.stands()) return { kind: 'exited', code: fence.code() ?? code };
    return {
      kind: 'no-fence',
      why: said.trim() || `the program that builds it ended with ${code} and printed nothing`,
    };
  } catch (error) {
    return { kind: 'no-fence', why: (error as Error).message };
  } finally {
    void watched?.end();
    for (const { chunks } of outputs) chunks.destroy();
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

/**
 * The reports of `enter.sh`: first its process id outside of the fence, then that the fence is complete, then the exit
 * code of the command. To end everything, its process is killed and not those around it: the process that waits for it
 * learns of its end only when everything in its namespace has ended.
 */
function progress(news: Readable, heard: { readonly onReady: (pid: number) => void; readonly onEnded: () => void }) {
  let text = '';
  let ending = false;
  const line = (index: number): string | undefined => text.split('\n').slice(0, -1)[index];
  const pid = () => (line(0) === undefined ? undefined : Number(line(0)));
  const stands = () => line(1) === 'ready';
  const code = () => (line(2) === undefined ? undefined : Number(line(2)!.replace('ended ', '')));
  news.setEncoding('utf8').on('data', (chunk: string) => {
    const before = { stands: stands(), code: code() };
    text += chunk;
    if (!before.stands && stands()) heard.onReady(pid()!);
    if (before.code === undefined && code() !== undefined) heard.onEnded();
    if (ending && pid()) signalled(pid()!);
  });
  return {
    stands,
    code,
    end: (all: () => void) => {
      ending = true;
      const first = pid();
      if (first) signalled(first);
      else all();
    },
  };
}

function signalled(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

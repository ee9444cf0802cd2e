import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { keepJournal } from '../adoption/left-behind';
import { readIfThere, writeWhole } from '../files';
import type { Installation } from '../installation/installation';
import { repositoryRoot, typescript } from '@malinshopper/synth';
import { identify, type ProcessIdentity } from '../processes';
import { parseEvent, type TerraformEvent } from '../progress/events';
import type { WorkFolder } from '../work/folder';
import { GO } from './gate';
import { onInterrupt } from './interrupt';
import { endLeftovers, isRunning, lastRun, writeRun, type Run } from './record';
import { KILLED, type Job } from './supervisor';
import { tail } from './tail';

const POLL = 150;

export interface SupervisedOptions {
  readonly folder: WorkFolder;
  readonly installation: Installation;
  readonly env: NodeJS.ProcessEnv;
  readonly operation: 'apply' | 'destroy';
  /** Terraform's arguments, `-json` among them. */
  readonly args: readonly string[];
  readonly onEvent: (event: TerraformEvent) => void;
  /**
   * Called with the processes of the run before Terraform starts. If the callback fails, Terraform does not start.
   * @default - Terraform starts at once
   */
  readonly beforeStart?: (processes: readonly ProcessIdentity[]) => Promise<void>;
  /** The id of the state lock that this process has taken for the run. @default - none */
  readonly lock?: string;
  /** Called when the user presses Ctrl-C. The first time, Terraform stops gracefully; the second time, it is killed. */
  readonly onInterrupt: (stage: 'stopping' | 'forced') => void;
}

export interface SupervisedResult {
  /** Undefined when Terraform was killed. */
  readonly exitCode: number | undefined;
  readonly interrupted: boolean;
  /** Terraform's output that is not JSON, such as error messages on stderr. */
  readonly errors: string;
}

/** Runs an apply or destroy that survives this process: see supervisor.ts. */
export async function runSupervised(options: SupervisedOptions): Promise<SupervisedResult> {
  const { folder, installation, operation, args, onEvent, lock, beforeStart } = options;
  const { path: cwd, events, errors, run } = folder;
  const jobFile = join(cwd, 'job.json');
  const job: Job = { program: installation.program, args: [...args], cwd, events, errors, run, operation, lock };
  mkdirSync(dirname(events), { recursive: true });
  keepJournal(folder);
  for (const old of [events, errors, run]) rmSync(old, { force: true });
  writeWhole(jobFile, JSON.stringify(job));

  const supervisor = spawn(process.execPath, [...typescript, join(__dirname, 'supervisor.ts'), jobFile], {
    cwd: repositoryRoot,
    env: options.env,
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = new Promise<number | null>((resolve, reject) => supervisor.on('error', reject).on('exit', resolve));
  supervisor.stdin.on('error', () => undefined);
  // The command records the run too. Otherwise, a command that starts before the supervisor has recorded it would see no run.
  const identity = supervisor.pid === undefined ? undefined : identify(supervisor.pid);
  if (identity) writeRun(run, { operation, supervisor: identity, startedAt: new Date().toISOString() });
  let interrupted = false;
  const ignore = onInterrupt((stage) => {
    interrupted = true;
    supervisor.stdin.write(stage === 'stopping' ? 'stop\n' : 'kill\n');
    options.onInterrupt(stage);
  });
  const lines = tail(events, (line) => {
    const event = parseEvent(line);
    if (event) onEvent(event);
  });
  const timer = setInterval(() => lines.read(), POLL);
  let code: number | null;
  try {
    await begun(supervisor, ended, beforeStart);
    code = await ended;
    // The supervisor itself may have been killed; Terraform then goes on alone to its own end.
    await untilEnded(folder);
  } finally {
    clearInterval(timer);
    ignore();
  }
  lines.end();
  // On a full disk only the supervisor's own exit code shows how Terraform has ended.
  const exitCode = lastRun(folder)?.exitCode ?? (code === null || code === KILLED ? undefined : code);
  return { exitCode, interrupted, errors: (readIfThere(errors) ?? '').trim() };
}

/** Starts Terraform when its processes are known; a failure before ends the supervisor, which has begun nothing. */
async function begun(
  { stdin, stdout }: { readonly stdin: Writable; readonly stdout: Readable },
  ended: Promise<unknown>,
  beforeStart: SupervisedOptions['beforeStart'] = async () => undefined,
): Promise<void> {
  const line = (async () => {
    for await (const text of createInterface({ input: stdout })) return text;
    return undefined;
  })();
  const said = await Promise.race([line, ended.then(() => undefined)]);
  if (typeof said !== 'string') return;
  const { supervisor, terraform } = JSON.parse(said) as Run;
  try {
    await beforeStart([supervisor, ...(terraform ? [terraform] : [])]);
    stdin.write(GO);
  } catch (error) {
    stdin.end();
    await ended;
    throw error;
  }
}

/** Waits until nothing of the folder's last run is alive. `onWait` is called repeatedly, with the time so far. */
export async function untilEnded(
  folder: Pick<WorkFolder, 'run'>,
  onWait: (run: Run, waited: number) => void = () => undefined,
): Promise<void> {
  const begun = Date.now();
  for (let run = lastRun(folder); run && isRunning(run); run = lastRun(folder)) {
    onWait(run, Date.now() - begun);
    await delay(POLL);
  }
  const ended = lastRun(folder);
  if (ended) endLeftovers(ended);
}

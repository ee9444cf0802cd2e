/**
 * The program between a command and Terraform: `supervisor.ts <job file>`, started in a session of its own, so that neither Ctrl-C nor a kill of the
 * command's process group reaches Terraform. It reports its processes in one line of standard output, and begins when it reads "go" on its standard
 * input; "stop" and "kill" come there too. When the command is gone without a stop, Terraform carries the plan out to its end: an interruption would
 * lose resources in creation, since some of the provider's resources record their id only after they have waited (a Route 53 record, for one).
 */
import { spawn, spawnSync } from 'node:child_process';
import { fstatSync, fsync, openSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { identify, thisProcess } from '../processes';
import { GO, gated } from './gate';
import { writeRun, type Run } from './record';

const jobSchema = z.object({
  program: z.string(),
  args: z.array(z.string()),
  cwd: z.string(),
  events: z.string(),
  errors: z.string(),
  run: z.string(),
  operation: z.enum(['apply', 'destroy']),
  /** The id of the lock that the command has taken: the supervisor releases it if the command is gone. */
  lock: z.string().optional(),
});
/** The job of a supervisor. */
export type Job = z.infer<typeof jobSchema>;

/** The interval at which the journal is synced to the disk, where it survives a power failure: in milliseconds. */
const SYNC = 200;

function supervise(job: Job): void {
  const started: Run = {
    operation: job.operation,
    supervisor: thisProcess(),
    startedAt: new Date().toISOString(),
  };
  const output = [openSync(job.events, 'w', 0o600), openSync(job.errors, 'w', 0o600)] as const;
  // A group of its own: at the end, it identifies provider processes that outlived a killed Terraform.
  const terraform = spawn('sh', gated(job.program, job.args), {
    cwd: job.cwd,
    detached: true,
    stdio: ['pipe', ...output],
  });
  const { pid } = terraform;
  const running: Run = { ...started, ...(pid !== undefined && { terraform: identify(pid) }) };
  // Before Terraform has begun: a kill from here on can be detected by the processes.
  write(job, running);
  terraform.stdin?.on('error', () => undefined);
  process.stdout.on('error', () => undefined);
  process.stdout.write(`${JSON.stringify(running)}\n`);

  let [begun, asked, alone] = [false, false, false];
  const stop = () => {
    if (!asked) terraform.kill('SIGINT');
    asked = true;
    // Recorded at once: the machine may be gone before Terraform is.
    write(job, { ...running, interrupted: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.stdin.on('data', (text) => {
    for (const word of text.toString().split('\n')) {
      if (word === GO.trim()) {
        begun = true;
        terraform.stdin?.end(GO);
      }
      // Terraform interprets a second interrupt as "now": it ends without waiting for anything.
      if (word === 'kill') terraform.kill('SIGINT');
      if (word === 'stop') stop();
    }
  });
  process.stdin.on('error', () => undefined);
  process.stdin.on('close', () => {
    alone = true;
    if (!begun) terraform.stdin?.end();
  });
  const sync = setInterval(durably(output[0]), SYNC);

  const ended = (exitCode: number) => {
    clearInterval(sync);
    if (pid !== undefined) sweep(pid);
    write(job, { ...running, exitCode, ...(asked && { interrupted: true }) });
    if (alone && begun && job.lock !== undefined) {
      spawnSync(job.program, ['force-unlock', '-force', job.lock], { cwd: job.cwd, stdio: 'ignore' });
    }
    process.exit(exitCode);
  };
  terraform.on('error', () => ended(127));
  // Ctrl-C before the start ends the shell that would have become Terraform.
  terraform.on('exit', (code) => (code !== null ? ended(code) : asked && !begun ? ended(130) : killed(pid)));
}

/** A full disk must not end the supervisor: its own exit code shows how Terraform has ended. */
function write(job: Job, run: Run): void {
  try {
    writeRun(job.run, run);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}

/** Syncs a file to the disk whenever it has grown. */
function durably(file: number): () => void {
  let known = 0;
  return () => {
    const { size } = fstatSync(file);
    if (size === known) return;
    known = size;
    fsync(file, () => undefined);
  };
}

/** Terraform was killed from outside: the record is left without an exit code, for the next command to see. */
function killed(pid: number | undefined): never {
  if (pid !== undefined) sweep(pid);
  process.exit(KILLED);
}

/** The exit code of a supervisor after its Terraform was killed. */
export const KILLED = 137;

/** Ends the remaining processes of Terraform's process group. */
function sweep(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // Nothing was left.
  }
}

if (require.main === module) {
  supervise(jobSchema.parse(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))));
}

/**
 * The program between a command and Terraform: `supervisor.ts <job file>`, started in a session of its own, so that neither
 * Ctrl-C nor a kill of the command's process group reaches Terraform. "stop" and "kill" come through its standard input. When
 * the command is gone without a word, Terraform carries the plan out to its end: to cut it off would lose what is being made,
 * since some of the provider's resources write their id down only after they have waited (a Route 53 record, for one).
 */
import { spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { identify, thisProcess } from '../processes';
import { writeRun, type Run } from './record';

const jobSchema = z.object({
  program: z.string(),
  args: z.array(z.string()),
  cwd: z.string(),
  events: z.string(),
  errors: z.string(),
  run: z.string(),
  operation: z.enum(['apply', 'destroy']),
});
/** What a supervisor is to run. */
export type Job = z.infer<typeof jobSchema>;

function supervise(job: Job): void {
  const started: Run = {
    operation: job.operation,
    supervisor: thisProcess(),
    startedAt: new Date().toISOString(),
  };
  writeRun(job.run, started);
  const output = [openSync(job.events, 'w'), openSync(job.errors, 'w')] as const;
  // A group of its own: at the end, provider processes that outlived a killed Terraform can be found by it.
  const terraform = spawn(job.program, job.args, { cwd: job.cwd, detached: true, stdio: ['ignore', ...output] });
  const { pid } = terraform;
  const running: Run = { ...started, ...(pid !== undefined && { terraform: identify(pid) }) };
  if (pid !== undefined) writeRun(job.run, running);

  let asked = false;
  const stop = () => {
    if (!asked) terraform.kill('SIGINT');
    asked = true;
    // Written down at once: the machine may be gone before Terraform is.
    writeRun(job.run, { ...running, interrupted: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.stdin.on('data', (word) => {
    // Terraform takes a second interrupt for "now": it leaves without waiting for anything.
    if (word.toString().includes('kill')) terraform.kill('SIGINT');
    else stop();
  });
  process.stdin.on('error', () => undefined);

  const ended = (exitCode: number) => {
    if (pid !== undefined) sweep(pid);
    writeRun(job.run, { ...running, exitCode, ...(asked && { interrupted: true }) });
    process.exit(exitCode);
  };
  terraform.on('error', () => ended(127));
  terraform.on('exit', (code) => (code === null ? killed(pid) : ended(code)));
}

/** Terraform was killed from outside: that is left as it is, without an exit code, for the next command to see. */
function killed(pid: number | undefined): never {
  if (pid !== undefined) sweep(pid);
  process.exit(137);
}

/** Ends what is left of Terraform's process group. */
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

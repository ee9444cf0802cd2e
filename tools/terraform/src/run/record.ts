import { z } from 'zod';
import { readRecord, writeDurably } from '../files';
import { identify, isAlive, processIdentity } from '../processes';

const runSchema = z.object({
  operation: z.enum(['apply', 'destroy']),
  supervisor: processIdentity,
  terraform: processIdentity.optional(),
  startedAt: z.iso.datetime(),
  /** Missing while it runs, and for ever when it was killed. */
  exitCode: z.int().optional(),
  /** True if a stop was requested before its end. */
  interrupted: z.boolean().optional(),
  /** True if a later command has found that the state contains everything that it made. */
  settled: z.boolean().optional(),
});

/** An apply or destroy of a work folder, as recorded by its supervisor. */
export type Run = z.infer<typeof runSchema>;

/** The last run of a work folder, if there was one, from its file. */
export function lastRun(folder: { readonly run: string }): Run | undefined {
  return readRecord(folder.run, runSchema);
}

export function writeRun(file: string, run: Run): void {
  writeDurably(file, JSON.stringify(run));
}

/** True if one of its processes still runs. */
export function isRunning({ supervisor, terraform }: Run): boolean {
  return isAlive(supervisor) || (terraform !== undefined && isAlive(terraform));
}

/**
 * Ends the providers that outlived a killed Terraform. They are in the process group of its pid; no other group can have that id while there is no
 * process with that pid.
 */
export function endLeftovers({ terraform, exitCode }: Run): void {
  if (!terraform || exitCode !== undefined || identify(terraform.pid)) return;
  try {
    process.kill(-terraform.pid, 'SIGKILL');
  } catch {
    // Nothing was left.
  }
}

/** Ends a run at once, whatever it is doing: for when the AWS that it works on is gone. */
export function endRun(run: Run): void {
  if (!isRunning(run)) return;
  for (const one of [run.supervisor, run.terraform]) {
    if (!one || !isAlive(one)) continue;
    try {
      // The id of Terraform's group is its pid; the supervisor is alone in its own.
      process.kill(-one.pid, 'SIGKILL');
    } catch {
      // It ended by itself just now.
    }
  }
}

/** True if it was killed: no process of it runs, and its end was not recorded. */
export function wasKilled(run: Run): boolean {
  return run.exitCode === undefined && !isRunning(run);
}

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
  /** Whether it was asked to stop before its end. */
  interrupted: z.boolean().optional(),
});

/** An apply or destroy of a work folder, as its supervisor wrote it down. */
export type Run = z.infer<typeof runSchema>;

/** The last one of a work folder, if there was one, by the file in which it stands. */
export function lastRun(folder: { readonly run: string }): Run | undefined {
  return readRecord(folder.run, runSchema);
}

export function writeRun(file: string, run: Run): void {
  writeDurably(file, JSON.stringify(run));
}

/** Whether one of its processes still runs. */
export function isRunning({ supervisor, terraform }: Run): boolean {
  return isAlive(supervisor) || (terraform !== undefined && isAlive(terraform));
}

/**
 * Ends the providers that outlived a killed Terraform. They are in the process group that is named by its pid; no other
 * group can have that name while there is no process with that pid.
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
      // Terraform's group is named by its pid; the supervisor is the only one of its own.
      process.kill(-one.pid, 'SIGKILL');
    } catch {
      // It ended by itself just now.
    }
  }
}

/** Whether it was killed: nothing of it runs, and nobody wrote down how it ended. */
export function wasKilled(run: Run): boolean {
  return run.exitCode === undefined && !isRunning(run);
}

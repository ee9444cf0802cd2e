import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setPriority } from 'node:os';

/** A program and its arguments. */
export type Command = readonly [string, ...string[]];

export interface RunLoggedOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** The file that gets the output; an earlier one is replaced. */
  readonly log: string;
  /**
   * The scheduling priority of the programs: 0 to 19, as for `nice`; a higher number leaves more of the processor to
   * others.
   */
  readonly niceness: number;
}

/**
 * Runs programs one after the other, with their output in a log, until one of them fails.
 * @returns the exit code of the last one that ran; 1 for a program that could not be started or was killed
 */
export async function runLogged(commands: readonly Command[], options: RunLoggedOptions): Promise<number> {
  const log = openSync(options.log, 'w');
  try {
    for (const command of commands) {
      const code = await runOne(command, log, options);
      if (code !== 0) return code;
    }
    return 0;
  } finally {
    closeSync(log);
  }
}

function runOne([program, ...args]: Command, log: number, { cwd, env, niceness }: RunLoggedOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', log, log] });
    // Child processes of the program inherit the priority.
    if (child.pid !== undefined && niceness > 0) setPriority(child.pid, niceness);
    // Ctrl-C reaches the child by itself; this process stays to count the results.
    const stay = () => undefined;
    process.on('SIGINT', stay);
    child.on('error', (cause) => reject(new Error(`${program} cannot be started: ${cause.message}`)));
    child.on('close', (code) => {
      process.off('SIGINT', stay);
      resolve(code ?? 1);
    });
  });
}

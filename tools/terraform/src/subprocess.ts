import { spawn } from 'node:child_process';
import { GO, gated } from './run/gate';

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface SubprocessOptions {
  readonly cwd: string;
  /** @default - the environment of this process */
  readonly env?: NodeJS.ProcessEnv;
  /** Called with every line of standard output as it comes. @default - none */
  readonly onLine?: (line: string) => void;
  /** Ends the program, as Ctrl-C does. @default - it ends by itself */
  readonly signal?: AbortSignal;
  /** Called with its pid before it does anything; if that fails, the program is not run. @default - it starts at once */
  readonly beforeStart?: (pid: number) => Promise<void>;
}

/**
 * Runs a program to its end and returns its output; a non-zero exit is a result, not an error.
 *
 * (execa would be the library for this, but it is an ES module with an import-only dependency, which tsx/cjs does not load.)
 */
export function capture(program: string, args: readonly string[], options: SubprocessOptions): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const { cwd, env, beforeStart } = options;
    const child = beforeStart
      ? spawn('sh', gated(program, args), { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] })
      : spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    // If it ends before its start signal, its exit code shows that.
    child.stdin?.on('error', () => undefined);
    if (beforeStart && child.pid !== undefined) {
      beforeStart(child.pid).then(
        () => child.stdin?.end(GO),
        (error: Error) => {
          child.stdin?.end();
          reject(error);
        },
      );
    }
    options.signal?.addEventListener('abort', () => child.kill('SIGINT'));
    let stdout = '';
    let stderr = '';
    const lines = lineSplitter((line) => options.onLine?.(line));
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      lines.push(text);
    });
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', (cause) => reject(cannotStart(program, cause)));
    child.on('close', (code, signal) => {
      lines.end();
      resolve({ code: exitCode(code, signal), stdout, stderr });
    });
  });
}

/**
 * Runs a program that writes to the user's terminal directly. If stdout is not a terminal, the output goes through this
 * process. Otherwise a reader that closes the pipe would end the program (SIGPIPE), and the exit code would not show
 * the result.
 */
export function passThrough(program: string, args: readonly string[], options: SubprocessOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const output = process.stdout.isTTY ? 'inherit' : 'pipe';
    const child = spawn(program, args, { cwd: options.cwd, env: options.env, stdio: ['inherit', output, 'inherit'] });
    child.stdout?.on('data', (text: Buffer) => process.stdout.write(text));
    // The terminal sends Ctrl-C to the child too; this process stays to pass its exit code on.
    const stay = () => undefined;
    process.on('SIGINT', stay);
    child.on('error', (cause) => reject(cannotStart(program, cause)));
    child.on('close', (code, signal) => {
      process.off('SIGINT', stay);
      resolve(exitCode(code, signal));
    });
  });
}

/** Splits a stream of text into lines, whatever pieces it comes in. */
export function lineSplitter(onLine: (line: string) => void): { push(text: string): void; end(): void } {
  let rest = '';
  return {
    push(text) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(onLine);
    },
    end() {
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
}

const cannotStart = (program: string, cause: Error) => new Error(`${program} cannot be started: ${cause.message}`);
const exitCode = (code: number | null, signal: NodeJS.Signals | null) => code ?? (signal === 'SIGINT' ? 130 : 137);

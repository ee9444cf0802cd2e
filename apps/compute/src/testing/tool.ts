import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface Tool {
  /** How a message calls it: what to install. */
  readonly name: string;
  /** Its program, by the names it may have. @default - its name */
  readonly programs?: readonly string[];
  /** Whether the program at a path will do. @default - any does */
  readonly suits?: (path: string) => boolean;
}
export interface ToolRun {
  readonly ok: boolean;
  /** What the tool printed, on both of its outputs. */
  readonly output: string;
}
/** Runs the tool, with further variables in its environment. */
export type Run = (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<ToolRun>;

/** PATH, and where the programs of administrators are, which a user's PATH may lack. */
const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/sbin', '/sbin'];

/** Where a tool's program is; undefined if it is not installed. */
export function programOf({ name, programs = [name], suits = () => true }: Tool): string | undefined {
  return programs
    .flatMap((program) => folders.map((folder) => join(folder, program)))
    .find((path) => existsSync(path) && suits(path));
}

/**
 * A test with a tool of the system. Where it is missing, the test is skipped and says so: what was not checked never counts
 * as right. `.ci/run` installs them all.
 */
export function testWith(tool: Tool, title: string, check: (run: Run) => Promise<void>): void {
  const path = programOf(tool);
  if (path === undefined) {
    // jest says how many it skipped, and not why.
    if (!named.has(tool.name)) process.stderr.write(`${tool.name} is not installed: what it checks is skipped.\n`);
    named.add(tool.name);
    test.skip(`${title} (not checked: ${tool.name} is not installed)`, () => {});
  } else {
    // In milliseconds: the slowest takes a second on a machine that does nothing else.
    test(title, () => check((args, env) => run(path, args, env)));
  }
}
const named = new Set<string>();

function run(path: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<ToolRun> {
  const options = { env: { ...process.env, LC_ALL: 'C.UTF-8', ...env } };
  return new Promise((done) =>
    execFile(path, [...args], options, (error, stdout, stderr) => done({ ok: !error, output: stdout + stderr })),
  );
}

/** A Python with AWS's library, of a version that can be told where AWS is (boto3 1.28). moto brings it, and Ubuntu 24.04. */
export const pythonWithBoto3: Tool = {
  name: 'boto3 1.28 for python3',
  programs: ['python3'],
  suits: (path) => {
    const minor = spawnSync(path, ['-c', 'import boto3; print(boto3.__version__.split(".")[1])'], { encoding: 'utf8' });
    return minor.status === 0 && Number(minor.stdout) >= 28;
  },
};

/** PHP's process manager, by whatever version its package names it. */
export const phpFpm: Tool = {
  name: 'php-fpm',
  programs: ['php-fpm', ...['8.4', '8.3', '8.2', '8.1'].map((version) => `php-fpm${version}`)],
};

import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface Tool {
  /** The name in messages: the package to install. */
  readonly name: string;
  /** Its program, by the names that it can have. @default - its name */
  readonly programs?: readonly string[];
  /** True if the program at a path is suitable. @default - any is */
  readonly suits?: (path: string) => boolean;
}
export interface ToolRun {
  readonly ok: boolean;
  /** The output of the tool, standard output and error. */
  readonly output: string;
}
/** Runs the tool, with further variables in its environment. */
export type Run = (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<ToolRun>;

/** PATH with the folders of administrators' programs, which a user's PATH may lack. */
const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/sbin', '/sbin'];

/** The path of a tool's program; undefined if it is not installed. */
export function programOf({ name, programs = [name], suits = () => true }: Tool): string | undefined {
  return programs
    .flatMap((program) => folders.map((folder) => join(folder, program)))
    .find((path) => existsSync(path) && suits(path));
}

/**
 * A test with a tool of the system. If the tool is missing, the test is skipped and reports that: an unchecked file
 * never counts as right. `.ci/run` installs all tools.
 */
export function testWith(tool: Tool, title: string, check: (run: Run) => Promise<void>): void {
  const path = programOf(tool);
  if (path === undefined) {
    // jest reports the number of skipped tests, but no reason.
    if (!named.has(tool.name)) process.stderr.write(`${tool.name} is not installed: its checks are skipped.\n`);
    named.add(tool.name);
    test.skip(`${title} (not checked: ${tool.name} is not installed)`, () => {});
  } else {
    // In milliseconds: the slowest takes a second on an idle machine.
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

/**
 * A Python with AWS's library, of a version with configurable endpoints (boto3 1.28). moto installs it, and so does
 * Ubuntu 24.04.
 */
export const pythonWithBoto3: Tool = {
  name: 'boto3 1.28 for python3',
  programs: ['python3'],
  suits: (path) => {
    const minor = spawnSync(path, ['-c', 'import boto3; print(boto3.__version__.split(".")[1])'], { encoding: 'utf8' });
    return minor.status === 0 && Number(minor.stdout) >= 28;
  },
};

/** PHP's process manager, under any of its packages' versions. */
export const phpFpm: Tool = {
  name: 'php-fpm',
  programs: ['php-fpm', ...['8.4', '8.3', '8.2', '8.1'].map((version) => `php-fpm${version}`)],
};

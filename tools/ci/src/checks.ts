import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from '@malinshopper/synth';
import { givenPath } from '@malinshopper/terraform';
import { addToSummary, asCode } from './github';

/** A program with its arguments. */
type Command = readonly [program: string, ...args: string[]];

/** Runs a program to its end: its exit code, and its output if that is kept. */
export type Run = (command: Command, keep?: 'keep') => { readonly code: number; readonly stdout: string };

const run: Run = ([program, ...args], keep) => {
  const file = program === 'node' ? process.execPath : join(repositoryRoot, 'node_modules', '.bin', program);
  const { status, stdout, error } = spawnSync(file, args, {
    cwd: repositoryRoot,
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' },
    stdio: ['ignore', keep ? 'pipe' : 'inherit', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 ** 2,
  });
  if (error) throw error;
  return { code: status ?? 1, stdout: stdout ?? '' };
};

/** The checks of a pull request. All programs of a check are run, also after a failure: a person wants to see all faults. */
const commands = {
  lint: (base: string): readonly Command[] => [
    ['nx', 'sync:check'],
    ['prettier', '--check', '--log-level=warn', '.'],
    ['nx', 'affected', '-t', 'lint', `--base=${base}`],
  ],
  types: (): readonly Command[] => [['node', '--max-semi-space-size=128', 'tools/types.mjs']],
  test: (base: string): readonly Command[] => [['nx', 'affected', '-t', 'test', `--base=${base}`]],
};
export type Check = keyof typeof commands;

/** @returns the exit code: 0 if every program ended well */
export function check(name: Check, base: string, by: Run = run): number {
  const codes = commands[name](base).map((command) => by(command).code);
  return codes.every((code) => code === 0) ? 0 : 1;
}

/** Runs the environment tests of the projects that a change touches. Each needs an embedded AWS, and nothing of the real one. */
export function environmentTests(base: string, by: Run = run): number {
  const { code, stdout } = by(['nx', 'show', 'projects', '--affected', `--base=${base}`, '--json'], 'keep');
  if (code !== 0) return code;
  const names = JSON.parse(stdout) as string[];
  if (names.length === 0) return 0;
  // A project's name is that of its folder.
  const files = `/(apps|libs|tools)/(${names.join('|')})/`;
  return by(['jest', '--selectProjects', 'embedded', '--ci', '--passWithNoTests', '--testPathPatterns', files]).code;
}

/** Checks all environments by the rules, with findings for people in the log and for GitHub's code scanning in a file. */
export function policy(file: string, by: Run = run): number {
  const program = ['--require', 'tsx/cjs', 'tools/policy/src/main.ts'] as const;
  const { code, stdout } = by(['node', ...program, '--sarif', givenPath(file)], 'keep');
  console.log(stdout);
  addToSummary(asCode(stdout.trimEnd()));
  return code;
}

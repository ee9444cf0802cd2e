import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../testing/reach';

/**
 * A command for which `--help` prints the help: the file of its program, and its sub-commands. `npm run release -- push` is the file of
 * the release tool, and `push`.
 */
export interface Invocation {
  readonly file: string;
  readonly words: readonly string[];
}

/** The options and sub-commands that a program declares. */
export interface Declared {
  readonly options: readonly string[];
  readonly commands: readonly string[];
}

/** The rows of the table of programs in tools/run.mjs. A script without a row is a command of tools/rehearsal. */
const row = /^ {2}(\w+): \[`\$\{root\}(tools\/[\w/-]+\.ts)`/gm;

/** The program of an npm script that tools/run.mjs starts. */
export function programOf(script: string): Invocation {
  const table = new Map<string, string>();
  for (const [, name = '', file = ''] of readFileSync(join(root, 'tools/run.mjs'), 'utf8').matchAll(row))
    table.set(name, file);
  const file = table.get(script);
  return file ? { file, words: [] } : { file: 'tools/rehearsal/src/main.ts', words: [script] };
}

/**
 * Prints the help of all programs in one process. One process for each program would load the same sources again, which
 * takes a second.
 */
const printer = `
  const { join } = require('node:path');
  process.exit = (code) => { throw new Error('exit ' + code); };
  console.error = (text) => process.stdout.write('\\0' + text + '\\0\\n');
  void (async () => {
    const before = process.argv;
    for (const { file, words } of JSON.parse(require('node:fs').readFileSync(0, 'utf8'))) {
      const main = join(process.cwd(), file);
      process.stdout.write('\\0\\0');
      // Commander reads the arguments of a program of --eval from the second on: there is no file name of a script.
      process.argv = [before[0], ...words, '--help'];
      delete require.cache[require.resolve(main)];
      try { require(main); } catch (error) { process.stdout.write(String(error)); }
      await new Promise(setImmediate);
    }
    process.argv = before;
    process.exitCode = 0;
  })();`;

/**
 * The help of programs, in their order.
 * @throws if a program prints no help
 */
export function declaredBy(invocations: readonly Invocation[]): Declared[] {
  if (invocations.length === 0) return [];
  const printed = execFileSync(process.execPath, ['--require', 'tsx/cjs', '--eval', printer], {
    cwd: root,
    encoding: 'utf8',
    input: JSON.stringify(invocations),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const helps = printed.split('\0\0').slice(1);
  return invocations.map(({ file, words }, index) => {
    const help = helps[index] ?? '';
    if (help.startsWith('Usage: ')) return parseHelp(help);
    throw new Error(
      `${[file, ...words].join(' ')} --help printed no usage. It printed: ${help.slice(0, 200) || 'nothing'}`,
    );
  });
}

/** Reads a help of commander: sections with indented lines, each of which begins with an option or a command. */
export function parseHelp(help: string): Declared {
  const [, ...sections] = help.split(/^(?=\w+:$)/m);
  const of = (title: string) => sections.find((section) => section.startsWith(`${title}:`)) ?? '';
  const options = [...of('Options').matchAll(/^ {2}(?:(-\w), )?(--[a-z-]+)/gm)];
  const commands = [...of('Commands').matchAll(/^ {2}([a-z:-]+)/gm)];
  return {
    options: options.flatMap(([, short, long = '']) => (short ? [short, long] : [long])),
    commands: commands.map(([, name = '']) => name),
  };
}

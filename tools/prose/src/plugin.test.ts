/* eslint-disable prose/sources -- the samples are what the linter refuses */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../../..');
const env = { ...process.env, NX_DAEMON: 'false' };

/** Lints texts as files of these names with the repository's own configuration: an ES module, which jest cannot load. */
function linted(cases: readonly (readonly [file: string, text: string])[]): string[][] {
  const program = `
    import { ESLint } from 'eslint';
    import { readFileSync } from 'node:fs';
    const eslint = new ESLint();
    const all = [];
    for (const [filePath, text] of JSON.parse(readFileSync(0, 'utf8'))) {
      const [{ messages }] = await eslint.lintText(text, { filePath });
      all.push(messages.filter(({ ruleId }) => !ruleId || ruleId.startsWith('prose/')).map(({ line, column, message }) => line + ':' + column + ' ' + message));
    }
    process.stdout.write('\\n' + JSON.stringify(all));`;
  const input = JSON.stringify(cases);
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], { cwd: root, env, input });
  const text = output.toString();
  return JSON.parse(text.slice(text.lastIndexOf('\n'))) as string[][];
}

const source = 'tools/prose/src/bad.ts';
const cases: (readonly [string, string, string, string[]])[] = [
  ['a comment of a line', source, '// read by nobody\n', ['1:12']],
  ['a second line of comment', source, '// A role\n//   of ours\n', ['2:6']],
  ['a sentence over two lines of comment', source, '// What a role\n// can read.\n', ['1:4']],
  ['a docstring', source, '/**\n * Reads.\n *\n * What was read.\n */\nexport const a = 1;\n', ['4:4']],
  [
    'a docstring of a field',
    source,
    'export interface A {\n  /** Whether it is. */\n  readonly a: string;\n}\n',
    ['2:7'],
  ],
  ['a message', source, "export const a = 'read by nobody else';\n", ['1:27']],
  ['a message with values', source, 'export const a = (b: string) => `${b} has nobody left`;\n', ['1:43']],
  ['the name of a test', 'tools/prose/src/bad.test.ts', "test('what a role reads is shown', () => {});\n", ['1:7']],
  [
    'the name of a table of tests',
    'tools/prose/src/bad.test.ts',
    "test.each([1])('whoever reads %s', () => {});\n",
    ['1:17', '1:17'],
  ],
  ['a heading', 'tools/prose/bad.md', '# What an app does\n', ['1:3']],
  ['a paragraph', 'tools/prose/bad.md', 'A role.\n\nRead by\nnobody.\n', ['4:1']],
  ['a cell of a table', 'tools/prose/bad.md', '| a |\n| --- |\n| whose |\n', ['3:3']],
  ['a program in JavaScript', 'tools/bad.mjs', '// read by nobody\n', ['1:12']],
  ['a key or a name', source, "export const nobody = { a: 'nobody', b: 'by nobody' };\n", []],
  ['the path of a module', source, "import './who is who here';\n", []],
  ['a block of code in a page', 'tools/prose/bad.md', '```\nread by nobody\n```\n', []],
];

describe('the linter of prose', () => {
  let all: string[][];
  beforeAll(() => {
    all = linted(cases.map(([, file, text]) => [file, text]));
  });
  test.each(cases.map(([name, , , expected], at) => [name, expected, at] as const))(
    'judges %s: %j',
    (_name, expected, at) => {
      expect(all[at]!.map((message) => message.split(' ')[0])).toEqual(expected);
      for (const message of all[at]!) expect(message).toMatch(/^\d+:\d+ "[^"]+": .+ \(docs\/style\.md\)\.$/);
    },
  );
});

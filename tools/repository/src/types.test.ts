import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const program = resolve(__dirname, '../../types.mjs');
const compilerOptions = {
  target: 'ES2022',
  lib: ['ES2023'],
  module: 'preserve',
  strict: true,
  noEmit: true,
  types: [],
};
const start = 'export const start = async () => 1;\n';
const from = "import { start } from './start';\n";

const refused = [
  ['a wrong type', 'wrong.ts', 'export const one: string = 1;\n', 'error TS2322'],
  ['a promise without a waiter', 'floating.ts', `${from}start();\n`, 'no-floating-promises'],
  ['a promise as a condition', 'misused.ts', `${from}if (start()) throw new Error();\n`, 'no-misused-promises'],
  ['a wait for no promise', 'awaited.ts', 'export const end = async () => await 1;\n', 'await-thenable'],
  [
    'a missing case',
    'cases.ts',
    "export function f(of: 'a' | 'b') {\n  switch (of) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n}\n",
    'switch-exhaustiveness-check',
  ],
] as const;

// Nx asks the tests for colours, and these would ask the check.
const env = { ...process.env, FORCE_COLOR: '0' };
const run = (configuration: string) => spawnSync(process.execPath, [program, configuration], { env, encoding: 'utf8' });

/** The output of the check for sources in a folder of their own. */
function checked(files: readonly (readonly [name: string, text: string])[]) {
  const folder = mkdtempSync(join(tmpdir(), 'types-'));
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  const { status, stdout, stderr } = run(join(folder, 'tsconfig.json'));
  return { status, said: stdout + stderr };
}

describe('the check of types', () => {
  let bad: ReturnType<typeof checked>;

  beforeAll(() => {
    bad = checked([['start.ts', start], ...refused.map(([, name, text]) => [name, text] as const)]);
  });

  it.each(refused.map(([what, name, , said]) => [what, name, said] as const))('refuses %s', (_what, name, said) => {
    expect(bad.status).toBe(1);
    // In the line of the file, or below it and before the next one.
    expect(bad.said).toMatch(new RegExp(`${name}.*${said}|${name}\n(\\s.*\n)*?.*${said}`));
  });

  it('passes sources that wait for their promises, without output', () => {
    const good = `${from}export const end = async () => await start();\n`;
    expect(
      checked([
        ['start.ts', start],
        ['good.ts', good],
      ]),
    ).toEqual({ status: 0, said: '' });
  });

  it('fails without a configuration', () => {
    const { status, stderr } = run('/not-there/tsconfig.json');
    expect([status, stderr]).toEqual([1, expect.stringContaining("Cannot read file '/not-there/tsconfig.json'")]);
  });
});

// Checks the types of all sources, and faults that only types show: a promise without a waiter, a missing case. TypeScript's program is made once,
// for both; with --lint for all rules of eslint.config.mjs and all files too. If these rules were in that configuration, the lint of each project
// would make a program of the whole repository.
//
//   node --max-semi-space-size=128 tools/types.mjs [--lint] [tsconfig.json]
//
// With V8's default size of the young generation, garbage collection takes a quarter of the time (Node.js CLI documentation, "--max-semi-space-size",
// in MiB).
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ESLint } from 'eslint';
import ts from 'typescript';
import tseslint from 'typescript-eslint';

const { values, positionals } = parseArgs({ options: { lint: { type: 'boolean' } }, allowPositionals: true });
const configuration = resolve(positionals[0] ?? fileURLToPath(new URL('../tsconfig.json', import.meta.url)));
const host = {
  ...ts.sys,
  getCanonicalFileName: (name) => name,
  getNewLine: () => '\n',
  onUnRecoverableConfigFileDiagnostic: (fault) => {
    throw new Error(ts.flattenDiagnosticMessageText(fault.messageText, '\n'));
  },
};

const { fileNames, options, errors } = ts.getParsedCommandLineOfConfigFile(configuration, {}, host);
const program = ts.createProgram(fileNames, options);
const faults = [...errors, ...ts.getPreEmitDiagnostics(program)];
if (faults.length > 0) console.error(ts.formatDiagnostics(faults, host).trimEnd());

const typed = {
  files: ['**/*.ts'],
  plugins: { '@typescript-eslint': tseslint.plugin },
  languageOptions: { parser: tseslint.parser, parserOptions: { programs: [program] } },
  // If only these rules run, a comment that disables another rule would be reported as unused.
  linterOptions: { reportUnusedDisableDirectives: values.lint ? 'warn' : 'off' },
  rules: {
    '@typescript-eslint/await-thenable': 'error',
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/no-misused-promises': 'error',
    '@typescript-eslint/switch-exhaustiveness-check': 'error',
  },
};
const eslint = new ESLint({
  cwd: dirname(configuration),
  overrideConfigFile: values.lint ? undefined : true,
  overrideConfig: [typed],
});
const results = await eslint.lintFiles(values.lint ? ['.'] : fileNames);
const { format } = await eslint.loadFormatter('stylish');
const text = await format(results);
if (text) console.error(text);

process.exitCode =
  faults.length > 0 || results.some(({ errorCount, fatalErrorCount }) => errorCount + fatalErrorCount > 0) ? 1 : 0;

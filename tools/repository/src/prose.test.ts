import { faultsIn } from '@malinshopper/prose';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { root } from './testing/reach';

const inGit = existsSync(join(root, '.git')) ? test : test.skip;
const env = { ...process.env, NX_DAEMON: 'false' };
const files = (...patterns: readonly string[]) =>
  execFileSync('git', ['ls-files', ...patterns], { cwd: root, env, encoding: 'utf8' })
    .split('\n')
    .filter(Boolean);

/** Files that ESLint does not lint: their comments are the lines that begin with a hash. */
const hashed = new Set([
  '',
  '.sh',
  '.yml',
  '.yaml',
  '.py',
  '.service',
  '.timer',
  '.conf',
  '.cnf',
  '.tf',
  '.hcl',
  '.pl',
]);

inGit('comments of scripts, units, workflows and settings are in plain English too', () => {
  const scripts = files().filter((file) => hashed.has(extname(file)));
  expect(scripts.length).toBeGreaterThan(50);
  const faults = scripts.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    // Code becomes empty lines: it ends a paragraph, and lines keep their numbers. A docstring of Python is a comment.
    const lines = text.replace(/"""[\s\S]*?"""/g, (docstring) => docstring.replace(/^/gm, '# ')).split('\n');
    const comments = lines.map((line) => /^\s*#(?!!)(.*)/.exec(line)?.[1] ?? '').join('\n');
    return faultsIn(comments).map(({ index, found }) => {
      const line = comments.slice(0, index).split('\n').length;
      return `${file}:${line} "${found}"`;
    });
  });
  expect(faults).toEqual([]);
});

/** `nx affected -t lint` lints the folders of projects; a page outside of them is linted by this test. */
inGit('pages outside of all projects are in plain English', () => {
  const pages = files('*.md').filter((file) => /^(docs|examples)\/|^[^/]+$/.test(file));
  expect(pages).toContain('README.md');
  const { status, stdout } = spawnSync(process.execPath, ['node_modules/eslint/bin/eslint.js', ...pages], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  expect(stdout).toBe('');
  expect(status).toBe(0);
});

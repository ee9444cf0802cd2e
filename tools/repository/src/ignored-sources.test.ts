import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');
const folders = ['apps', 'libs', 'tools', 'environments', 'examples', 'docs'];
/** Results of installing, synthesizing and type-checking. */
const made = /(^|\/)(node_modules|cdktf\.out|\.work|__pycache__)\/|\.tsbuildinfo$/;
const inGit = existsSync(join(root, '.git')) ? test : test.skip;

// A folder of sources once had the name of a folder that tests leave behind: everything passed here, and nothing in a clone.
inGit('no source is left out of the repository by .gitignore', () => {
  const ignored = execFileSync(
    'git',
    ['ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '--', ...folders],
    { cwd: root, encoding: 'utf8', env: { ...process.env } },
  );
  expect(ignored.split('\n').filter((path) => path !== '' && !made.test(path))).toEqual([]);
});

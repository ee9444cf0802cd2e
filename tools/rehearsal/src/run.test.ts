import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { shellWord } from '@malinshopper/terraform';
import { root } from './programs';

const other = process.platform === 'win32' ? 'linux' : 'win32';
const entry = (more: object = {}) => ({ version: '1.0.0', resolved: 'https://registry/x.tgz', ...more });
/**
 * The packages of the repository in this test: a package, a development one, one of this machine and one of another,
 * and a project.
 */
const packages = {
  '': {},
  'node_modules/plain': entry(),
  'node_modules/tsx': entry({ dev: true }),
  'node_modules/native-here': entry({ optional: true, os: [process.platform], cpu: [process.arch] }),
  'node_modules/native-there': entry({ optional: true, os: [other] }),
  'node_modules/native-there/node_modules/deep': entry({ optional: true }),
  'node_modules/not-there': entry({ os: [`!${other}`] }),
  'tools/release': {},
};
const needed = ['plain', 'tsx', 'native-here', 'not-there'].map((name) => `node_modules/${name}`);

let clone: string;
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'clone-'));
  for (const file of ['run.mjs', 'installed.mjs', 'nx-cdktf/closed-pipe.cjs'])
    place(`tools/${file}`, join(root, 'tools', file));
  write('package-lock.json', JSON.stringify({ packages }));
  write('tools/policy/src/main.ts', '');
});
afterEach(() => rmSync(clone, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(clone, file)), { recursive: true });
  writeFileSync(join(clone, file), text);
}

function place(file: string, from: string): void {
  mkdirSync(dirname(join(clone, file)), { recursive: true });
  copyFileSync(from, join(clone, file));
}

/** Replaces tsx, which loads TypeScript: prints the arguments that the program behind it would get. */
const loader = `if (/main.ts$/.test(process.argv[1])) {
  console.log('policy', process.argv[2], process.env.INIT_CWD);
  process.exit(0);
}`;

/** Installs as npm does: the folders, and at last the list of the installed packages. */
function install(folders: readonly string[]): void {
  for (const folder of folders) {
    write(`${folder}/package.json`, JSON.stringify({ name: folder.replace('node_modules/', ''), main: 'index.js' }));
    write(`${folder}/index.js`, loader);
  }
  const found = Object.fromEntries(Object.entries(packages).filter(([folder]) => folders.includes(folder)));
  write('node_modules/.package-lock.json', JSON.stringify({ packages: found }));
}

/** An npm on PATH that installs some packages, and records its arguments. */
function npm(folders: readonly string[], code = 0): void {
  const script = `
    const { mkdirSync, writeFileSync } = require('node:fs');
    const packages = ${JSON.stringify(Object.fromEntries(folders.map((folder) => [folder, entry()])))};
    const set = Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(npm_config_|NODE_ENV)/i.test(name)));
    writeFileSync('called.json', JSON.stringify({ args: process.argv.slice(2), set }));
    for (const folder of Object.keys(packages)) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(folder + '/package.json', '{"main":"index.js"}');
      writeFileSync(folder + '/index.js', ${JSON.stringify(loader)});
    }
    mkdirSync('node_modules', { recursive: true });
    writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }));
    console.log('added packages');
    process.exit(${code});`;
  write('bin/npm.cjs', script);
  write('bin/npm', `#!/bin/sh\nexec ${[process.execPath, join(clone, 'bin/npm.cjs')].map(shellWord).join(' ')} "$@"\n`);
  chmodSync(join(clone, 'bin/npm'), 0o755);
}

function policy(variables: NodeJS.ProcessEnv = {}, cwd = clone) {
  const PATH = [join(clone, 'bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter);
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(clone, 'tools/run.mjs'), 'policy', 'testing'], {
    cwd,
    env: { PATH, ...variables },
    encoding: 'utf8',
  });
  return { status, stdout: stdout.trim(), stderr: stderr.trim() };
}

const called = () => JSON.parse(readFileSync(join(clone, 'called.json'), 'utf8')) as { args: string[]; set: object };
const ran = () => ({ status: 0, stdout: `policy testing ${clone}`, stderr: '' });

describe('a command in a clone', () => {
  test('begins at once if all packages for this machine are installed, without calling npm', () => {
    install(needed);
    expect(policy()).toEqual(ran());
  });

  test.each([
    ['NODE_ENV=production', { NODE_ENV: 'production' }],
    ['omit=dev', { npm_config_omit: 'dev' }],
    ['omit=optional', { npm_config_omit: 'optional' }],
    ['production', { NPM_CONFIG_PRODUCTION: 'true' }],
    ['another platform', { npm_config_os: other, npm_config_cpu: 'other', npm_config_libc: 'musl' }],
    ['one workspace', { npm_config_workspace: 'tools/release', npm_config_workspaces: 'true' }],
  ])('installs the needed packages with %s, reports it beside its output, and begins', (_setting, variables) => {
    npm(needed);
    expect(policy(variables)).toEqual({
      ...ran(),
      stderr: 'Installing the dependencies (npm ci) ...\nadded packages',
    });
    const { args, set } = called();
    expect(args).toEqual(expect.arrayContaining(['ci', '--include=dev', '--include=optional', '--include=peer']));
    expect(args).toEqual(expect.arrayContaining(['--dry-run=false', '--bin-links=true', '--package-lock=true']));
    expect(Object.keys(set).filter((name) => /_(os|cpu|libc|workspaces?)$/i.test(name))).toEqual([]);
  });

  test.each<[string, () => void]>([
    [
      'the packages that npm prune --omit=dev has removed',
      () => install(needed.filter((folder) => !folder.endsWith('tsx'))),
    ],
    ['a folder that was removed by hand', () => rmSync(join(clone, 'node_modules/plain'), { recursive: true })],
    [
      'the program for this machine, as after an install for another',
      () => install(needed.filter((folder) => !/here$/.test(folder))),
    ],
    [
      'another version',
      () =>
        write('package-lock.json', JSON.stringify({ packages: { 'node_modules/plain': entry({ version: '2.0.0' }) } })),
    ],
    ['an npm ci that was broken off', () => rmSync(join(clone, 'node_modules/.package-lock.json'))],
    [
      'all, with the stamp of an earlier tool in place',
      () => {
        rmSync(join(clone, 'node_modules'), { recursive: true });
        write('node_modules/.installed-lock', '');
      },
    ],
  ])('notices %s', (_what, change) => {
    install(needed);
    change();
    npm(needed);
    policy();
    expect(called().args[0]).toBe('ci');
  });

  test('does not begin when npm leaves out needed packages, and names them', () => {
    npm(['node_modules/plain']);
    const { status, stdout, stderr } = policy();
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(
      'npm ci has left out required packages: node_modules/tsx, node_modules/native-here, node_modules/not-there. Nothing was started. ' +
        'A setting of npm prevents it: see "npm config list" for omit, os, cpu, libc and workspaces',
    );
  });

  test.each<[string, () => void, string]>([
    ['npm fails', () => npm([], 1), 'npm ci failed, see above: nothing was started.'],
    ['there is no npm', () => undefined, 'npm is not on PATH: nothing was started.'],
  ])('does not begin when %s', (_what, prepare, message) => {
    prepare();
    const { status, stderr } = policy(_what === 'there is no npm' ? { PATH: '/nowhere' } : {});
    expect([status, stderr.split('\n').at(-1)]).toEqual([1, message]);
  });

  test("passes the person's folder on to its program, as npm does only if it runs this very command", () => {
    install(needed);
    const stands = (variables: NodeJS.ProcessEnv) =>
      policy(variables, join(clone, 'tools')).stdout.slice('policy testing '.length);
    expect(stands({ npm_lifecycle_event: 'policy', INIT_CWD: '/home/ana' })).toBe('/home/ana');
    expect(stands({ npm_lifecycle_event: 'test', INIT_CWD: '/home/ana' })).toBe(join(clone, 'tools'));
    expect(stands({})).toBe(join(clone, 'tools'));
  });
});

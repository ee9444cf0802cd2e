import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const run = join(__dirname, 'run.mjs');
const repositoryRoot = resolve(__dirname, '../../..');
const made: string[] = [];
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/**
 * Stand-ins for libs/stack/src/bundled.ts and synth.ts of the real repository; each prints if it runs from the bundle.
 */
const sources: Record<string, string> = {
  'package.json': '{}',
  'node_modules/.package-lock.json': '{}',
  'node_modules/other/index.js': 'exports.package = "package 1";',
  'environments/src/index.ts': `import { word } from './word'; export const said: string = 'said ' + word;`,
  'environments/src/word.js': `exports.word = '1';`,
  'libs/stack/src/program.ts': `
    import { readFileSync } from 'node:fs';
    import { join } from 'node:path';
    import { said } from '../../../environments/src/index';
    import * as other from 'other';
    export function program(how: string, entryOf: (app: string) => { name: string }): string[] {
      const apps = process.argv.slice(2).filter((word) => word.startsWith('apps/'));
      if (process.argv.includes('--fail')) throw new Error('it fails ' + how);
      if (process.argv.includes('--fail-bundled') && how === 'bundled') throw new Error('it fails bundled');
      const names = apps.map((app) => entryOf(app).name);
      console.log([how, said, other.package, readFileSync(join(__dirname, 'text'), 'utf8'), ...names].join(', '));
      return apps;
    }`,
  'libs/stack/src/text': 'text 1',
  'libs/stack/src/bundled.ts': `
    import { program } from './program';
    export const synthesizeBundled = (apps: Record<string, () => any>) => program('bundled', (app) => apps[app]!());`,
  'libs/stack/src/synth.ts': `
    import { program } from './program';
    try { program('from sources', (app) => require('../../../' + app + '/src/main.ts')); }
    catch (error) { console.error((error as Error).message); process.exitCode = 1; }`,
  'apps/network/src/main.ts': `export const name = 'network 1';`,
};

function repository(name = 'a repository'): string {
  const root = join(mkdtempSync(join(tmpdir(), 'bundle-')), name);
  made.push(dirname(root));
  for (const [file, text] of Object.entries(sources)) write(root, file, text);
  return root;
}

function write(root: string, file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function synth(root: string, ...args: string[]) {
  const program = [run, 'libs/stack/src/synth.ts', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, program, { cwd: root, encoding: 'utf8' });
  return { status, stdout: stdout.trim(), stderr: stderr.trim() };
}

const kept = (root: string, program = 'libs-stack-src-synth.ts') => join(root, '.work/bundles', program);
const bundles = (root: string) => readdirSync(kept(root));
const said = (root: string) => synth(root, 'apps/network').stdout;

describe('the bundle of a synthesis', () => {
  it('is built once, and prints the same from then on', () => {
    const root = repository();
    const first = 'bundled, said 1, package 1, text 1, network 1';
    expect(said(root)).toBe(first);
    const [bundle = ''] = bundles(root);
    expect(said(root)).toBe(first);
    expect(bundles(root)).toEqual([bundle]);
    expect(readdirSync(join(kept(root), bundle)).sort()).toEqual(['packages.json', 'program.cjs', 'whole.v8']);
  });

  it.each([
    ['a source of an app', 'apps/network/src/main.ts', `export const name = 'network 2';`, 'network 2'],
    ['a source that others import', 'environments/src/index.ts', `export const said = 'said 2';`, 'said 2'],
    ['a file that takes the place of another one', 'environments/src/word.ts', `export const word = '2';`, 'said 2'],
    ['a package, by hand', 'node_modules/other/index.js', 'exports.package = "package two";', 'package two'],
    ['a file that a source reads', 'libs/stack/src/text', 'text 2', 'text 2'],
  ])('is never outdated after a change of %s', (_what, file, text, expected) => {
    const root = repository();
    expect(said(root)).toContain('bundled, said 1');
    write(root, file, text);
    expect(said(root)).toContain(expected);
    rmSync(join(root, file));
    if (sources[file]) write(root, file, sources[file]);
    expect(said(root)).toBe('bundled, said 1, package 1, text 1, network 1');
  });

  it('is another one when other packages are installed', () => {
    const root = repository();
    said(root);
    write(root, 'node_modules/.package-lock.json', '{ "packages": {} }');
    expect(said(root)).toContain('bundled');
    expect(bundles(root)).toHaveLength(2);
  });

  it('includes an app that was added after it was built', () => {
    const root = repository();
    said(root);
    write(root, 'apps/queue/src/main.ts', `export const name = 'queue 1';`);
    expect(synth(root, 'apps/queue').stdout).toBe('bundled, said 1, package 1, text 1, queue 1');
  });

  it('is found in a repository that is reached by a link', () => {
    const root = repository();
    const link = join(dirname(root), 'link');
    symlinkSync(root, link);
    said(root);
    expect(said(link)).toContain('bundled');
    expect(bundles(root)).toHaveLength(1);
  });

  it('is not shared with a copy in another place', () => {
    const root = repository();
    said(root);
    const copy = join(dirname(root), 'copy');
    cpSync(root, copy, { recursive: true, preserveTimestamps: true });
    write(copy, 'libs/stack/src/text', 'text of the copy');
    expect(said(copy)).toContain('text of the copy');
  });

  it('is kept with two others, and the oldest is removed', () => {
    const root = repository();
    for (const number of [1, 2, 3, 4, 5]) {
      write(root, 'apps/network/src/main.ts', `export const name = 'network ${number}';`);
      expect(said(root)).toContain(`network ${number}`);
    }
    expect(bundles(root)).toHaveLength(3);
  });
});

describe('the sources run without a bundle', () => {
  it('when the bundle fails: only their own error is printed, once', () => {
    const { status, stdout, stderr } = synth(repository(), '--fail');
    expect([status, stdout, stderr]).toEqual([1, '', 'it fails from sources']);
  });

  it('when only the bundle fails, with a message', () => {
    const { status, stdout, stderr } = synth(repository(), '--fail-bundled', 'apps/network');
    expect([status, stdout]).toEqual([0, 'from sources, said 1, package 1, text 1, network 1']);
    expect(stderr).toMatch(
      /^The bundled synthesis ended with "it fails bundled", the same sources without a bundle did not/,
    );
  });

  it('when lines of the sources are requested', () => {
    expect(synth(repository(), 'apps/network', '--locations').stdout).toContain('from sources');
  });

  it('when a source does not compile, and only the needed ones', () => {
    const root = repository();
    write(root, 'apps/broken/src/main.ts', 'export const =');
    expect(said(root)).toBe('from sources, said 1, package 1, text 1, network 1');
  });

  it('when a file from elsewhere is imported, which the key does not cover', () => {
    const root = repository();
    write(root, 'tools/x.ts', `export const name = 'of tools';`);
    write(root, 'apps/network/src/main.ts', `export { name } from '../../../tools/x';`);
    expect(said(root)).toBe('from sources, said 1, package 1, text 1, of tools');
  });

  it('when no bundle can be kept', () => {
    const root = repository();
    // A file in place of the folder: root may write to a read-only folder.
    write(root, '.work', '');
    expect(said(root)).toBe('from sources, said 1, package 1, text 1, network 1');
  });
});

/** A program that continues after its evaluation, loads a part of itself later, and ends at a signal. */
const command: Record<string, string> = {
  'tools/push/src/main.ts': `
    import { basename } from 'node:path';
    import { said } from '../../../environments/src/index';
    void (async () => {
      const { part } = await import('./part');
      process.on('SIGTERM', () => { console.log('told to end'); process.exit(7); });
      console.log([said, part, basename(__filename), ...process.argv.slice(2)].join(', '));
      if (process.argv.includes('--fail')) throw new Error('it fails');
      if (process.argv.includes('--wait')) setInterval(() => {}, 1_000);
    })();`,
  'tools/push/src/part.ts': `export const part: string = 'a part';`,
};

function commandIn(root: string) {
  for (const [file, text] of Object.entries(command)) write(root, file, text);
  return join(root, 'tools/push/src/main.ts');
}

function push(program: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [run, program, ...args], { encoding: 'utf8' });
  return { status, stdout: stdout.trim(), stderr };
}

describe('the bundle of a command', () => {
  it("is built once, with the parts that the command loads later, and stored with V8's code cache", () => {
    const program = commandIn(repository());
    const said = 'said 1, a part, main.ts, testing';
    expect([push(program, 'testing').stdout, push(program, 'testing').stdout]).toEqual([said, said]);
    const folder = kept(dirname(dirname(dirname(dirname(program)))), 'tools-push-src-main.ts');
    expect(readdirSync(folder)).toHaveLength(1);
    const files = readdirSync(join(folder, readdirSync(folder)[0] ?? '')).sort();
    expect(files).toEqual(['packages.json', 'part.v8', 'program.cjs']);
  });

  it('is never outdated after a change of a part that is loaded later', () => {
    const root = repository();
    const program = commandIn(root);
    push(program);
    write(root, 'tools/push/src/part.ts', `export const part: string = 'another part';`);
    expect(push(program).stdout).toBe('said 1, another part, main.ts');
  });

  it('runs a command once, even if it fails', () => {
    const { status, stdout, stderr } = push(commandIn(repository()), '--fail');
    expect([status, stdout]).toEqual([1, 'said 1, a part, main.ts, --fail']);
    expect(stderr).toContain('Error: it fails');
  });

  it.each([
    ['from the bundle', () => undefined],
    ['from the sources, where no bundle can be kept', (root: string) => write(root, '.work', '')],
  ])('is the process that receives signals and gives the exit code, %s', async (_how, prepare) => {
    const root = repository();
    const program = commandIn(root);
    prepare(root);
    const child = spawn(process.execPath, [run, program, '--wait'], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (data) => {
      if (output === '') child.kill('SIGTERM');
      output += String(data);
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, output.trim()]).toEqual([7, 'said 1, a part, main.ts, --wait\ntold to end']);
  });
});

describe('the bundle of this repository', () => {
  it('is the code that a synthesis runs, and needs neither Terraform nor another program than node on the PATH', () => {
    const root = repositoryRoot;
    const [bin, out] = [mkdtempSync(join(tmpdir(), 'bin-')), mkdtempSync(join(tmpdir(), 'out-'))];
    made.push(bin, out);
    symlinkSync(process.execPath, join(bin, 'node'));
    // Each Node process records that it runs: from the sources there would be two.
    const [preload, told] = [join(bin, 'tell.cjs'), join(out, 'told')];
    writeFileSync(preload, `require('node:fs').appendFileSync(${JSON.stringify(told)}, 'a process\\n');`);
    const program = [run, 'libs/stack/src/synth.ts', '--environment', 'production', '--out', out];
    const env = { PATH: bin, NODE_OPTIONS: `--require ${JSON.stringify(preload)}` };
    const { status, stderr } = spawnSync('node', program, { cwd: root, env, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    expect(readdirSync(join(out, 'stacks')).sort()).toEqual(['account', 'compute', 'data', 'delivery', 'network']);
    expect(readFileSync(told, 'utf8')).toBe('a process\n');
  });
});

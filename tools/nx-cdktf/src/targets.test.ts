import { appNames } from '@malinshopper/environments';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Project } from './project';
import { targetsOf } from './targets';

const root = resolve(__dirname, '../../..');
const app = (name: string, ...imports: string[]): Project => ({
  name,
  root: `apps/${name}`,
  isApp: true,
  imports,
  tags: [],
});
const apps = [app('account'), app('network', 'account'), app('data', 'network'), app('compute', 'data', 'network')];
const lib: Project = { name: 'stack', root: 'libs/stack', isApp: false, imports: [], tags: [] };
const network = targetsOf(apps[1]!, apps);

describe('the targets of an app', () => {
  it('are never replayed from the cache when they read AWS or change it', () => {
    const looking = Object.keys(network).filter((name) => !['lint', 'test', 'synth'].includes(name));
    expect(looking).toEqual(['plan', 'drift', 'unlock', 'deploy', 'destroy']);
    for (const name of looking) expect([name, network[name]?.cache]).toEqual([name, false]);
  });

  it('are cached when they only depend on files', () => {
    for (const name of ['synth', 'lint', 'test']) expect(network[name]?.cache).toBe(true);
  });

  it('synthesize each environment into a folder of its own, and a branch is among the inputs', () => {
    expect(network.synth?.inputs).toContainEqual({ env: 'ENVIRONMENT' });
    const folders = Object.values(network.synth?.configurations ?? {}).map(({ out }) => out as string);
    expect(new Set([...folders, network.synth?.options.out]).size).toBe(4);
  });

  it('deploy after the apps that they read, and destroy after the apps that read them', () => {
    expect(network.deploy?.dependsOn).toEqual(['^deploy']);
    expect(network.destroy?.dependsOn).toEqual([
      { projects: ['data'], target: 'destroy' },
      { projects: ['compute'], target: 'destroy' },
    ]);
  });

  it('have no destroy for the account, which outlives its environments', () => {
    expect(Object.keys(targetsOf(apps[0]!, apps))).toEqual([
      'lint',
      'test',
      'synth',
      'plan',
      'drift',
      'unlock',
      'deploy',
    ]);
  });

  it('are only those of a check for a project that is no app', () => {
    expect(Object.keys(targetsOf(lib, apps))).toEqual(['lint', 'test']);
  });

  it('are checked again when their dependencies change, but not when only their tests do', () => {
    const lint = targetsOf(lib, apps).lint?.inputs;
    expect(lint).toEqual([
      'default',
      '^untested',
      '{workspaceRoot}/eslint.config.mjs',
      '{workspaceRoot}/tools/prose/src/*.ts',
    ]);
    const looksAtTests: Project = { ...lib, tags: ['checks:projects'] };
    expect(targetsOf(looksAtTests, apps).test?.inputs).toEqual([
      'default',
      '^default',
      '{workspaceRoot}/jest.config.js',
      'reads',
    ]);
  });
});

describe('the order of destroys', () => {
  const contractsRead = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [
        ...readFileSync(join(folder, file), 'utf8').matchAll(/from '@malinshopper\/([a-z-]+)\/contract'/g),
      ])
      .map(([, name]) => name!);

  it.each(appNames)('contains every contract that %s reads: its package.json lists exactly those apps', (name) => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'apps', name, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const allApps = readdirSync(join(root, 'apps'));
    const declared = Object.keys(dependencies).map((dependency) => dependency.replace('@malinshopper/', ''));
    const read = contractsRead(join(root, 'apps', name, 'src'));
    expect(declared.filter((dependency) => allApps.includes(dependency)).sort()).toEqual([...new Set(read)].sort());
  });
});

describe('Nx', () => {
  it('finds the targets of every project through the plugin', () => {
    const shown = execFileSync(join(root, 'node_modules/.bin/nx'), ['show', 'project', 'delivery', '--json'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, NX_DAEMON: 'false' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const { targets } = JSON.parse(shown) as { targets: Record<string, { configurations: object; cache?: boolean }> };
    expect(Object.keys(targets).sort()).toEqual([
      'deploy',
      'destroy',
      'drift',
      'lint',
      'plan',
      'synth',
      'test',
      'unlock',
    ]);
    expect(Object.keys(targets.deploy!.configurations)).toEqual(['production', 'staging', 'testing']);
    expect(targets.deploy!.cache).toBe(false);
  });
});

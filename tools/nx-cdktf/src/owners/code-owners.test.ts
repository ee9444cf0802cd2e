import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Tree } from '@nx/devkit';
import { teamNames } from '@malinshopper/environments';
import type { Project } from '../project';
import { codeOwners, ownedPaths, teamOf } from './code-owners';
import syncCodeOwners from './generator';

const project = (root: string, team: string, imports: readonly string[] = []): Project => ({
  name: root.replace(/^.*\//, ''),
  root,
  isApp: root.startsWith('apps/'),
  imports,
  tags: ['type:app', `team:${team}`],
});
const projects = [
  project('apps/network', 'network'),
  project('apps/data', 'data', ['network', 'stack']),
  project('libs/stack', 'platform'),
];
const names: Readonly<Record<string, readonly string[]>> = {
  '': ['apps', 'libs', 'tools', 'docs', 'nx.json'],
  apps: ['network', 'data'],
  libs: ['stack'],
  tools: ['run.mjs'],
};
const owners = (all = projects, there = names) => codeOwners(ownedPaths(all, (folder) => there[folder] ?? []));
const lineOf = (path: string, text: string) =>
  text
    .split('\n')
    .find((line) => line.startsWith(`${path} `))
    ?.replace(/ +/g, ' ');

describe('the owners of a path', () => {
  test.each([
    ['/apps/data/', '@malinshopper/data'],
    ['/libs/stack/', '@malinshopper/platform'],
    ['/examples/', '@malinshopper/delivery'],
    ['/environments/src/production.ts', '@malinshopper/platform'],
  ])('%s are %s', (path, owner) => expect(lineOf(path, owners())).toBe(`${path} ${owner}`));

  test('of a contract are its team and those of its readers, after the line of its app', () => {
    const text = owners();
    expect(lineOf('/apps/network/src/contract.ts', text)).toBe(
      '/apps/network/src/contract.ts @malinshopper/network @malinshopper/data',
    );
    expect(text.indexOf('/apps/network/src/contract.ts')).toBeGreaterThan(text.indexOf('/apps/network/ '));
    expect(text).not.toContain('/apps/data/src/contract.ts');
  });

  test('of a contract change with its readers', () => {
    const compute = project('apps/compute', 'compute', ['network', 'data']);
    const changed = owners([...projects, compute], { ...names, apps: ['network', 'data', 'compute'] });
    expect(lineOf('/apps/data/src/contract.ts', changed)).toBe(
      '/apps/data/src/contract.ts @malinshopper/data @malinshopper/compute',
    );
    expect(changed).not.toBe(owners());
  });
});

describe('an error reports', () => {
  test('that a project has no team, or one that does not exist, or two', () => {
    const without = { root: 'tools/new', tags: ['type:tool'] };
    const rule =
      'give its package.json one tag out of team:platform, team:network, team:data, team:compute, team:delivery.';
    expect(() => teamOf(without)).toThrow(`tools/new has no team: ${rule}`);
    expect(() => teamOf({ ...without, tags: ['team:search'] })).toThrow(`tools/new has the team search: ${rule}`);
    expect(() => teamOf({ ...without, tags: ['team:data', 'team:network'] })).toThrow(
      'tools/new has the team data, network',
    );
    expect(() => owners([...projects, { ...projects[0]!, root: 'apps/new', tags: [] }])).toThrow(
      'apps/new has no team',
    );
  });

  test.each([
    ['at the root', { ...names, '': [...names['']!, 'notes.txt'] }, '/notes.txt'],
    ['beside the projects', { ...names, tools: ['run.mjs', 'lost.mjs'] }, '/tools/lost.mjs'],
    ['without a package.json', { ...names, apps: ['network', 'data', 'new'] }, '/apps/new'],
  ])('that a path %s has no owner', (_where, there, path) => {
    expect(() => owners(projects, there)).toThrow(
      `${path} has no owner: give its folder a package.json with the tag of a team, or add it to ofNoProject`,
    );
  });
});

describe('nx sync', () => {
  let root: string;
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const written = new Map<string, string>();
  /** The part of Nx's tree that the generator needs. */
  const tree = () =>
    ({
      root,
      exists: (file: string) => written.has(file),
      read: (file: string) => written.get(file),
      write: (file: string, text: string) => written.set(file, text),
      delete: (file: string) => written.delete(file),
    }) as unknown as Tree;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'owners-'));
    written.clear();
    execFileSync('git', ['init', '--quiet'], { cwd: root });
    const manifest = { name: '@malinshopper/network', nx: { tags: ['type:app', 'team:network'] } };
    write('apps/network/package.json', JSON.stringify(manifest));
    write('.gitignore', 'ignored/\n');
    write('ignored/file', '');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test('writes the owners of the files that git has or would add, and writes nothing again while they are the same', () => {
    const { outOfSyncMessage } = syncCodeOwners(tree());
    const pages = teamNames.map((team) => `docs/teams/${team}.md`);
    expect(outOfSyncMessage).toBe(
      `Not up to date with the owners: .github/CODEOWNERS, ${pages.join(', ')}. Run npx nx sync.`,
    );
    expect([...written.keys()]).toEqual(['.github/CODEOWNERS', ...pages]);
    expect(lineOf('/apps/network/', written.get('.github/CODEOWNERS')!)).toBe('/apps/network/ @malinshopper/network');
    const once = tree();
    once.write = () => {
      throw new Error('written again');
    };
    expect(() => syncCodeOwners(once)).not.toThrow();
  });

  test('lists in the page of a team the sources of its app that make alarms, without tests', () => {
    write('apps/network/src/alarms.ts', "new Alarm(this, 'ports');");
    write('apps/network/src/alarms.test.ts', "new Alarm(this, 'ports');");
    write('apps/network/src/network.ts', '// Alarm');
    syncCodeOwners(tree());
    expect(written.get('docs/teams/network.md')).toMatch(/declare its alarms:\n\n- `apps\/network\/src\/alarms.ts`\n$/);
  });

  test('deletes the page of a team that is gone, and goes on without a project that is deleted and not committed', () => {
    const page = 'docs/teams/search.md';
    write(page, '');
    written.set(page, '');
    write('apps/search/package.json', '{}');
    execFileSync('git', ['add', '--all'], { cwd: root });
    rmSync(join(root, 'apps/search'), { recursive: true });
    expect(syncCodeOwners(tree()).outOfSyncMessage).toContain(page);
    expect(written.has(page)).toBe(false);
  });

  test('fails for a new path without an owner', () => {
    write('new/file.txt', '');
    expect(() => syncCodeOwners(tree())).toThrow('/new has no owner');
  });
});

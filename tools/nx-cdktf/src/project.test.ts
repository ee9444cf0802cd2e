import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createNodes } from '.';
import { checkedBy, readProject, type Project } from './project';

const project = (name: string, isApp: boolean, ...tags: string[]): Project => ({
  name,
  root: `${isApp ? 'apps' : 'tools'}/${name}`,
  isApp,
  imports: [],
  tags,
});
const all = [project('network', true), project('data', true), project('policy', false)];

describe('the projects that a project checks', () => {
  it('are all apps, all other projects, or none, by its tag', () => {
    expect(checkedBy(project('rules', false, 'type:check', 'checks:apps'), all)).toEqual(['network', 'data']);
    expect(checkedBy(project('policy', false, 'checks:projects'), all)).toEqual(['network', 'data']);
    expect(checkedBy(project('lint', false, 'checks:projects'), all)).toEqual(['network', 'data', 'policy']);
    expect(checkedBy(project('release', false, 'type:tool'), all)).toEqual([]);
  });
});

describe('a new app', () => {
  const workspaceRoot = mkdtempSync(join(tmpdir(), 'nx-cdktf-'));
  afterAll(() => rmSync(workspaceRoot, { recursive: true }));
  const write = (root: string, content: object) => {
    const file = `${root}/package.json`;
    mkdirSync(dirname(join(workspaceRoot, file)), { recursive: true });
    writeFileSync(join(workspaceRoot, file), JSON.stringify(content));
    return file;
  };
  const files = [
    write('apps/search', { name: '@malinshopper/search', dependencies: { '@malinshopper/network': '0', zod: '4' } }),
    write('tools/permissions', { name: '@malinshopper/permissions', nx: { tags: ['checks:apps'] } }),
  ];

  it('is read from its package.json', () => {
    expect(readProject(workspaceRoot, files[0]!)).toEqual({
      name: 'search',
      root: 'apps/search',
      isApp: true,
      imports: ['network'],
      tags: [],
    });
  });

  it('is checked by every project that checks all apps, which need not list it', async () => {
    const [, infer] = createNodes;
    const context = { workspaceRoot, nxJsonConfiguration: {} };
    const nodes = Object.fromEntries(
      (await infer(files, undefined, context)).map(([file, { projects }]) => [file, Object.values(projects ?? {})[0]]),
    );
    expect(nodes['tools/permissions/package.json']?.implicitDependencies).toEqual(['search']);
    expect(nodes['apps/search/package.json']?.implicitDependencies).toEqual([]);
    expect(nodes['apps/search/package.json']?.targets).toHaveProperty('deploy');
  });
});

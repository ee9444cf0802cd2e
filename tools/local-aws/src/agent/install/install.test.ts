import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AppSpec } from '@malinshopper/revision';
import { bootedInstance, removeInstances } from '../testing/instance';
import { install } from './install';

afterEach(removeInstances);

const appSpec: AppSpec = { files: [{ source: 'web', destination: '/srv/app' }], permissions: [], hooks: {} };

async function instanceWith(files: Readonly<Record<string, string>>) {
  const root = join(await bootedInstance(), 'root');
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  const made: string[] = [];
  const run = (changes: Partial<Parameters<typeof install>[0]> = {}) =>
    install({
      root,
      archive: '/archive',
      appSpec,
      fileExists: 'DISALLOW',
      installed: [],
      onMade: (path) => made.push(path),
      say: () => {},
      ...changes,
    });
  return { root, made, run };
}

describe('Install', () => {
  it('reports each path that it makes, folders before their contents', async () => {
    const { made, run } = await instanceWith({ 'archive/web/a/b/c': '', 'archive/web/d': '' });
    await run();
    expect(made).toEqual(['/srv/app', '/srv/app/a', '/srv/app/a/b', '/srv/app/a/b/c', '/srv/app/d']);
  });

  it('touches nothing if any file is in its way', async () => {
    const { made, run } = await instanceWith({ 'archive/web/a': '', 'archive/web/b': '', 'srv/app/b': 'old' });
    await expect(run()).rejects.toThrow('a specified file already exists at this location: /srv/app/b');
    expect(made).toEqual([]);
  });

  it('keeps mode and time of a file, but not its privileges', async () => {
    const { root, run } = await instanceWith({ 'archive/web/run': '' });
    const source = join(root, 'archive/web/run');
    utimesSync(source, 1_000_000, 1_000_000);
    chmodSync(source, 0o6751);
    await run();
    const { mode, mtimeMs } = statSync(join(root, 'srv/app/run'));
    expect([(mode & 0o7777).toString(8), mtimeMs]).toEqual(['751', 1_000_000_000]);
  });

  it('replaces an old file by a new one, because the old one can have other names', async () => {
    const { root, run } = await instanceWith({ 'archive/web/a': 'new', 'srv/app/a': 'old' });
    linkSync(join(root, 'srv/app/a'), join(root, 'srv/other'));
    await run({ fileExists: 'OVERWRITE' });
    expect(readFileSync(join(root, 'srv/app/a'), 'utf8')).toBe('new');
    expect(readFileSync(join(root, 'srv/other'), 'utf8')).toBe('old');
  });

  it('refuses to replace a folder by a file', async () => {
    const { run } = await instanceWith({ 'archive/web/a': 'new', 'srv/app/a/b': '' });
    await expect(run({ fileExists: 'OVERWRITE' })).rejects.toThrow('Is a directory - /srv/app/a');
  });

  it('refuses a source that a hook has removed', async () => {
    const { root, run } = await instanceWith({ 'archive/web/a': '' });
    rmSync(join(root, 'archive/web'), { recursive: true });
    await expect(run()).rejects.toThrow('No such file or directory - /archive/web');
  });

  it('removes the previously installed files first, and ignores missing ones', async () => {
    const { root, run } = await instanceWith({ 'archive/web/a': 'new', 'srv/app/a': 'old', 'srv/app/kept': '' });
    await run({ installed: ['/srv/app', '/srv/app/a', '/srv/app/gone', '/srv/gone/x'] });
    expect(readFileSync(join(root, 'srv/app/a'), 'utf8')).toBe('new');
    expect(statSync(join(root, 'srv/app/kept')).isFile()).toBe(true);
  });

  it('reports permissions that it cannot set', async () => {
    const { run } = await instanceWith({ 'archive/web/a': '' });
    const said: string[] = [];
    const permission = { object: '/srv/app/a', pattern: '**', except: [], type: ['file'] as const };
    const permissions = [{ ...permission, acls: ['u:mary:rw'] }];
    await run({ appSpec: { ...appSpec, permissions }, say: (line) => said.push(line) });
    expect(said).toEqual([
      'acls of /srv/app/a are not set here. The agent runs setfacl, and fails where no package acl is installed',
    ]);
  });
});

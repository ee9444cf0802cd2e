import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from './testing/reach';

const git = (cwd: string, ...args: readonly string[]) => execFileSync('git', args, { cwd, encoding: 'utf8' });
/** The files that Nx and the generator read: those at the root, each package.json, the plugin, the sources of apps, and the generator's output. */
const isRead =
  /^[^/]+$|(^|\/)package\.json$|^(apps|tools\/nx-cdktf)\/(.(?!\.test\.|__snapshots__))*$|^\.github\/CODEOWNERS$|^docs\/teams\//;
/** The generator lists files by git: an exported repository has no git. */
const inGit = existsSync(join(root, '.git')) ? describe : describe.skip;

let copy: string;
const write = (file: string, text: string) => {
  mkdirSync(dirname(join(copy, file)), { recursive: true });
  writeFileSync(join(copy, file), text);
};

/**
 * Runs Nx in the copy, with the plugin of the copy. The folder of npm packages is a link to the folder of the
 * repository.
 */
function syncCheck() {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(copy, 'node_modules/.bin/nx'), 'sync:check'], {
    cwd: copy,
    encoding: 'utf8',
    env: {
      ...process.env,
      NX_DAEMON: 'false',
      NX_ISOLATE_PLUGINS: 'false',
      NX_WORKSPACE_ROOT_PATH: copy,
      NX_WORKSPACE_DATA_DIRECTORY: join(copy, '.nx/workspace-data'),
    },
  });
  return { status, said: stdout + stderr };
}

/** Does an edit in the copy, runs Nx, and reverts the edit. */
function after(file: string, text: string) {
  const before = existsSync(join(copy, file)) ? readFileSync(join(copy, file), 'utf8') : undefined;
  write(file, text);
  try {
    return syncCheck();
  } finally {
    if (before === undefined) rmSync(join(copy, file));
    else write(file, before);
  }
}

inGit('nx sync:check, run by Nx in a copy of the workspace,', () => {
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'sync-check-'));
    git(copy, 'init', '--quiet');
    const files = git(root, 'ls-files', '--cached', '--others', '--exclude-standard').split('\n').filter(Boolean);
    for (const file of files.filter((path) => isRead.test(path) && existsSync(join(root, path)))) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      copyFileSync(join(root, file), join(copy, file));
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    // .gitignore contains a folder, and git takes a link for a file.
    writeFileSync(join(copy, '.git/info/exclude'), '/node_modules\n');
  });
  afterAll(() => rmSync(copy, { recursive: true }));

  test('passes for the unchanged workspace', () => {
    expect(syncCheck()).toEqual({ status: 0, said: expect.stringContaining('up to date') });
  });

  test('fails for a new project without a team', () => {
    const manifest = JSON.stringify({ name: '@malinshopper/search', nx: { name: 'search', tags: ['type:tool'] } });
    expect(after('tools/search/package.json', manifest)).toEqual({
      status: 1,
      said: expect.stringContaining('tools/search has no team'),
    });
  });

  test('fails for a new path without an owner', () => {
    expect(after('notes/first.md', '')).toEqual({
      status: 1,
      said: expect.stringContaining('/notes has no owner'),
    });
  });

  test('fails for a changed reader of a contract, with the outdated file', () => {
    const manifest = JSON.parse(readFileSync(join(copy, 'apps/delivery/package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    manifest.dependencies['@malinshopper/network'] = '0.0.0';
    const { status, said } = after('apps/delivery/package.json', JSON.stringify(manifest));
    expect(status).toBe(1);
    for (const file of ['.github/CODEOWNERS', 'docs/teams/network.md', 'docs/teams/delivery.md']) {
      expect(said).toContain(file);
    }
    expect(said).not.toContain('docs/teams/platform.md');
  });

  test('fails for a page of a team that was changed by hand', () => {
    expect(after('docs/teams/data.md', '# Team data\n')).toEqual({
      status: 1,
      said: expect.stringContaining('Not up to date with the owners: docs/teams/data.md.'),
    });
  });
});

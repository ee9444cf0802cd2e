import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { originOf } from './origin';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'origin-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: folder, encoding: 'utf8', env: { ...process.env } }).trim();
function committed(): string {
  git('init', '-q', '-b', 'feature/checkout');
  writeFileSync(join(folder, 'page'), 'one');
  git('add', '.');
  git('-c', 'user.name=Ana', '-c', 'user.email=ana@malinshopper.com', 'commit', '-q', '-m', 'first');
  return git('rev-parse', 'HEAD');
}

describe('the origin of a revision', () => {
  test("is the folder's commit and branch", async () => {
    expect(await originOf(folder, {})).toEqual({ commit: 'unknown', branch: 'unknown' });
    const commit = committed();
    expect(await originOf(folder, {})).toEqual({ commit, branch: 'feature/checkout' });
  });

  test('is found by a path from here, as a person types it', async () => {
    const commit = committed();
    expect((await originOf(relative(process.cwd(), folder), {})).commit).toBe(commit);
  });

  test('contains a mark when the folder has uncommitted changes', async () => {
    const commit = committed();
    writeFileSync(join(folder, 'page'), 'two');
    expect((await originOf(folder, {})).commit).toBe(`${commit}+changes`);
  });

  test('of a zip is that of its folder', async () => {
    const commit = committed();
    expect((await originOf(join(folder, 'page'), {})).commit).toBe(commit);
  });

  test('is unknown on no branch', async () => {
    committed();
    git('checkout', '-q', '--detach');
    expect((await originOf(folder, {})).branch).toBe('unknown');
  });

  test.each([
    { CPHP_GIT_COMMIT: 'c1', CPHP_GIT_REF: 'refs/heads/main' },
    { GITHUB_SHA: 'c1', GITHUB_REF: 'refs/heads/main' },
  ])("is that of the pipeline's variables: %j", async (variables) => {
    committed();
    expect(await originOf(folder, variables)).toEqual({ commit: 'c1', branch: 'main' });
  });
});

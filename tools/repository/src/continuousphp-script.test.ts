import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const script = join(__dirname, '../../../examples/web-app/continuousphp/deploy');

describe('the script of continuousphp', () => {
  const folders: string[] = [];
  afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));
  const commit = '0123456789abcdef0123456789abcdef01234567';

  /** Runs it in the folder of a package, with a git that fetches nothing and an npm that prints its arguments. */
  function runs(variables: Record<string, string>) {
    const folder = mkdtempSync(join(tmpdir(), 'continuousphp-'));
    folders.push(folder);
    const standIn = (name: string, text: string) => {
      writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${text}\n`);
      chmodSync(join(folder, 'bin', name), 0o755);
    };
    mkdirSync(join(folder, 'bin'));
    mkdirSync(join(folder, 'package'));
    standIn('git', '[ "$3" != fetch ] || { [ -z "$GIT_FAILS" ] || exit 128; echo "fetched $8 of $7"; }');
    standIn('npm', 'echo "npm $*"; cat "$AWS_SHARED_CREDENTIALS_FILE" 2>/dev/null || true');
    const given = { INFRASTRUCTURE_COMMIT: commit, GIT_FAILS: '', NVM_DIR: folder, HOME: folder, ...variables };
    const { PATH, TMPDIR = '/tmp' } = process.env;
    const { status, stdout, stderr } = spawnSync('sh', [script], {
      cwd: join(folder, 'package'),
      env: { PATH: `${join(folder, 'bin')}:${PATH}`, TMPDIR, ...given },
      encoding: 'utf8',
    });
    return { status, said: stdout.split('\n').filter(Boolean), refused: stderr, package: join(folder, 'package') };
  }
  const fetched = `fetched ${commit} of git@github.com:malinshopper/infrastructure.git`;

  test.each(['refs/heads/main', 'refs/heads/feature/checkout'])('passes the package and %s to the tool', (ref) => {
    const { status, said, package: folder } = runs({ CPHP_GIT_REF: ref });
    expect([status, said]).toEqual([0, [fetched, `npm run release -- branch ${folder} --ref ${ref}`]]);
  });

  test.each([
    ['refs/tags/staging-7', 'testing staging'],
    ['refs/tags/production-7', 'staging production'],
  ])('promotes for %s, with the key of the stage before in a profile', (ref, stages) => {
    const keys = { FROM_ACCESS_KEY_ID: 'key', FROM_SECRET_ACCESS_KEY: 'secret' };
    const { status, said } = runs({ CPHP_GIT_REF: ref, ...keys });
    const profile = ['[from]', 'aws_access_key_id = key', 'aws_secret_access_key = secret'];
    const asked = `npm run release -- promote ${stages} --source-profile from --yes`;
    expect([status, said]).toEqual([0, [fetched, asked, ...profile]]);
  });

  test.each([
    [{}, /CPHP_GIT_REF: is not set: continuousphp sets it/],
    [
      { CPHP_GIT_REF: 'refs/heads/main', INFRASTRUCTURE_COMMIT: 'main' },
      /^continuousphp\/deploy: INFRASTRUCTURE_COMMIT is "main": enter the whole id of a commit/,
    ],
    [
      { CPHP_GIT_REF: 'refs/heads/main', GIT_FAILS: 'yes' },
      /infrastructure\.git has no commit 0123\w+, or may not be read: add/,
    ],
    [{ CPHP_GIT_REF: 'refs/tags/staging-7' }, /FROM_ACCESS_KEY_ID: is not set: enter the key of the user of testing/],
  ])('given %j begins nothing, and reports the reason', (variables, message) => {
    const { status, said, refused } = runs(variables as Record<string, string>);
    expect(status).not.toBe(0);
    expect(refused).toMatch(message);
    expect(said.filter((line) => line.startsWith('npm'))).toEqual([]);
  });

  const shellcheck = ['/usr/bin/shellcheck', '/usr/local/bin/shellcheck'].find(existsSync);
  (shellcheck ? test : test.skip)('has no finding of shellcheck (skipped if that is not installed)', () => {
    expect(spawnSync(shellcheck!, [script], { encoding: 'utf8' }).stdout).toBe('');
  });
});

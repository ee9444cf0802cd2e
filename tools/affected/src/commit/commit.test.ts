import { existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SmallRepository } from '@malinshopper/terraform/testing';
import { baseOf } from './commits';
import { checkout } from './checkout';
import { environmentsOf } from './environments';
import { stacksOf } from './stacks';

const parameter = { resource: { aws_ssm_parameter: { main: { name: '/ENVIRONMENT/a', type: 'String', value: '1' } } } };
let repository: SmallRepository;
beforeEach(() => (repository = new SmallRepository()));
afterEach(() => rmSync(repository.root, { recursive: true, force: true }));

/** An npm on PATH that records its arguments. */
function npm(script: string): void {
  const bin = join(repository.root, '.work/bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'npm'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  process.env['PATH'] = `${bin}:${process.env['PATH']}`;
}

describe('the base of a branch', () => {
  test('is where it left the other branch, without later merges to that branch', async () => {
    const left = repository.commit();
    repository.git('checkout', '--quiet', '-b', 'change');
    repository.app('network', parameter);
    repository.commit();
    repository.git('checkout', '--quiet', 'main');
    repository.app('data', parameter);
    repository.commit();
    repository.git('checkout', '--quiet', 'change');
    expect(await baseOf('main', repository.root)).toBe(left);
  });

  test('throws when this clone does not have it, and explains how to fetch it', async () => {
    repository.commit();
    await expect(baseOf('origin/main', repository.root)).rejects.toThrow(
      'This clone has no commit "origin/main": fetch it (git fetch origin origin/main)',
    );
  });
});

describe('the checkout of a commit', () => {
  test('has the code of that commit, with its own projects and the packages of the repository', async () => {
    repository.app('network', parameter);
    const commit = repository.commit();
    repository.remove('apps/network');
    const folder = await checkout(commit, repository.root);
    expect(existsSync(join(folder, 'apps/network/app.json'))).toBe(true);
    expect(readlinkSync(join(folder, 'node_modules/@malinshopper/network'))).toBe('../../apps/network');
    expect(existsSync(join(folder, 'node_modules/.package-lock.json'))).toBe(true);
    expect(await checkout(commit, repository.root)).toBe(folder);
  });

  test('is created again after it was removed by hand', async () => {
    const commit = repository.commit();
    rmSync(await checkout(commit, repository.root), { recursive: true });
    expect(existsSync(join(await checkout(commit, repository.root), 'package.json'))).toBe(true);
  });

  const one = { 'node_modules/cdktf': { version: '0.21.0', integrity: 'sha512-a' } };

  test('has the packages that npm installs if its lock file differs, and their scripts do not run', async () => {
    const { PATH } = process.env;
    repository.packages(one);
    const commit = repository.commit();
    repository.packages({ 'node_modules/cdktf': { version: '0.22.0', integrity: 'sha512-b' } });
    try {
      npm('mkdir -p node_modules; echo "$@" > node_modules/called');
      const folder = await checkout(commit, repository.root);
      expect(readFileSync(join(folder, 'node_modules/called'), 'utf8')).toMatch(/^ci --ignore-scripts /);
    } finally {
      process.env['PATH'] = PATH;
    }
  });

  test('is the same for a lock file in which only projects differ', async () => {
    repository.packages({ ...one, 'node_modules/@malinshopper/network': { resolved: 'apps/network', link: true } });
    const commit = repository.commit();
    repository.packages({ ...one, 'apps/data': { version: '0.0.0' } });
    const folder = await checkout(commit, repository.root);
    expect(lstatSync(join(folder, 'node_modules/@malinshopper/environments')).isSymbolicLink()).toBe(true);
  });

  test('is kept for the three newest, and where something was destroyed in AWS', async () => {
    const commits: string[] = [];
    for (const value of ['1', '2', '3', '4', '5']) {
      repository.write('libs/value.txt', value);
      commits.push(repository.commit());
      const folder = await checkout(commits.at(-1)!, repository.root);
      if (value === '1') mkdirSync(join(folder, '.work/aws'), { recursive: true });
      // File systems can distinguish times that differ by this much.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const left = commits.filter((commit) => existsSync(join(repository.root, '.work/commits', commit)));
    expect(left).toEqual([commits[0], ...commits.slice(2)]);
    expect(repository.git('worktree', 'list').split('\n')).toHaveLength(1 + left.length);
  });

  test('throws when npm cannot install its packages', async () => {
    const { PATH } = process.env;
    repository.packages(one);
    const commit = repository.commit();
    repository.packages({});
    try {
      npm('echo no network >&2; exit 1');
      await expect(checkout(commit, repository.root)).rejects.toThrow(/cannot be installed \(npm ci\): .*no network/s);
    } finally {
      process.env['PATH'] = PATH;
    }
  });

  test('throws when this clone does not have the commit', async () => {
    repository.commit();
    await expect(checkout('0'.repeat(40), repository.root)).rejects.toThrow(
      /^The code of commit 0{40} cannot be checked out: .*Fetch it \(git fetch --unshallow\), and run the same command again\.$/s,
    );
  });
});

describe('the stacks of a commit', () => {
  test('are returned as digests for each of its environments, and synthesized once', async () => {
    repository.app('network', parameter);
    const commit = repository.commit();
    const stacks = await stacksOf(commit, repository.root);
    expect(Object.keys(stacks).sort()).toEqual(['production', 'staging', 'testing']);
    expect(stacks['testing']?.['network']).toMatchObject({
      key: 'testing/network.tfstate',
      sources: { json: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    });
    // Without its checkout it cannot be synthesized again.
    rmSync(join(repository.root, '.work/commits', commit), { recursive: true });
    expect(await stacksOf(commit, repository.root)).toEqual(stacks);
  });

  test('are returned for a commit with a program that accepts one environment at a time', async () => {
    repository.app('network', parameter);
    const file = 'libs/stack/src/synth.ts';
    const source = readFileSync(join(repository.root, file), 'utf8');
    const old = source.replace('const names =', "if (each) throw new Error('no such option');\n  const names =");
    expect(old).not.toBe(source);
    repository.write(file, old);
    const stacks = await stacksOf(repository.commit(), repository.root);
    expect(Object.keys(stacks).sort()).toEqual(['production', 'staging', 'testing']);
  });

  test('throw when its environments cannot be loaded', async () => {
    repository.write('environments/src/index.ts', "throw new Error('not valid');");
    await expect(environmentsOf(repository.root)).rejects.toThrow(
      /^The environments of .*environments cannot be loaded:.*not valid/s,
    );
  });
});

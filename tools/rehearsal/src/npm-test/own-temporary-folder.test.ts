import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installed, root } from '../programs';

/** Runs jest on test files of these texts, in one process, on a machine with a temporary folder made as `npm test` makes it. */
const run = (...texts: readonly string[]) => runWith({}, ...texts);

function runWith(variables: Readonly<Record<string, string>>, ...texts: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'j-'));
  const [project, temporary] = [join(folder, 'project'), join(folder, 'tmp')];
  for (const made of [project, temporary]) mkdirSync(made);
  for (const [index, text] of texts.entries()) writeFileSync(join(project, `${index}.test.js`), text);
  const config = {
    rootDir: project,
    testEnvironment: join(root, 'tools/rehearsal/own-temporary-folder.mjs'),
    cacheDirectory: join(folder, 'cache'),
  };
  const args = [installed('jest'), '--runInBand', '--config', JSON.stringify(config)];
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: project,
    env: { ...process.env, ...variables, TMPDIR: temporary },
    encoding: 'utf8',
  });
  // The caches of loaders are shared, and stay.
  return { status, stderr, left: readdirSync(temporary).filter((name) => !/^(tsx-|node-compile-cache$)/.test(name)) };
}

const leaves = (name: string) => `
  const { mkdirSync } = require('node:fs');
  const { execFileSync } = require('node:child_process');
  test('leaves a folder', () => {
    mkdirSync(require('node:path').join(require('node:os').tmpdir(), '${name}'));
    execFileSync('sh', ['-c', 'touch "$TMPDIR/of-a-program"'], { env: { ...process.env } });
  });`;

test('the files of a test, and of a program that it starts, in the temporary folder are removed with the test', () => {
  const { status, left } = run(leaves('cdktf.outdir.abcdef'));
  expect([status, left]).toEqual([0, []]);
});

test('a file of a program of this project that is left there fails the test, and is named', () => {
  const { status, stderr, left } = run(leaves('embedded-aws-Abc123'));
  expect([status, left]).toEqual([1, []]);
  expect(stderr).toContain('Left in the temporary folder by a program of this repository: embedded-aws-Abc123');
});

test('the asynchronous context of a test file is not kept in the next files', () => {
  // Up to Node 22 every storage that is enabled has a property of each asynchronous resource (lib/async_hooks.js, _propagate).
  const counts = `
    test('is followed by jest alone', () => {
      const { AsyncResource } = require('node:async_hooks');
      const names = Object.getOwnPropertySymbols(new AsyncResource('one')).map(({ description }) => description);
      expect(names.filter((name) => name === 'kResourceStore').length).toBeLessThan(2);
    });`;
  const { status, stderr } = run(counts, counts, counts);
  expect([status, stderr]).toEqual([0, expect.stringContaining('3 passed')]);
});

describe('a test file with a time until which it may begin', () => {
  const works = `
    const log = (text) => require('node:fs').appendFileSync(process.env.LOG, text + '\\n');
    beforeAll(() => log('hook'));
    test('works', () => log('test'));
    describe('in a block', () => {
      beforeAll(() => log('inner hook'));
      it.each([1, 2])('works %i', () => log('inner test'));
    });`;
  const ran = (until: number) => {
    const log = join(mkdtempSync(join(tmpdir(), 'late-')), 'log');
    writeFileSync(log, '');
    const { status, stderr } = runWith({ LOG: log, TESTS_BEGIN_UNTIL: String(until) }, works);
    return { status, stderr, log: readFileSync(log, 'utf8').split('\n').filter(Boolean) };
  };

  it('runs whole if it begins before it', () => {
    const { status, log } = ran(Date.now() + 3_600_000);
    expect([status, log]).toEqual([0, ['hook', 'test', 'inner hook', 'inner test', 'inner test']]);
  });

  it('runs no hook and no test after it, and all its tests are counted as skipped', () => {
    const { status, stderr, log } = ran(Date.now() - 1);
    expect([status, log]).toEqual([0, []]);
    expect(stderr).toMatch(/Tests: +3 skipped, 3 total/);
  });
});

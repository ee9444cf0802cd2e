import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installed, root } from './programs';

/** Runs jest on a test of this text, on a machine whose temporary folder is one of ours. */
function run(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'j-'));
  const [project, temporary] = [join(folder, 'project'), join(folder, 'tmp')];
  for (const made of [project, temporary]) mkdirSync(made);
  writeFileSync(join(project, 'a.test.js'), text);
  const config = {
    rootDir: project,
    testEnvironment: join(root, 'tools/rehearsal/own-temporary-folder.mjs'),
    cacheDirectory: join(folder, 'cache'),
  };
  const { status, stderr } = spawnSync(process.execPath, [installed('jest'), '--config', JSON.stringify(config)], {
    cwd: project,
    env: { ...process.env, TMPDIR: temporary },
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

test('what a test, and a program that it starts, leave in the temporary folder goes with the test', () => {
  const { status, left } = run(leaves('cdktf.outdir.abcdef'));
  expect([status, left]).toEqual([0, []]);
});

test('what a program of ours leaves there fails the test, and is named', () => {
  const { status, stderr, left } = run(leaves('embedded-aws-Abc123'));
  expect([status, left]).toEqual([1, []]);
  expect(stderr).toContain('Left in the temporary folder by a program of ours: embedded-aws-Abc123');
});

import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { revisionOf, stepArguments } from './cluster-step';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cluster-step-'));
  mkdirSync(join(folder, 'bin'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function program(name: string, text: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(folder, name), 0o755);
}

/**
 * Runs the step as EMR's command-runner does, with stand-ins for the AWS CLI and sudo; returns the executed commands.
 */
function step(setup = 'echo set up >>done'): { ok: boolean; done: string } {
  program('bin/aws', 'cp "$4" "$5"');
  program('bin/sudo', '"$@"');
  writeFileSync(join(folder, 'setup.sh'), setup);
  writeFileSync(join(folder, 'install'), 'echo "installs $*" >>done');
  const args = stepArguments({ install: 'install', setup: 'setup.sh', revision: 's3://b/r.zip', sha256: 'abc' });
  // By a relative path: the folder's own can contain characters that are special for a shell.
  const [bash = '', ...rest] = args.map((arg) => arg.replaceAll('/var/lib/malinshopper-setup', 'mark'));
  const env = { PATH: `${join(folder, 'bin')}:${process.env['PATH']}` };
  let ok = true;
  try {
    execFileSync(bash, rest, { cwd: folder, env, stdio: 'pipe' });
  } catch {
    ok = false;
  }
  const done = join(folder, 'done');
  return { ok, done: existsSync(done) ? readFileSync(done, 'utf8') : '' };
}

describe('a step that brings a release to a cluster', () => {
  test('sets the primary node up first, and then only when its script has changed', () => {
    const release = 'installs s3://b/r.zip abc\n';
    expect(step()).toEqual({ ok: true, done: `set up\n${release}` });
    expect(step()).toEqual({ ok: true, done: `set up\n${release}${release}` });
    expect(step('echo changed >>done').done).toBe(`set up\n${release}${release}changed\n${release}`);
  });

  test('fails before the release when the node cannot be set up, and tries that again the next time', () => {
    expect(step('exit 3')).toEqual({ ok: false, done: '' });
    expect(step('exit 3')).toEqual({ ok: false, done: '' });
  });

  test('contains its revision', () => {
    expect(revisionOf(stepArguments({ install: 'i', setup: 's', revision: 'r', sha256: 'abc' }))).toBe('abc');
    expect(revisionOf()).toBeUndefined();
  });
});

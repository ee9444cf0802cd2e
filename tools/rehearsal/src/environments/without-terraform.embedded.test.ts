import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../programs';
import { closeWorld } from '../world';
// Other tests run on the usual one at the same time.
process.env['EMBEDDED_AWS_PORT'] = '4624';

const machine = mkdtempSync(join(tmpdir(), 'machine-'));
const bin = join(machine, 'bin');
const home = join(machine, 'home');
mkdirSync(join(home, 'malinshopper'), { recursive: true });
// moto can be in this user's cache; an installed Terraform is left out.
const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'malinshopper');
for (const name of existsSync(cache) ? readdirSync(cache) : []) {
  if (name.startsWith('moto-')) symlinkSync(join(cache, name), join(home, 'malinshopper', name));
}

/** A machine that reaches only itself, with any network of the machine that runs this test. */
const withoutNetwork = `
  const { fetch } = globalThis;
  const isHere = (url) => new URL(url).hostname === '127.0.0.1';
  const unknown = () => new TypeError('fetch failed', { cause: new Error('getaddrinfo EAI_AGAIN') });
  globalThis.fetch = (url, options) => (isHere(url) ? fetch(url, options) : Promise.reject(unknown()));`;

/** The output of `npm start`, and its exit code, on a machine with these programs only. */
function start(programs: Readonly<Record<string, string>>): { status: number | null; lines: string[] } {
  rmSync(bin, { recursive: true, force: true });
  mkdirSync(bin, { recursive: true });
  symlinkSync(process.execPath, join(bin, 'node'));
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const preload = join(machine, 'without-network.cjs');
  writeFileSync(preload, withoutNetwork);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/run.mjs', 'start'], {
    cwd: root,
    env: {
      PATH: bin,
      HOME: home,
      XDG_CACHE_HOME: home,
      EMBEDDED_AWS_PORT: process.env['EMBEDDED_AWS_PORT'],
      NODE_OPTIONS: `--require ${JSON.stringify(preload)}`,
      NX_DAEMON: 'false',
      // pip contacts no index.
      PIP_NO_INDEX: '1',
    },
    encoding: 'utf8',
  });
  return { status, lines: `${stdout}${stderr}`.trim().split('\n') };
}

afterAll(async () => {
  await closeWorld();
  rmSync(machine, { recursive: true });
});

describe('npm start on a machine', () => {
  it('without Terraform and without a network synthesizes, and then names the missing program in one line', () => {
    // The Python of the machine that runs this test, with its installed packages.
    const { status, lines } = start({ python3: `PATH='${process.env['PATH']}' exec python3 "$@"` });
    expect(lines.filter((line) => /cannot be synthesized|^ +at /.test(line))).toEqual([]);
    expect(lines).toContainEqual(expect.stringMatching(/^Terraform is not on PATH: downloading https:/));
    expect(lines.at(-1)).toMatch(
      /^https:.*terraform.* cannot be downloaded: getaddrinfo EAI_AGAIN\. Install Terraform \(>= 1\.11, < 2\) by hand and put it on PATH\.$/,
    );
    expect(status).toBe(1);
  });

  it('without Python reports it in one line', async () => {
    await closeWorld();
    const { status, lines } = start({});
    expect(lines).toEqual([
      expect.stringMatching(/^The embedded AWS needs Python 3 .* Install Python 3\.11 or newer, then start again\.$/),
    ]);
    expect(status).toBe(1);
  });
});

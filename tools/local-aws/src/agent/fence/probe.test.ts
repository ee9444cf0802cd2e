import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootedInstance, itFenced, removeInstances } from '../testing/instance';
import { fenceProblem, platformProblem } from './probe';

afterEach(removeInstances);

itFenced('a trial leaves nothing behind on a machine on which a fence can be built', async () => {
  const folder = await bootedInstance();
  expect(await fenceProblem(folder)).toBeUndefined();
  expect(readdirSync(folder)).toEqual(['root']);
});

describe('if no fence can be built around hooks, the reason and the remedy are reported', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'probe-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('on other systems', () => {
    expect(platformProblem('darwin')).toBe(
      "Hooks are not run on this machine, because no fence can be built around them: it is made of Linux's namespaces, and this " +
        'is darwin. Run the embedded AWS in a Linux machine, as with Lima, or in a privileged container.',
    );
  });

  it('without the programs for it', () => {
    for (const name of ['mount', 'umount']) writeFileSync(join(folder, name), '', { mode: 0o755 });
    expect(platformProblem('linux', `/nowhere:${folder}`)).toMatch(
      /: setpriv, unshare, pivot_root, perl not found in \/nowhere:.*\. Install util-linux 2\.34 or newer, and perl\.$/,
    );
  });

  it('if programs ask the instance for their libraries', () => {
    for (const name of ['setpriv', 'unshare', 'mount', 'umount', 'pivot_root', 'perl', 'ld-musl-x86_64.so.1']) {
      writeFileSync(join(folder, name), '', { mode: 0o755 });
    }
    expect(platformProblem('linux', folder, folder)).toMatch(
      /use musl, which reads the library path from a file .* Use a Linux with glibc/,
    );
    expect(platformProblem('linux', folder, '/nowhere')).toBeUndefined();
    expect(platformProblem('linux', folder, '/nowhere', '/none')).toMatch(
      /cannot be counted without \/none\/self\/smaps_rollup and \/none\/thread-self\/children\. Use Linux 4\.14 or newer/,
    );
  });
});

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { machine } from '../testing/machine';
import { temporaryFolder } from '../testing/temporary-folder';
import { testWith } from '../testing/tool';

const php = { name: 'php' };
const sh = { name: 'sh' };
const web = machine('production', 'web');
const folder = temporaryFolder();

describe('the health check', () => {
  const stamp = join(folder.path, 'mounted');
  const page = folder.write(
    'healthz.php',
    web.program('healthz.php').replace('/run/malinshopper-content/mounted', stamp),
  );
  /** Its answer after the last answer of the mount, in seconds. */
  const afterSeconds = (age: number) => {
    folder.write('mounted', '');
    const time = Date.now() / 1000 - age;
    utimesSync(stamp, time, time);
  };

  testWith(php, 'is green while the shared content answers', async (run) => {
    afterSeconds(3);
    expect(await run([page], { CONTENT_DISTRIBUTION: 's3fs' })).toMatchObject({ output: 'ok\n' });
  });

  testWith(php, 'is red when it has not answered for long, even without an error', async (run) => {
    afterSeconds(30);
    const { output } = await run([page], { CONTENT_DISTRIBUTION: 's3fs' });
    expect(output).toBe('the shared content is not mounted, or does not answer\n');
  });

  testWith(php, 'is red when it was never mounted, and when no setting declares that it is needed', async (run) => {
    rmSync(stamp, { force: true });
    expect((await run([page], { CONTENT_DISTRIBUTION: 's3fs' })).output).toContain('not mounted');
    expect((await run([page], { CONTENT_DISTRIBUTION: '' })).output).toContain('not mounted');
  });

  testWith(php, 'needs none where web servers get events', async (run) => {
    rmSync(stamp, { force: true });
    expect((await run([page], { CONTENT_DISTRIBUTION: 'events' })).output).toBe('ok\n');
  });
});

testWith(sh, 'the shared content has time to start', async (run) => {
  const program = folder.write(
    'content-mounted',
    web.program('content-mounted').replace('stamps=/run/malinshopper-content', `stamps=${folder.path}/stamps`),
  );
  mkdirSync(join(folder.path, 'stamps'));
  const waiting = run([program, 'wait']);
  for (const stamp of ['mounted', 'readable']) folder.write(`stamps/${stamp}`, '');
  expect(await waiting).toMatchObject({ ok: true });
});

testWith({ name: 'mountpoint' }, 'a mount is distinguished from a folder', async () => {
  const runtime = join(folder.path, 'runtime');
  mkdirSync(runtime, { recursive: true });
  const watch = folder.write('content-watch', web.program('content-watch').replace('  sleep 2', '  wait; exit'));
  const looksAt = (path: string) =>
    execFileSync('sh', [watch], { env: { ...process.env, RUNTIME_DIRECTORY: runtime, CONTENT_PATH: path } });
  looksAt('/proc');
  for (const stamp of ['mounted', 'readable'])
    expect(Date.now() - statSync(join(runtime, stamp)).mtimeMs).toBeLessThan(10_000);
  looksAt(folder.path);
  expect(existsSync(join(runtime, 'mounted'))).toBe(false);
});

describe('the capacity of a machine', () => {
  const size = folder.write('size', web.program('size'));
  const of = (memoryGiB: number, processors: number) => ({
    MEMORY_KIB: String(memoryGiB * 1024 * 1024),
    PROCESSORS: String(processors),
  });

  testWith(sh, 'in processes of PHP depends on its memory, limited by its processors', async (run) => {
    const children = async (...machineSize: [number, number]) =>
      Number((await run([size, 'php-children'], of(...machineSize))).output);
    expect(await children(2, 2)).toBe(24);
    expect(await children(4, 2)).toBe(56);
    expect(await children(8, 2)).toBe(64);
    expect(await children(0.5, 1)).toBe(2);
  });

  testWith(sh, 'in jobs leaves a tenth of every processor', async (run) => {
    expect((await run([size, 'jobs-cpu-quota'], of(8, 2))).output).toBe('180%\n');
  });

  testWith(sh, 'is derived from the machine itself', async (run) => {
    expect(Number((await run([size, 'php-children'])).output)).toBeGreaterThanOrEqual(2);
  });

  testWith(sh, 'is refused for any other resource', async (run) => {
    expect(await run([size, 'nothing'])).toEqual({
      ok: false,
      output: 'size: "php-children" or "jobs-cpu-quota"; received "nothing"\n',
    });
  });
});

testWith(sh, "PHP's starter names the missing package", async (run) => {
  const php = folder.write('php', web.program('php').replace('/usr/sbin/php-fpm*', `${folder.path}/none*`));
  expect(await run([php])).toMatchObject({ ok: false, output: expect.stringContaining('install the package php-fpm') });
});

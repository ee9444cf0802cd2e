import { readdirSync, readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { bootedInstance, itFenced, removeInstances, runHook } from '../testing/instance';
import { hookUser } from './hook-user';

afterEach(removeInstances);

describe('a hook', () => {
  itFenced('finds the instance as its root, and the programs of the machine', async () => {
    const folder = await bootedInstance();
    const { end, stdout } = await runHook(
      folder,
      'pwd; umask; ls -1 /home; hostname; id -un; echo done >/srv/made; awk "BEGIN{print 1+1}"',
    );
    expect(end).toEqual({ kind: 'exited', code: 0 });
    expect(stdout).toBe('/opt/codedeploy-agent\n0022\nubuntu\ni-0123456789abcdef0\nroot\n2\n');
    expect(readFileSync(join(folder, 'root/srv/made'), 'utf8')).toBe('done\n');
    expect(statSync(join(folder, 'root/srv/made')).uid).toBe(hookUser ?? process.getuid!());
    expect(hostname()).not.toBe('i-0123456789abcdef0');
  });

  itFenced('prints wherever programs print', async () => {
    const run = await runHook(
      await bootedInstance(),
      'echo 1; echo 2 >&2; echo 3 >/dev/stdout; echo 4 | tee /dev/stderr; echo 5 >/dev/fd/2',
    );
    expect(run).toEqual({ end: { kind: 'exited', code: 0 }, stdout: '1\n3\n4\n', stderr: '2\n4\n5\n' });
  });

  itFenced('ends with the code that it ends with', async () => {
    const folder = await bootedInstance();
    expect((await runHook(folder, 'exit 7')).end).toEqual({ kind: 'exited', code: 7 });
    expect((await runHook(folder, 'kill -9 $$')).end).toEqual({ kind: 'exited', code: 137 });
    expect((await runHook(folder, '#!/no/such/interpreter\n')).end).toEqual({ kind: 'exited', code: 127 });
  });

  itFenced('has only the given variables and PATH in its environment', async () => {
    const { stdout } = await runHook(await bootedInstance(), 'tr "\\0" "\\n" </proc/$$/environ | sort');
    expect(stdout).toBe(
      'LIFECYCLE_EVENT=ApplicationStart\nPATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n',
    );
  });

  itFenced('may give its files to any user of the instance: all are its own user', async () => {
    const { end } = await runHook(
      await bootedInstance(),
      // eslint-disable-next-line prose/sources -- a user of Linux
      'set -e; cd /srv; touch a; chown www-data:adm a; install -o nobody a b',
    );
    expect(end).toEqual({ kind: 'exited', code: 0 });
  });

  itFenced('leaves no process behind', async () => {
    const folder = await bootedInstance();
    const began = Date.now();
    const { end } = await runHook(
      folder,
      '(setsid sh -c "sleep 0.3; echo late >/srv/late; sleep 60" >/dev/null 2>&1) & sleep 0.1',
    );
    expect(end).toEqual({ kind: 'exited', code: 0 });
    expect(Date.now() - began).toBeLessThan(30_000);
    // It would have written by the end of another hook that takes longer.
    await runHook(folder, 'sleep 0.5');
    expect(readdirSync(join(folder, 'root/srv'))).toEqual([]);
  });

  itFenced.each([
    ['stdout', 'sleep 60 2>/dev/null &'],
    ['stderr', 'sleep 60 >/dev/null & exit 3'],
    ['stdout', 'setsid sleep 60 &'],
  ] as const)('is waited for until no process has its %s open, up to its time limit: %s', async (output, text) => {
    const { end, stdout } = await runHook(await bootedInstance(), `echo begun; ${text}`, { timeoutMs: 500 });
    expect([end, stdout]).toEqual([{ kind: 'left-open', output }, 'begun\n']);
  });

  itFenced('has ended when its background processes close their outputs in time', async () => {
    const { end, stdout } = await runHook(await bootedInstance(), '{ sleep 0.3; echo late; } & exit 7');
    expect([end, stdout]).toEqual([{ kind: 'exited', code: 7 }, 'late\n']);
  });

  itFenced('may start a few hundred processes, not more', async () => {
    const { stdout, end } = await runHook(
      await bootedInstance(),
      'i=0; while [ $i -lt 400 ]; do i=$((i+1)); sleep 30 >/dev/null 2>&1 & [ $((i % 10)) -ne 0 ] || echo $i; done',
    );
    expect(end).toMatchObject({ kind: 'exited' });
    const started = Math.max(...stdout.trim().split('\n').map(Number));
    expect(started).toBeGreaterThan(100);
    expect(started).toBeLessThan(256);
  });

  itFenced('may write files of a gigabyte, not more', async () => {
    const folder = await bootedInstance();
    const { stdout } = await runHook(
      folder,
      'truncate -s 1073741824 /srv/a && echo fits; truncate -s 1073741825 /srv/b || echo refused',
    );
    expect(stdout).toBe('fits\nrefused\n');
  });

  itFenced('is ended after its time, with its children and whatever they wait for', async () => {
    const began = Date.now();
    const { end } = await runHook(await bootedInstance(), 'trap "" TERM INT HUP; setsid sleep 60 & sleep 60', {
      timeoutMs: 300,
    });
    expect(end).toEqual({ kind: 'timed-out' });
    expect(Date.now() - began).toBeLessThan(30_000);
  });

  itFenced('ends at an abort, at any moment', async () => {
    const folder = await bootedInstance();
    const stop = new AbortController();
    const run = await runHook(folder, 'echo ready; sleep 60', { signal: stop.signal, onOutput: () => stop.abort() });
    expect(run.end).toEqual({ kind: 'aborted' });
    for (const delay of [0, 2, 5, 10, 20, 40, 80]) {
      // Each a new one: the first hook of an instance takes other steps.
      const { end } = await runHook(await bootedInstance(), 'sleep 60', { signal: AbortSignal.timeout(delay) });
      expect(end).toEqual({ kind: 'aborted' });
    }
    expect((await runHook(folder, 'sleep 60', { signal: AbortSignal.abort() })).end).toEqual({ kind: 'aborted' });
  });
});

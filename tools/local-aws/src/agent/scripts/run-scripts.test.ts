import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bounds } from '../fence/bounds';
import { fenceProblem } from '../fence/probe';
import { itFenced, removeInstances } from '../testing/instance';
import { archive, deploymentFolder, runHooks } from '../testing/run-hooks';

afterEach(removeInstances);
jest.mock('../fence/probe', () => ({ fenceProblem: jest.fn() }));

describe('the scripts of an event', () => {
  itFenced('run in their order, and their output is returned', async () => {
    const { diagnostics, scriptMilliseconds, root } = await runHooks(
      { 'hooks/a': 'echo one', 'hooks/b': 'echo two >&2' },
      [{}, { location: 'hooks/b' }],
    );
    const logTail = 'LifecycleEvent - ApplicationStart\nScript - hooks/a\n[stdout]one\nScript - hooks/b\n[stderr]two\n';
    expect(diagnostics).toEqual({ errorCode: 'Success', message: 'Succeeded', logTail });
    expect(scriptMilliseconds).toBeGreaterThan(1);
    expect(readFileSync(join(root, deploymentFolder, 'logs/scripts.log'), 'utf8')).toMatch(
      /^\S+ \S+ LifecycleEvent - [^]* \[stderr\]two\n$/,
    );
  });

  itFenced('end with the first that fails', async () => {
    const { diagnostics } = await runHooks({ 'hooks/a': 'echo "no database"; exit 3', 'hooks/b': 'echo two' }, [
      {},
      { location: 'hooks/b' },
    ]);
    expect(diagnostics).toEqual({
      errorCode: 'ScriptFailed',
      scriptName: 'hooks/a',
      message: 'Script at specified location: hooks/a failed with exit code 3',
      logTail: 'LifecycleEvent - ApplicationStart\nScript - hooks/a\n[stdout]no database\n',
    });
  });

  itFenced('end when one takes too long', async () => {
    const { diagnostics } = await runHooks({ 'hooks/a': 'echo begun; sleep 60' }, [{ timeoutSeconds: 2 }]);
    expect(diagnostics).toEqual({
      errorCode: 'ScriptTimedOut',
      scriptName: 'hooks/a',
      message: 'Script at specified location: hooks/a failed to complete in 2 seconds',
      logTail: 'LifecycleEvent - ApplicationStart\nScript - hooks/a\n[stdout]begun\n',
    });
  });

  it('end when one is missing', async () => {
    const { diagnostics } = await runHooks({ 'hooks/b/x': '' }, [{ location: 'hooks/b' }]);
    expect(diagnostics).toEqual({
      errorCode: 'ScriptMissing',
      scriptName: 'hooks/b',
      message: `Script does not exist at specified location: ${archive}/hooks/b`,
      logTail: 'LifecycleEvent - ApplicationStart\n',
    });
  });

  itFenced('are made executable', async () => {
    const { diagnostics, root } = await runHooks({ 'hooks/a': 'echo ran' }, [{}], { mode: 0o644 });
    expect(diagnostics.logTail).toMatch(/\[stdout\]ran\n$/);
    expect(statSync(join(root, archive, 'hooks/a')).mode & 0o777).toBe(0o755);
  });

  itFenced('run as users that the instance knows, and as no others', async () => {
    expect((await runHooks({ 'hooks/a': 'echo ran' }, [{ runAs: 'ubuntu' }])).diagnostics.errorCode).toBe('Success');
    expect((await runHooks({ 'hooks/a': 'exit 2' }, [{ runAs: 'ubuntu' }])).diagnostics.message).toBe(
      'Script at specified location: hooks/a run as user ubuntu failed with exit code 2',
    );
    // Its shell is nologin, on Ubuntu as here, and `su` without -s starts that.
    expect((await runHooks({ 'hooks/a': 'echo ran' }, [{ runAs: 'www-data' }])).diagnostics).toMatchObject({
      message: 'Script at specified location: hooks/a run as user www-data failed with exit code 1',
      logTail: expect.stringContaining('This account is currently not available.'),
    });
    expect((await runHooks({ 'hooks/a': 'echo ran' }, [{ runAs: 'mary' }])).diagnostics).toEqual({
      errorCode: 'ScriptFailed',
      scriptName: 'hooks/a',
      message: 'Script at specified location: hooks/a run as user mary failed with exit code 1',
      logTail:
        'LifecycleEvent - ApplicationStart\nScript - hooks/a\n' +
        '[stderr]su: user mary does not exist or the user entry does not contain all the required fields\n',
    });
  });

  itFenced('end when one exceeds a limit of the fence, and name the limit', async () => {
    jest.replaceProperty(bounds as { memoryBytes: number }, 'memoryBytes', 100 * 1024 ** 2);
    const { diagnostics } = await runHooks({ 'hooks/a': '#!/usr/bin/perl\nmy $x = "x" x (200 << 20); sleep 30\n' }, [
      {},
    ]);
    jest.restoreAllMocks();
    expect(diagnostics).toMatchObject({
      errorCode: 'ScriptFailed',
      scriptName: 'hooks/a',
      message: expect.stringMatching(
        /^Script at specified location: hooks\/a was ended: with its child processes, it had 0\.\d+ GiB of memory, shared memory included, and hooks may have 0\.1 GiB in all\. Let/,
      ),
    });
  });

  itFenced('may print megabytes', async () => {
    const { diagnostics, root } = await runHooks(
      { 'hooks/a': 'yes 0123456789 | head -c 30000000; echo; echo the end' },
      [{}],
    );
    expect(diagnostics.errorCode).toBe('Success');
    expect(diagnostics.logTail).toMatch(/\n\[stdout\]the end\n$/);
    expect(statSync(join(root, deploymentFolder, 'logs/scripts.log')).size).toBeLessThan(10.5 * 1024 * 1024);
  });

  it('are not run if no fence can be built around them', async () => {
    jest.mocked(fenceProblem).mockResolvedValueOnce('Hooks are not run on this machine, because ...');
    const { diagnostics } = await runHooks({ 'hooks/a': 'touch /srv/ran' }, [{}]);
    expect(diagnostics).toMatchObject({
      errorCode: 'UnknownError',
      scriptName: 'hooks/a',
      message: expect.stringMatching(/^Hooks are not run/),
    });
  });
});

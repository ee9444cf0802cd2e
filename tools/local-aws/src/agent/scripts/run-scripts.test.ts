import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Script } from '@malinshopper/revision';
import type { EventResult } from '../agent';
import { giveAllToHooks } from '../fence/hook-user';
import { fenceProblem } from '../fence/probe';
import { deploymentOf, appSpec } from '../testing/deployment';
import { bootedInstance, itFenced, removeInstances } from '../testing/instance';
import { runScripts } from './run-scripts';

afterEach(removeInstances);
jest.mock('../fence/probe', () => ({ fenceProblem: jest.fn() }));

const deploymentFolder = '/opt/codedeploy-agent/deployment-root/group-1/d-1';
const archive = `${deploymentFolder}/deployment-archive`;

async function run(
  files: Readonly<Record<string, string>>,
  scripts: readonly Partial<Script>[],
  mode = 0o755,
): Promise<EventResult & { root: string }> {
  const folder = await bootedInstance();
  const root = join(folder, 'root');
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, archive, name)), { recursive: true });
    writeFileSync(join(root, archive, name), `#!/bin/sh\n${content}\n`, { mode });
  }
  await giveAllToHooks(join(root, 'opt'));
  const result = await runScripts({
    folder,
    event: 'ApplicationStart',
    deployment: await deploymentOf('d-1', { 'appspec.yml': appSpec('') }),
    scripts: scripts.map((script) => ({ location: 'hooks/a', timeoutSeconds: 60, ...script })),
    archive,
    deploymentFolder,
    signal: new AbortController().signal,
    say: () => {},
  });
  return { ...result, root };
}

describe('the scripts of an event', () => {
  itFenced('run in their order, and tell what they print', async () => {
    const { diagnostics, scriptMilliseconds, root } = await run({ 'hooks/a': 'echo one', 'hooks/b': 'echo two >&2' }, [
      {},
      { location: 'hooks/b' },
    ]);
    const logTail = 'LifecycleEvent - ApplicationStart\nScript - hooks/a\n[stdout]one\nScript - hooks/b\n[stderr]two\n';
    expect(diagnostics).toEqual({ errorCode: 'Success', message: 'Succeeded', logTail });
    expect(scriptMilliseconds).toBeGreaterThan(1);
    expect(readFileSync(join(root, deploymentFolder, 'logs/scripts.log'), 'utf8')).toMatch(
      /^\S+ \S+ LifecycleEvent - [^]* \[stderr\]two\n$/,
    );
  });

  itFenced('end with the first that fails', async () => {
    const { diagnostics } = await run({ 'hooks/a': 'echo "no database"; exit 3', 'hooks/b': 'echo two' }, [
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
    const { diagnostics } = await run({ 'hooks/a': 'echo begun; sleep 60' }, [{ timeoutSeconds: 2 }]);
    expect(diagnostics).toEqual({
      errorCode: 'ScriptTimedOut',
      scriptName: 'hooks/a',
      message: 'Script at specified location: hooks/a failed to complete in 2 seconds',
      logTail: 'LifecycleEvent - ApplicationStart\nScript - hooks/a\n[stdout]begun\n',
    });
  });

  it('end when one is missing', async () => {
    const { diagnostics } = await run({ 'hooks/b/x': '' }, [{ location: 'hooks/b' }]);
    expect(diagnostics).toEqual({
      errorCode: 'ScriptMissing',
      scriptName: 'hooks/b',
      message: `Script does not exist at specified location: ${archive}/hooks/b`,
      logTail: 'LifecycleEvent - ApplicationStart\n',
    });
  });

  itFenced('are made executable', async () => {
    const { diagnostics, root } = await run({ 'hooks/a': 'echo ran' }, [{}], 0o644);
    expect(diagnostics.logTail).toMatch(/\[stdout\]ran\n$/);
    expect(statSync(join(root, archive, 'hooks/a')).mode & 0o777).toBe(0o755);
  });

  itFenced('run as users that the instance knows, and as no others', async () => {
    expect((await run({ 'hooks/a': 'echo ran' }, [{ runAs: 'www-data' }])).diagnostics.errorCode).toBe('Success');
    expect((await run({ 'hooks/a': 'exit 2' }, [{ runAs: 'www-data' }])).diagnostics.message).toBe(
      'Script at specified location: hooks/a run as user www-data failed with exit code 2',
    );
    expect((await run({ 'hooks/a': 'echo ran' }, [{ runAs: 'mary' }])).diagnostics).toEqual({
      errorCode: 'ScriptFailed',
      scriptName: 'hooks/a',
      message: 'Script at specified location: hooks/a run as user mary failed with exit code 1',
      logTail:
        'LifecycleEvent - ApplicationStart\nScript - hooks/a\n' +
        '[stderr]su: user mary does not exist or the user entry does not contain all the required fields\n',
    });
  });

  itFenced('may print megabytes', async () => {
    const { diagnostics, root } = await run({ 'hooks/a': 'yes 0123456789 | head -c 30000000; echo; echo the end' }, [
      {},
    ]);
    expect(diagnostics.errorCode).toBe('Success');
    expect(diagnostics.logTail).toMatch(/\n\[stdout\]the end\n$/);
    expect(statSync(join(root, deploymentFolder, 'logs/scripts.log')).size).toBeLessThan(10.5 * 1024 * 1024);
  });

  it('are not run where no fence can be put around them', async () => {
    jest.mocked(fenceProblem).mockResolvedValueOnce('Hooks are not run on this machine, because ...');
    const { diagnostics } = await run({ 'hooks/a': 'touch /srv/ran' }, [{}]);
    expect(diagnostics).toMatchObject({
      errorCode: 'UnknownError',
      scriptName: 'hooks/a',
      message: expect.stringMatching(/^Hooks are not run/),
    });
  });
});

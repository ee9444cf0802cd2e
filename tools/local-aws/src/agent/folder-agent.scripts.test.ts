import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentEvent } from './agent';
import { deploy, files, never, newAgent, page, succeeded } from './testing/agent';
import { appSpec, deploymentOf } from './testing/deployment';
import { itFenced, removeInstances } from './testing/instance';
import { shellWord } from '../testing/shell-word';

afterEach(removeInstances);

describe('scripts', () => {
  const told = (...events: string[]) =>
    appSpec(
      `hooks:\n${events.map((event) => `  ${event}:\n    - location: hooks/tell\n      timeout: 60\n`).join('')}`,
    );
  const tell = (version: string) => ({
    'hooks/tell': `#!/bin/sh\necho "$LIFECYCLE_EVENT of ${version} in $DEPLOYMENT_ID" >>/srv/told\n`,
  });

  itFenced(
    'of the events before the download are of the last deployment that succeeded, the others of the new one',
    async () => {
      const { agent, root } = newAgent();
      const events = [
        'BeforeBlockTraffic',
        'AfterBlockTraffic',
        'ApplicationStop',
        'BeforeInstall',
        'AfterInstall',
      ] as const;
      const later = ['ApplicationStart', 'ValidateService', 'BeforeAllowTraffic', 'AfterAllowTraffic'] as const;
      const spec = { 'appspec.yml': told(...events, ...later) };
      async function whole(id: string, version: string, outcome: 'succeeds' | 'fails'): Promise<void> {
        const deployment = await deploymentOf(id, { ...spec, ...tell(version) });
        for (const event of [...events.slice(0, 3), 'DownloadBundle', ...events.slice(3), ...later] as AgentEvent[]) {
          expect((await agent.run(event, deployment, never)).diagnostics).toMatchObject(succeeded);
        }
        if (outcome === 'succeeds') await agent.succeeded(deployment);
      }
      await whole('d-1', 'v1', 'succeeds');
      await whole('d-2', 'v2', 'fails');
      await whole('d-3', 'v3', 'succeeds');
      const said = readFileSync(root('srv/told'), 'utf8').trim().split('\n');
      const own = (id: string, version: string) =>
        [...events.slice(3), ...later].map((event) => `${event} of ${version} in ${id}`);
      const old = (id: string) => events.slice(0, 3).map((event) => `${event} of v1 in ${id}`);
      expect(said).toEqual([
        ...own('d-1', 'v1'),
        ...old('d-2'),
        ...own('d-2', 'v2'),
        ...old('d-3'),
        ...own('d-3', 'v3'),
      ]);
    },
  );

  itFenced('find exactly the documented variables', async () => {
    const { agent, root } = newAgent();
    const spec = appSpec('hooks:\n  BeforeInstall:\n    - location: hooks/env\n      timeout: 60\n');
    const deployment = await deploymentOf('d-1', {
      'appspec.yml': spec,
      'hooks/env': '#!/bin/sh\ntr "\\0" "\\n" </proc/$$/environ | sort >/srv/env\n',
    });
    await deploy(agent, { ...deployment, bundle: { ...deployment.bundle, version: '3' } });
    expect(readFileSync(root('srv/env'), 'utf8').trim().split('\n')).toEqual([
      'APPLICATION_NAME=testing-malinshopper',
      'BUNDLE_BUCKET=packages',
      'BUNDLE_ETAG="0123"',
      'BUNDLE_KEY=releases/1.zip',
      'BUNDLE_VERSION=3',
      'DEPLOYMENT_GROUP_ID=group-1',
      'DEPLOYMENT_GROUP_NAME=testing-web',
      'DEPLOYMENT_ID=d-1',
      'LIFECYCLE_EVENT=BeforeInstall',
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    ]);
  });

  itFenced('may change installed files, and the files that a hook leaves do not harm the next deployment', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    try {
      const { agent, root } = newAgent();
      const spec = appSpec(`${files}hooks:\n  BeforeInstall:\n    - location: hooks/make\n      timeout: 60\n`);
      const make = (text: string) => ({ 'appspec.yml': spec, ...page, 'hooks/make': `#!/bin/sh\nset -e\n${text}\n` });
      await deploy(agent, await deploymentOf('d-1', make('echo made >"$(dirname "$0")/../web/made"')));
      expect(readFileSync(root('var/www/app/made'), 'utf8')).toBe('made\n');
      const links = `rm -r /var/www; ln -s ${shellWord(outside)} /var/www; mkfifo /srv/pipe; chmod u+s /srv; rm -r /var/log; ln -s ${shellWord(outside)} /var/log`;
      for (const [id, text] of [
        ['d-2', links],
        ['d-3', 'true'],
      ] as const) {
        expect((await deploy(agent, await deploymentOf(id, make(text)))).diagnostics).toMatchObject(succeeded);
        expect(readFileSync(root('var/www/app/index.php'), 'utf8')).toBe('hello');
      }
      const pipe = await deploy(agent, await deploymentOf('d-4', make('mkfifo "$(dirname "$0")/../web/pipe"')));
      expect(pipe.diagnostics.message).toMatch(
        /web\/pipe is neither a file nor a folder nor a link, and cannot be installed as/,
      );
      expect(readdirSync(outside)).toEqual([]);
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  itFenced('are ended with all their processes when the instance is gone', async () => {
    const { agent, folder, root } = newAgent();
    const spec = appSpec('hooks:\n  BeforeInstall:\n    - location: hooks/wait\n      timeout: 60\n');
    const wait = '#!/bin/sh\necho begun >/srv/begun\nmkdir -p /srv/shut/deep; chmod 0 /srv/shut\nsleep 60\n';
    const deployment = await deploymentOf('d-1', { 'appspec.yml': spec, 'hooks/wait': wait });
    await agent.run('DownloadBundle', deployment, never);
    const running = agent.run('BeforeInstall', deployment, never);
    const queued = agent.run('Install', deployment, never);
    while (!existsSync(root('srv/begun'))) await new Promise((resolve) => setImmediate(resolve));
    await agent.remove();
    expect((await running).diagnostics).toMatchObject({
      errorCode: 'UnknownError',
      message: 'Script at specified location: hooks/wait was ended: the deployment was stopped',
    });
    expect((await queued).diagnostics.message).toBe('Install was not carried out: the deployment was stopped');
    expect(existsSync(folder)).toBe(false);
  });
});

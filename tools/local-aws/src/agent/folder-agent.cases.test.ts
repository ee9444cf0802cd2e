import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { deploy, files, never, newAgent, page, succeeded } from './testing/agent';
import { appSpec, deploymentOf } from './testing/deployment';
import { itFenced, removeInstances } from './testing/instance';

afterEach(removeInstances);

const tell = { 'hooks/one': '#!/bin/sh\necho "$LIFECYCLE_EVENT" >>/srv/told\n' };

describe("cases that AWS's agent accepts are accepted in the same way", () => {
  itFenced('paths with slashes in front, of sources and of scripts', async () => {
    const { agent, root } = newAgent();
    const spec =
      'files:\n  - source: /index.html\n    destination: /srv/case/\n  - source: /assets\n    destination: /srv/case/assets\n' +
      'hooks:\n  AfterInstall:\n    - location: /hooks/one\n      runas: root\n  ApplicationStart:\n    - location: hooks/one\n';
    const revision = { 'appspec.yml': appSpec(spec), 'assets/a.css': '/* */', 'index.html': 'hello', ...tell };
    expect((await deploy(agent, await deploymentOf('d-1', revision))).diagnostics).toMatchObject(succeeded);
    expect(readdirSync(root('srv/case'))).toEqual(['assets', 'index.html']);
    expect(readdirSync(root('srv/case/assets'))).toEqual(['a.css']);
    expect(readFileSync(root('srv/told'), 'utf8')).toBe('AfterInstall\nApplicationStart\n');
  });

  it('sections and events without entries', async () => {
    const { agent } = newAgent();
    const spec = 'files:\npermissions: []\nhooks:\n  BeforeInstall:\n  AfterInstall: []\n';
    expect(
      (await deploy(agent, await deploymentOf('d-1', { 'appspec.yml': appSpec(spec) }))).diagnostics,
    ).toMatchObject(succeeded);
  });

  it("the appspec's file_exists_behavior before that of the deployment", async () => {
    const { agent, root } = newAgent();
    await agent.run('ApplicationStop', await deploymentOf('d-0', { 'appspec.yml': appSpec('') }), never);
    mkdirSync(root('var/www/app'), { recursive: true });
    writeFileSync(root('var/www/app/index.php'), 'by hand');
    const spec = appSpec(`${files}file_exists_behavior: RETAIN\n`);
    const deployment = await deploymentOf('d-1', { 'appspec.yml': spec, ...page });
    expect((await deploy(agent, { ...deployment, fileExistsBehavior: 'DISALLOW' })).diagnostics).toMatchObject(
      succeeded,
    );
    expect(readFileSync(root('var/www/app/index.php'), 'utf8')).toBe('by hand');
  });
});

describe("cases that fail with AWS's agent fail in the same way", () => {
  it('a file with a space at the end of its name, which the next Install does not find to remove it', async () => {
    const { agent } = newAgent();
    const revision = { 'appspec.yml': appSpec(files), 'web/note ': '' };
    expect((await deploy(agent, await deploymentOf('d-1', revision))).diagnostics).toMatchObject(succeeded);
    expect((await deploy(agent, await deploymentOf('d-2', revision))).diagnostics.message).toBe(
      'The deployment failed because a specified file already exists at this location: /var/www/app/note ',
    );
  });
});

describe('links that a hook leaves in the revision', () => {
  const archive = 'opt/codedeploy-agent/deployment-root/group-1/d-1/deployment-archive';

  it('are followed if they lead to a folder', async () => {
    const { agent, root } = newAgent();
    const deployment = await deploymentOf('d-1', { 'appspec.yml': appSpec(files), ...page, 'shared/a': 'a' });
    await agent.run('DownloadBundle', deployment, never);
    symlinkSync('../shared', root(`${archive}/web/shared`));
    expect((await agent.run('Install', deployment, never)).diagnostics).toMatchObject(succeeded);
    expect(readFileSync(root('var/www/app/shared/a'), 'utf8')).toBe('a');
    expect(
      readdirSync(root('var/www/app'), { withFileTypes: true })
        .find(({ name }) => name === 'shared')
        ?.isDirectory(),
    ).toBe(true);
  });

  it('are refused if they are circular, or lead to ever more folders', async () => {
    const { agent, root } = newAgent();
    const deployment = await deploymentOf('d-1', { 'appspec.yml': appSpec(files), ...page });
    await agent.run('DownloadBundle', deployment, never);
    const install = async () => (await agent.run('Install', deployment, never)).diagnostics.message;
    symlinkSync('.', root(`${archive}/web/again`));
    expect(await install()).toMatch(/^Too many levels of symbolic links/);
    rmSync(root(`${archive}/web`), { recursive: true });
    symlinkSync('0', root(`${archive}/web`));
    // Eight folders, each with two links to the next.
    for (let level = 0; level < 8; level += 1) {
      mkdirSync(root(`${archive}/${level}`));
      for (const name of ['a', 'b']) symlinkSync(`../${level + 1}`, root(`${archive}/${level}/${name}`));
    }
    mkdirSync(root(`${archive}/8`));
    expect(await install()).toMatch(/^More than 100 links to folders are to be installed: /);
  });
});

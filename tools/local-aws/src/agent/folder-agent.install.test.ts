import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deploy, files, never, newAgent, page, succeeded } from './testing/agent';
import { appSpec, deploymentOf } from './testing/deployment';
import { removeInstances } from './testing/instance';

afterEach(removeInstances);

describe('DownloadBundle and Install', () => {
  it('put the revision into the folder of the agent, and its files into the destinations of the appspec', async () => {
    const { agent, root } = newAgent();
    const deployment = await deploymentOf('d-1', {
      'appspec.yml': appSpec(files),
      ...page,
      'web/.htaccess': 'hidden',
      'web/a/b.txt': 'b',
    });
    expect((await deploy(agent, deployment)).diagnostics).toMatchObject(succeeded);
    expect(readFileSync(root('var/www/app/index.php'), 'utf8')).toBe('hello');
    expect(readdirSync(root('var/www/app'))).toEqual(['.htaccess', 'a', 'index.php']);
    const archive = root('opt/codedeploy-agent/deployment-root/group-1/d-1/deployment-archive');
    expect(readdirSync(archive)).toEqual(['appspec.yml', 'web']);
  });

  it('copy a single file into the folder that is its destination, and / as the whole revision', async () => {
    const { agent, root } = newAgent();
    const spec =
      'files:\n  - source: /\n    destination: /srv/all\n  - source: web/index.php\n    destination: /srv/one\n';
    await deploy(agent, await deploymentOf('d-1', { 'appspec.yml': appSpec(spec), ...page }));
    expect(readdirSync(root('srv/all'))).toEqual(['appspec.yml', 'web']);
    expect(readdirSync(root('srv/one'))).toEqual(['index.php']);
  });

  it('remove the files of the previous deployment, and keep other files beside them', async () => {
    const { agent, root } = newAgent();
    await deploy(
      agent,
      await deploymentOf('d-1', { 'appspec.yml': appSpec(files), ...page, 'web/old/x': 'x', 'web/kept/x': 'x' }),
    );
    writeFileSync(root('var/www/app/kept/upload'), 'of a user');
    await deploy(agent, await deploymentOf('d-2', { 'appspec.yml': appSpec(files), 'web/index.php': 'hello again' }));
    expect(readFileSync(root('var/www/app/index.php'), 'utf8')).toBe('hello again');
    expect(readdirSync(root('var/www/app'))).toEqual(['index.php', 'kept']);
    expect(readdirSync(root('var/www/app/kept'))).toEqual(['upload']);
  });

  it('refuse an existing file that belongs to no deployment, in the words of the agent, unless configured otherwise', async () => {
    const { agent, root } = newAgent();
    mkdirSync(join(root('var/www/app')), { recursive: true });
    // An instance that has booted: the folder exists already, so nothing is made again.
    writeFileSync(root('var/www/app/index.php'), 'by hand');
    const deployment = await deploymentOf('d-1', { 'appspec.yml': appSpec(files), ...page });
    expect((await deploy(agent, deployment)).diagnostics).toEqual({
      errorCode: 'UnknownError',
      message: 'The deployment failed because a specified file already exists at this location: /var/www/app/index.php',
      logTail: '',
    });
    await deploy(agent, { ...deployment, fileExistsBehavior: 'RETAIN' });
    expect(readFileSync(root('var/www/app/index.php'), 'utf8')).toBe('by hand');
    await deploy(agent, { ...deployment, fileExistsBehavior: 'OVERWRITE' });
    expect(readFileSync(root('var/www/app/index.php'), 'utf8')).toBe('hello');
    const wished = appSpec(`${files}file_exists_behavior: OVERWRITE\n`);
    rmSync(root('../agent.json'));
    expect(
      (await deploy(agent, await deploymentOf('d-2', { 'appspec.yml': wished, ...page }))).diagnostics,
    ).toMatchObject(succeeded);
  });

  it('keep five revisions, among them the last that succeeded', async () => {
    const { agent, root } = newAgent();
    const spec = { 'appspec.yml': appSpec('') };
    const first = await deploymentOf('d-1', spec);
    await deploy(agent, first);
    for (const id of ['d-2', 'd-3', 'd-4', 'd-5', 'd-6', 'd-7']) {
      await agent.run('DownloadBundle', await deploymentOf(id, spec), never);
    }
    expect(readdirSync(root('opt/codedeploy-agent/deployment-root/group-1'))).toEqual([
      'd-1',
      'd-4',
      'd-5',
      'd-6',
      'd-7',
    ]);
  });

  it('return the message of a failed download or of a faulty revision', async () => {
    const { agent } = newAgent();
    const deployment = await deploymentOf('d-1', { 'appspec.yml': appSpec('') });
    const download = async () => Promise.reject(new Error('NoSuchKey: The specified key does not exist.'));
    const missing = await agent.run('DownloadBundle', { ...deployment, download }, never);
    expect(missing.diagnostics.message).toBe('NoSuchKey: The specified key does not exist.');
    const broken = await agent.run(
      'DownloadBundle',
      { ...deployment, download: async () => Buffer.from('no zip') },
      never,
    );
    expect(broken.diagnostics).toMatchObject({ errorCode: 'UnknownError', message: expect.stringContaining('zip') });
    expect((await agent.run('Install', deployment, never)).diagnostics.message).toMatch(
      /^The CodeDeploy agent did not find an AppSpec file within the unpacked revision directory .* path "\/opt\/codedeploy-agent\//,
    );
  });

  it('stay inside of the instance despite all links in their paths', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    try {
      const { agent, root } = newAgent();
      const deployment = await deploymentOf('d-1', { 'appspec.yml': appSpec(files), ...page });
      await deploy(agent, deployment);
      for (const path of ['var/www/app', 'var/www', 'var', 'opt/codedeploy-agent/deployment-root', 'opt']) {
        rmSync(root(path), { recursive: true, force: true });
        symlinkSync(outside, root(path));
        await deploy(agent, { ...deployment, fileExistsBehavior: 'OVERWRITE' });
        expect([path, readdirSync(outside)]).toEqual([path, []]);
        rmSync(root(path), { recursive: true });
      }
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  it('follow the links of the instance as the instance does', async () => {
    const { agent, root } = newAgent();
    await agent.run('ApplicationStop', await deploymentOf('d-0', { 'appspec.yml': appSpec('') }), never);
    mkdirSync(root('srv/www'));
    symlinkSync('/srv/www', root('var/www'));
    await deploy(agent, await deploymentOf('d-1', { 'appspec.yml': appSpec(files), ...page }));
    expect(readFileSync(root('srv/www/app/index.php'), 'utf8')).toBe('hello');
  });
});

test('a link without a target in the place of a folder is refused', async () => {
  const { agent, root } = newAgent();
  await agent.run('ApplicationStop', await deploymentOf('d-0', { 'appspec.yml': appSpec('') }), never);
  symlinkSync('/nowhere', root('var/www'));
  expect(
    (await deploy(agent, await deploymentOf('d-1', { 'appspec.yml': appSpec(files), ...page }))).diagnostics.message,
  ).toBe('The deployment failed because a specified file already exists at this location: /var/www.');
});

test('links in a revision are installed as links', async () => {
  const { agent, root } = newAgent();
  const deployment = await deploymentOf('d-1', { 'appspec.yml': appSpec(files), ...page });
  await agent.run('DownloadBundle', deployment, never);
  symlinkSync('index.php', root('opt/codedeploy-agent/deployment-root/group-1/d-1/deployment-archive/web/link'));
  expect((await agent.run('Install', deployment, never)).diagnostics).toMatchObject(succeeded);
  expect(lstatSync(root('var/www/app/link')).isSymbolicLink()).toBe(true);
});

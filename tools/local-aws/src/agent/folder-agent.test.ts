import { existsSync, statSync } from 'node:fs';
import { folderAgent } from './folder-agent';
import { deploy, files, newAgent, page } from './testing/agent';
import { appSpec, deploymentOf } from './testing/deployment';
import { removeInstances } from './testing/instance';

afterEach(removeInstances);

describe('the agent', () => {
  it('stops waiting for a download when the deployment is stopped', async () => {
    const { agent } = newAgent();
    const stop = new AbortController();
    const deployment = await deploymentOf('d-1', { 'appspec.yml': appSpec('') });
    const download = () => {
      setImmediate(() => stop.abort());
      return new Promise<Buffer>(() => undefined);
    };
    expect((await agent.run('DownloadBundle', { ...deployment, download }, stop.signal)).diagnostics.message).toBe(
      'DownloadBundle was not carried out: the deployment was stopped',
    );
  });

  it('continues with an existing instance', async () => {
    const { agent, folder, root } = newAgent();
    await deploy(agent, await deploymentOf('d-1', { 'appspec.yml': appSpec(files), ...page }));
    const another = folderAgent({ folder, log: () => {} });
    await deploy(another, await deploymentOf('d-2', { 'appspec.yml': appSpec(''), ...page }));
    expect(existsSync(root('var/www/app/index.php'))).toBe(false);
    expect(existsSync(root('etc/passwd'))).toBe(true);
  });

  it('applies permissions, and reports unsupported ones', async () => {
    const { agent, root, logged } = newAgent();
    const permissions =
      'permissions:\n  - object: /var/www/app\n    pattern: "*.sh"\n    except: [b.sh]\n    owner: www-data\n    group: adm\n    mode: 750\n' +
      '    type: [file]\n  - object: /var/www/app\n    type: [directory]\n    mode: "2711"\n  - object: /var/www/app/index.php\n    acls: ["u:ubuntu:rw"]\n';
    const scripts = { 'web/a.sh': '', 'web/b.sh': '', 'web/sub/c.sh': '' };
    const result = await deploy(
      agent,
      await deploymentOf('d-1', { 'appspec.yml': appSpec(files + permissions), ...page, ...scripts }),
      'Install',
    );
    const mode = (path: string) => (statSync(root(`var/www/app/${path}`)).mode & 0o7777).toString(8);
    expect(['a.sh', 'b.sh', 'sub/c.sh', 'sub', '.'].map(mode)).toEqual(['750', '644', '644', '2711', '755']);
    expect(result.diagnostics.logTail).toBe(
      'acls of /var/www/app/index.php are not set here. The agent runs setfacl, and fails where no package acl is installed\n',
    );
    expect(logged).toEqual([expect.stringContaining('acls of /var/www/app/index.php are not set')]);
  });

  it('refuses users and groups that the instance does not know', async () => {
    const { agent } = newAgent();
    const permissions = (line: string) => appSpec(`${files}permissions:\n  - object: /var/www/app\n    ${line}\n`);
    const user = await deploy(agent, await deploymentOf('d-1', { 'appspec.yml': permissions('owner: mary'), ...page }));
    expect(user.diagnostics.message).toBe("can't find user for mary");
    const group = await deploy(
      agent,
      await deploymentOf('d-2', { 'appspec.yml': permissions('group: marys'), ...page }),
    );
    expect(group.diagnostics.message).toBe("can't find group for marys");
  });
});

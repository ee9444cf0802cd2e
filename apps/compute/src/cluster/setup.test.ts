import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { workerRoles, type WorkerRole } from '@malinshopper/environments';
import { onACluster } from '@malinshopper/testing';
import { Synthesized } from '../testing/synthesized';
import { temporaryFolder } from '../testing/temporary-folder';
import { testWith } from '../testing/tool';

const temporary = temporaryFolder();

describe('the setup of the primary node', () => {
  const stack = new Synthesized(onACluster('testing'));
  const [, synthesized] = Object.entries(stack.json.locals).find(([name]) => name.startsWith('cluster_setup_script'))!;
  /** As Terraform renders it: outputs of the data app are a plain word, and escapes are removed. */
  const script = synthesized
    .replace(/(?<!\$)\$\{data\.terraform_remote_state\.data\.outputs\.([\w.]+)\}/g, '$1')
    .replace(/([$%])\1\{/g, '$1{');
  const file = (path: string) =>
    script.split(`write ${path} `)[1]?.split('\nEND_OF_MALINSHOPPER_FILE\n')[0]?.replace(/^.*\n/, '');

  test('contains no Terraform template and no secret', () => {
    expect(synthesized.replace(/(?<!\$)\$\{data\.terraform_remote_state\.data\.outputs\.[\w.]+\}/g, '')).not.toMatch(
      /(?<![$%])[$%]\{/,
    );
    expect(script).not.toMatch(/AKIA|PRIVATE KEY/);
  });

  test('stops the jobs that have left the cluster, and only those', () => {
    const left: WorkerRole = 'updater-1';
    const partly = new Synthesized(
      onACluster(
        'testing',
        workerRoles.filter((role) => role !== left),
      ),
    );
    const [, text] = Object.entries(partly.json.locals).find(([name]) => name.startsWith('cluster_setup_script'))!;
    const ended = [...text.matchAll(/^\[ ! -e (\S+) \] \|\| systemctl disable --now (\S+)\nrm -rf \1 \1\.d$/gm)];
    expect(ended.map(([, , unit]) => unit)).toEqual(['malinshopper-updater-1.timer', 'malinshopper-updater-1.service']);
    expect(script).not.toContain('systemctl disable');
  });

  test('is a valid script', () => {
    expect(spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' }).stderr).toBe('');
  });

  test('accesses the content in S3 directly, without a mount', () => {
    expect(file('/etc/malinshopper.env')).toContain('CONTENT_URI=s3://contentBucketName');
    expect(file('/etc/malinshopper.env')).not.toMatch(/CONTENT_PATH|MALINSHOPPER_ROLE/);
    expect(script).not.toContain('s3fs ');
    expect(file('/usr/local/lib/malinshopper/publish')).toContain('hadoop fs -cp');
  });

  test.each(['fetcher', 'updater-1', 'updater-2'])('sets the role in the units of the job of %s', (role) => {
    const unit = `/etc/systemd/system/malinshopper-${role}.service`;
    expect(file(`${unit}.d/cluster.conf`)).toContain(`Environment=MALINSHOPPER_ROLE=${role}`);
    const here = file(unit);
    expect(here).toContain(`ExecStart=/var/www/malinshopper/bin/${role}`);
    expect(here).toContain('ExecStopPost=/usr/local/lib/malinshopper/heartbeat');
    expect(here).not.toContain('/srv/content');
  });

  test('rotates the logs of its jobs as on a worker', () => {
    expect(file('/etc/logrotate.d/malinshopper')).toContain('/var/log/malinshopper/*.log {');
    expect(file('/etc/systemd/system/logrotate.timer.d/malinshopper.conf')).toContain('OnCalendar=hourly');
    expect(script).toMatch(/^dnf install .* logrotate\b/m);
    const commands = script.split('systemctl daemon-reload\n')[1]!;
    expect(commands).toContain('systemctl enable logrotate.timer\nsystemctl restart logrotate.timer\n');
  });

  test('ships the log of each role to its own group', () => {
    const { logs } = JSON.parse(file('/etc/malinshopper/cloudwatch-agent.json')!) as {
      logs: { logs_collected: { files: { collect_list: { file_path: string; log_group_name: string }[] } } };
    };
    expect(
      logs.logs_collected.files.collect_list.map(({ file_path, log_group_name }) => [file_path, log_group_name]),
    ).toEqual(workerRoles.map((role) => [`/var/log/malinshopper/${role}.log`, `/malinshopper/testing/${role}`]));
  });

  testWith({ name: 'systemd-analyze' }, 'has units and drop-ins that systemd accepts', async (run) => {
    const root = join(temporary.path, 'primary');
    const put = (path: string, content: string, mode: number) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content, { mode });
    };
    const packaged = ['/usr/lib/systemd/system', '/lib/systemd/system'].find((path) => existsSync(path))!;
    cpSync(packaged, join(root, 'usr/lib/systemd/system'), { recursive: true, verbatimSymlinks: true });
    const files = [...script.matchAll(/^write (\S+) (\d+) .*\n([^]*?\n)END_OF_MALINSHOPPER_FILE$/gm)];
    for (const [, path, mode, content] of files) put(path!, content!, parseInt(mode!, 8));
    for (const role of workerRoles) put(`/var/www/malinshopper/bin/${role}`, '#!/bin/sh\n', 0o755);

    const units = files.map(([, path]) => path!).filter((path) => /^\/etc\/systemd\/system\/[^/]+$/.test(path));
    expect(units.length).toBeGreaterThan(6);
    const { output } = await run(['verify', `--root=${root}`, '--man=no', ...units.map((path) => basename(path))]);
    expect(output.split('\n').filter((line) => line.includes('malinshopper'))).toEqual([]);
  });

  testWith({ name: 'shellcheck' }, 'has nothing that shellcheck finds', async (run) => {
    expect(await run([temporary.write('setup.sh', script)])).toEqual({ ok: true, output: '' });
  });
});

test('the object that EMR runs keeps its name, for new nodes of a cluster that is older than the script', () => {
  const object = new Synthesized(onACluster('testing')).one<{ key: string; content: string }>(
    'aws_s3_object',
    'cluster/setup/Resource',
  ).config;
  expect(object.key).toBe('cluster/setup.sh');
  expect(object.content).toMatch(/^\$\{local\.cluster_setup_script_\w+\}$/);
});

test('the program that installs releases has its hash as its name, so that a step runs exactly that version', () => {
  const object = new Synthesized(onACluster('testing')).one<{ key: string; content: string }>(
    'aws_s3_object',
    'cluster/release/Resource',
  ).config;
  const sha256 = createHash('sha256').update(object.content).digest('hex');
  expect(object.key).toBe(`cluster/install-release-${sha256}`);
  expect(object.content).toMatch(/^#!\/bin\/sh\n/);
});

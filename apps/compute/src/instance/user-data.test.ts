import { gzipSync } from 'node:zlib';
import { environment, roles, roleTraits, workerRoles } from '@malinshopper/environments';
import { changedLines } from '@malinshopper/testing';
import { machine } from '../testing/machine';
import { kinds, Synthesized, synthesized } from '../testing/synthesized';

const cases = kinds.flatMap((kind) => roles.map((role) => [kind, role] as const));

describe.each(cases)('the user data in %s of the role %s', (kind, role) => {
  const stack = synthesized(kind);
  const template = stack.userData(role);
  const one = machine(kind, role);

  test('is within the limit of EC2, with a reserve', () => {
    expect(gzipSync(one.text).length).toBeLessThan(14 * 1024);
  });

  test('is in the launch template, and readable in the synthesized JSON', () => {
    const { config } = stack.one<{ user_data: string }>('aws_launch_template', `${role}/template/Resource`);
    expect(config.user_data).toMatch(new RegExp(`^\\$\\{base64gzip\\(local\\.${role}_template_user-data_\\w+\\)\\}$`));
    expect(template).toMatch(/^#cloud-config\n/);
  });

  test('contains no secret, only its ARN', () => {
    expect(one.text).not.toMatch(/AKIA|ASIA|PRIVATE KEY|password\s*[:=]\s*["']?\w/i);
    const { database } = roleTraits[role];
    const secret = `\${data.terraform_remote_state.data.outputs.databaseSecretArns.${database}}`;
    expect(template).toContain(`DATABASE_SECRET_ARN=${secret}\n`);
  });

  test('contains no Terraform template except for outputs of other apps', () => {
    const foreign = template
      .replace(/\$\{data\.terraform_remote_state\.data\.outputs\.[\w.]+\}/g, '')
      .replace(/[$%]([$%]\{)/g, '');
    expect(foreign).not.toMatch(/[$%]\{/);
  });

  test('writes no file twice, and contains every program of this repository that it runs', () => {
    const paths = one.files.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    const named = [...one.text.matchAll(/\/usr\/local\/lib\/malinshopper\/[\w.-]*\w/g)].map(([path]) => path);
    expect(paths).toEqual(expect.arrayContaining(named));
  });

  test('allows access through Session Manager, and none by SSH', () => {
    expect(one.commands).toContain('systemctl mask --now ssh.service ssh.socket');
    expect(one.commands).toContain('snap start --enable amazon-ssm-agent');
  });

  test('maintains the machine: time, security upgrades without a reboot, limited logs', () => {
    expect(one.packages).toEqual(expect.arrayContaining(['chrony', 'unattended-upgrades', 'logrotate']));
    expect(one.file('/etc/chrony/sources.d/amazon.sources')).toContain('server 169.254.169.123 ');
    expect(one.file('/etc/apt/apt.conf.d/90malinshopper')).toContain('Automatic-Reboot "false"');
    expect(one.file('/etc/systemd/journald.conf.d/malinshopper.conf')).toContain('SystemMaxUse=');
    expect(one.file('/etc/logrotate.d/malinshopper')).toContain('/var/log/malinshopper/*.log {');
  });

  test('has swap for idle memory on a web server, and none on a worker', () => {
    const swaps = one.commands.some((command) => command.includes('malinshopper-swap.service'));
    expect(swaps).toBe(roleTraits[role].swap);
    expect(one.commands.includes('swapoff --all')).toBe(!roleTraits[role].swap);
  });

  test("installs AWS's two agents, of a pinned version, from buckets of its own region", () => {
    const installed = one.commands.filter((command) => command.includes('/install-package '));
    expect(installed).toHaveLength(2);
    for (const command of installed) {
      const [, , version, url] = command.split(' ');
      expect(version).toMatch(/^\d+\.\d+/);
      expect(url).toMatch(/^"?https:\/\/[\w-]+-eu-west-1\.s3\.eu-west-1\.amazonaws\.com\//);
      expect(command.slice(command.indexOf('https'))).toContain(version);
    }
  });

  test("starts CodeDeploy's agent last, when a release would find everything ready", () => {
    expect(one.commands.at(-1)).toBe('systemctl enable --now codedeploy-agent');
  });
});

test('two synths give the same bytes', () => {
  const again = new Synthesized(environment('production'));
  expect(again.text).toBe(synthesized('production').text);
});

test('a worker has no web server, and a web server no Java', () => {
  for (const role of ['fetcher', 'updater-1', 'updater-2'] as const) {
    expect(machine('testing', role).packages).not.toContain('nginx');
  }
  expect(machine('testing', 'web').packages.join()).not.toContain('jre');
});

// The stack's own snapshot does not contain the user data. A changed file of the folder `files` changes the snapshot of
// each machine that gets the file. Two roles are shown in full. For every other role, the snapshot contains only the
// lines that differ from the most similar role.
test.each(['web', 'fetcher'] as const)('the user data in production of the role %s is as reviewed', (role) => {
  expect(synthesized('production').userData(role)).toMatchSnapshot();
});

test.each([...workerRoles.slice(1).map((role) => ['production', role] as const), ['testing', 'fetcher'] as const])(
  'the user data in %s of the role %s differs from the fetcher’s in production as reviewed',
  (kind, role) => {
    const fetcher = synthesized('production').userData('fetcher');
    expect(changedLines(fetcher, synthesized(kind).userData(role))).toMatchSnapshot();
  },
);

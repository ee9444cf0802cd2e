import { environment, roles } from '@malinshopper/environments';
import { kinds, Synthesized, synthesized } from '../testing/synthesized';

interface CloudConfig {
  readonly packages: string[];
  readonly write_files: { path: string; content: string; append?: boolean; defer?: boolean }[];
  readonly runcmd: string[];
}
const configOf = (text: string) => JSON.parse(text.replace('#cloud-config\n', '')) as CloudConfig;
const file = (config: CloudConfig, path: string) =>
  config.write_files.find((written) => written.path === path)?.content;
/** A token of Terraform is replaced by what it stands for: at most an ARN or a host name. */
const longestValue = 'x'.repeat(200);

const cases = kinds.flatMap((kind) => roles.map((role) => [kind, role] as const));

describe.each(cases)('the user data in %s of the role %s', (kind, role) => {
  const stack = synthesized(kind);
  const text = stack.userData(role);
  const config = configOf(text);
  const mount = file(config, '/etc/fstab')?.trim().split(' ') ?? [];
  const options = mount[3]?.split(',') ?? [];

  test('fits into what EC2 takes', () => {
    expect(Buffer.byteLength(text.replace(/\$\{[^}]*\}/g, longestValue))).toBeLessThan(16 * 1024);
  });

  test('is what the launch template boots', () => {
    const template = stack.one<{ user_data: string }>('aws_launch_template', `${role}/template/Resource`);
    expect(template.config.user_data).toMatch(new RegExp(`^\\$\\{base64encode\\(local\\.${role}_template_user-data_`));
  });

  test('holds no secret, only where it is', () => {
    expect(text).not.toMatch(/AKIA|PRIVATE KEY|password/i);
    expect(file(config, '/etc/malinshopper.env')).toContain(
      'DATABASE_SECRET_ARN=${data.terraform_remote_state.data.outputs.databaseSecretArn}\n',
    );
  });

  test('has nothing in it that Terraform would take for its own, but what the other apps publish', () => {
    const foreign = text.replace(/\$\{data\.terraform_remote_state\.data\.outputs\.\w+\}/g, '');
    expect(foreign).not.toMatch(/[$%]\{/);
  });

  test('mounts the shared content at every boot, by the role of the instance and from the endpoint of the region', () => {
    expect(mount).toHaveLength(6);
    expect(mount).toMatchObject({
      0: '${data.terraform_remote_state.data.outputs.contentBucketName}:/',
      1: '/srv/content',
      2: 'fuse.s3fs',
      4: '0',
      5: '0',
    });
    for (const option of [
      '_netdev',
      'allow_other',
      'iam_role=auto',
      'endpoint=eu-west-1',
      'url=https://s3.eu-west-1.amazonaws.com',
      'use_cache=/var/cache/s3fs',
      'ensure_diskfree=2048',
      'stat_cache_expire=60',
    ]) {
      expect(options).toContain(option);
    }
    expect(config.runcmd).toContain('mount /srv/content');
  });

  test('adds the mount to what is in fstab already', () => {
    expect(config.write_files.find(({ path }) => path === '/etc/fstab')).toMatchObject({ append: true });
  });

  test('lets only workers write', () => {
    expect(options.includes('ro')).toBe(role === 'web');
  });

  test("installs CodeDeploy's agent last, when a release would find everything ready", () => {
    expect(config.packages).toContain('ruby');
    expect(config.runcmd.at(-1)).toContain('install-codedeploy-agent auto');
  });
});

test('two synths give the same bytes', () => {
  const again = new Synthesized(environment('production'));
  expect(again.text).toBe(synthesized('production').text);
});

test('a web server answers /healthz by itself, from PHP', () => {
  const config = configOf(synthesized('testing').userData('web'));
  expect(config.packages).toEqual(expect.arrayContaining(['nginx', 'php-fpm']));
  expect(file(config, '/etc/nginx/sites-enabled/malinshopper')).toMatch(/location = \/healthz \{[^}]*healthz\.php/);
  expect(file(config, '/usr/share/malinshopper/healthz.php')).toContain("' /srv/content fuse.s3fs '");
});

test.each(['updater-1', 'updater-2'])('%s runs every hour, and makes up for an hour it was off', (role) => {
  const config = configOf(synthesized('testing').userData(role));
  expect(file(config, `/etc/systemd/system/malinshopper-${role}.timer`)).toMatch(/OnCalendar=hourly\nPersistent=true/);
  expect(file(config, `/etc/systemd/system/malinshopper-${role}.service`)).toContain(
    `/var/www/malinshopper/bin/${role}`,
  );
  expect(config.runcmd).toContain(`systemctl enable --now malinshopper-${role}.timer`);
});

test('the fetcher runs all the time', () => {
  const config = configOf(synthesized('testing').userData('fetcher'));
  expect(file(config, '/etc/systemd/system/malinshopper-fetcher.service')).toContain('Restart=always');
  expect(config.write_files.some(({ path }) => path.endsWith('.timer'))).toBe(false);
});

test('a worker has no web server', () => {
  for (const role of ['fetcher', 'updater-1', 'updater-2']) {
    expect(configOf(synthesized('testing').userData(role)).packages).not.toContain('nginx');
  }
});

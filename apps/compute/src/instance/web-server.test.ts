import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { machine } from '../testing/machine';
import { nginxConfig } from '../testing/nginx';
import { synthesized } from '../testing/synthesized';
import { temporaryFolder } from '../testing/temporary-folder';
import { phpFpm, testWith } from '../testing/tool';

const nginx = { name: 'nginx' };
const web = machine('production', 'web');
const site = web.file('/etc/malinshopper/nginx-site.conf');
const pools = web.file('/etc/malinshopper/php-fpm.conf');
const folder = temporaryFolder();
mkdirSync(join(folder.path, 'logs'));

/** In seconds. */
const seconds = (text: string, setting: RegExp) => Number(setting.exec(text)?.[1]);

const nginxWith = (text: string) => nginxConfig(folder, text, '127.0.0.1:48080');

/** PHP's folders are in the folder of the test. */
const poolsWith = (text: string) => {
  folder.write('size.conf', 'pm.max_children = 7\n');
  return folder.write(
    'php-fpm.conf',
    text.replaceAll('/run/malinshopper-php', folder.path).replaceAll('/var/log/malinshopper', `${folder.path}/logs`),
  );
};

describe('nginx', () => {
  testWith(nginx, 'accepts the site', async (run) => {
    const { ok, output } = await run(['-t', '-p', folder.path, '-c', nginxWith(site)]);
    expect(output).toContain('test is successful');
    expect(ok).toBe(true);
  });

  testWith(nginx, 'refuses an unknown directive', async (run) => {
    const wrong = nginxWith(site.replace('gzip on;', 'gzipped on;'));
    expect((await run(['-t', '-p', folder.path, '-c', wrong])).output).toContain('unknown directive "gzipped"');
  });

  test('keeps a connection longer than the load balancer does, so that no request is lost', () => {
    expect(seconds(site, /keepalive_timeout (\d+)s;/)).toBeGreaterThan(60);
  });

  test('answers /healthz from PHP, by a process that no page can keep busy, without a line in the log', () => {
    expect(site).toMatch(/location = \/healthz \{[^}]*access_log off;[^}]*health\.sock/);
    expect(site.match(/php\.sock/g)).toHaveLength(1);
  });

  test('writes its log as JSON, which CloudWatch can query', () => {
    const format = /log_format malinshopper escape=json\s+([^;]+);/.exec(site)![1]!;
    const line = format.replace(/'\s*'/g, '').replace(/^'|'$/g, '').replace(/\$\w+/g, '1');
    expect(JSON.parse(line)).toMatchObject({ status: 1, seconds: 1, method: '1', uri: '1' });
    expect(site).toContain('access_log /var/log/nginx/malinshopper.log malinshopper;');
  });

  test('finishes its requests when the machine stops, and PHP stops after it', () => {
    const dropIn = web.unit('nginx.service.d/malinshopper.conf');
    expect(dropIn).toContain('\nExecStop=\nKillSignal=SIGQUIT\n');
    expect(dropIn).toContain('After=malinshopper-php.service');
  });
});

describe('PHP', () => {
  testWith(phpFpm, 'accepts the pools, with as many processes as the machine supports', async (run) => {
    const { ok, output } = await run(['-tt', '-y', poolsWith(pools)]);
    expect(output).toContain('test is successful');
    expect(output).toMatch(/\[malinshopper\][^]*pm\.max_children = 7[^]*\[health\][^]*pm\.max_children = 1/);
    expect(ok).toBe(true);
  });

  testWith(phpFpm, 'refuses an unknown entry', async (run) => {
    const wrong = poolsWith(pools.replace('pm.max_requests', 'pm.most_requests'));
    expect((await run(['-t', '-y', wrong])).output).toContain("unknown entry 'pm.most_requests'");
  });

  test('runs by the unit of this repository, and the service of its package does not', () => {
    expect(web.unit('malinshopper-php.service')).toContain('--fpm-config /etc/malinshopper/php-fpm.conf');
    expect(web.commands.join('\n')).toMatch(/php\*-fpm\.service.*systemctl disable --now/);
  });

  test('gives a page less time than nginx waits, and nginx less than the load balancer waits for a stopping server', () => {
    const { config } = synthesized('production').one<{ deregistration_delay: string }>(
      'aws_lb_target_group',
      'web-entry/targets',
    );
    const page = seconds(pools, /request_terminate_timeout = (\d+)s/);
    const wait = seconds(site, /php\.sock;[^}]*fastcgi_read_timeout (\d+)s;/);
    expect(page).toBeGreaterThan(0);
    expect(wait).toBeGreaterThan(page);
    expect(Number(config.deregistration_delay)).toBeGreaterThan(wait);
    // The stop timeout of a service must cover the time limit of its pages.
    expect(seconds(web.unit('malinshopper-php.service'), /TimeoutStopSec=(\d+)/)).toBeGreaterThanOrEqual(page);
    expect(seconds(web.unit('nginx.service.d/malinshopper.conf'), /TimeoutStopSec=(\d+)/)).toBeGreaterThanOrEqual(wait);
  });

  test('accepts uploads of the same size as nginx', () => {
    const settings = web.file('/etc/malinshopper/php/malinshopper.ini');
    expect(site).toContain('client_max_body_size 16m;');
    expect(settings).toContain('post_max_size = 16M');
    expect(settings).toContain('upload_max_filesize = 16M');
  });
});

test('is served only after both are installed: the site of the package is removed, the own site is added, then nginx restarts', () => {
  const wanted = web.commands.filter((command) => command.includes('nginx'));
  expect(wanted).toEqual([
    'ln -sf /etc/malinshopper/nginx-site.conf /etc/nginx/sites-enabled/malinshopper',
    'rm -f /etc/nginx/sites-enabled/default',
    'systemctl restart malinshopper-php nginx',
  ]);
});

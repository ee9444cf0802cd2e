import { appendFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '@malinshopper/environments';
import { parse } from 'yaml';
import { examples, hooksOf, installedExample } from '../testing/example';
import { shell, workshops } from '../testing/program';
import { testWith } from '../testing/tool';
import { releasePath } from './paths';
import { webServer } from './web-server';

const example = join(examples, 'web-app');
const workshop = workshops();
const settings = ['DATABASE_HOST', 'DATABASE_NAME', 'CONTENT_BUCKET', 'STATIC_DOMAIN'];
const complete = Object.fromEntries(settings.map((name) => [name, 'x']));

/** A machine with the release, with a PHP and an nginx that follow the test. */
function machine(role: Role = 'web') {
  const place = workshop();
  const installed = installedExample(place, 'web-app', role);
  appendFileSync(installed.at('etc/malinshopper.env'), settings.map((name) => `${name}=of-${name}\n`).join(''));
  place.standIn('php', 'echo "php $* with $DATABASE_HOST" >>"$CALLS"; echo "$PHP_SAYS"; exit "${PHP_ENDS_WITH:-0}"');
  place.standIn('curl', 'echo "curl $*" >>"$CALLS"; echo "from nginx"; exit "${CURL_ENDS_WITH:-0}"');
  return {
    ...place,
    ...installed,
    /** PATH on a machine without PHP, with all that the hooks need. */
    pathWithoutPhp() {
      const folder = join(place.path, 'no-php');
      mkdirSync(folder);
      for (const name of ['sh', 'chmod', 'mv', 'find', 'grep']) {
        symlinkSync([`/usr/bin/${name}`, `/bin/${name}`].find(existsSync)!, join(folder, name));
      }
      return { PATH: folder };
    },
  };
}

describe('the pages of the web application', () => {
  const page = (place: ReturnType<typeof machine>, name: string) => [join(place.live, 'public', name)];
  const prepared = (text = '') => {
    const place = machine();
    if (text) writeFileSync(join(place.live, 'release.ini'), text);
    return place;
  };

  testWith({ name: 'php' }, 'show the release, the instance and the environment', async (run) => {
    const place = prepared('revision=0123abcd\ndeployment=d-<b>\n');
    const { ok, output } = await run(page(place, 'index.php'), { MALINSHOPPER_ENVIRONMENT: 'testing' });
    expect([ok, output]).toEqual([true, expect.stringMatching(/<dd>testing<[^]*<dd>0123abcd<[^]*<dd>d-&lt;b&gt;</)]);
    expect(output).not.toMatch(/Warning|<b>/);
  });

  testWith({ name: 'php' }, 'are healthy when everything that they need exists', async (run) => {
    const place = prepared('revision=0123abcd\ndeployment=d-1\n');
    expect(await run(page(place, 'health.php'), complete)).toEqual({ ok: true, output: 'ok\n' });
  });

  testWith({ name: 'php' }, 'list the missing parts when they are not', async (run) => {
    expect(await run(page(prepared(), 'health.php'), { ...complete, CONTENT_BUCKET: '' })).toEqual({
      ok: false,
      output:
        'CONTENT_BUCKET is not set: define it in /etc/malinshopper.env\nrelease.ini does not exist: hooks/prepare creates it\n',
    });
  });
});

describe('a release of the web application', () => {
  const bundle = { BUNDLE_KEY: 'releases/0123abcd.zip', DEPLOYMENT_ID: 'd-ABCDEF' };

  testWith(shell, 'checks the syntax of every page, and records the release', async (run) => {
    const { hook, live, calls } = machine();
    const env = { ...bundle, PHP_SAYS: 'No syntax errors detected in it' };
    expect(await hook(run, 'prepare', env)).toEqual({ ok: true, output: '' });
    expect(calls().sort()).toEqual(['health', 'index'].map((page) => expect.stringMatching(`^php -l .*${page}.php `)));
    expect(readFileSync(join(live, 'release.ini'), 'utf8')).toBe('revision=0123abcd\ndeployment=d-ABCDEF\n');
  });

  testWith(shell, 'with a page that PHP cannot parse fails before a visitor sees it', async (run) => {
    const { hook, live } = machine();
    const env = { ...bundle, PHP_SAYS: 'PHP Parse error: in index.php', PHP_ENDS_WITH: '255' };
    expect(await hook(run, 'prepare', env)).toMatchObject({
      ok: false,
      output: expect.stringContaining('Parse error'),
    });
    expect(existsSync(join(live, 'release.ini'))).toBe(false);
  });

  testWith(shell, 'clears PHP’s cache of the previous pages, or starts PHP', async (run) => {
    const { hook, calls } = machine();
    const unit = webServer.units![0]!.name;
    expect(await hook(run, 'start')).toEqual({ ok: true, output: '' });
    expect(await hook(run, 'start', { FAILS: `is-active --quiet ${unit}` })).toMatchObject({ ok: true });
    const asked = `is-active --quiet ${unit}`;
    expect(calls()).toEqual([asked, `reload ${unit}`, asked, `start ${unit}`]);
  });

  testWith(shell, 'is validated by its own health page: alone, and through nginx', async (run) => {
    const { hook, calls, boot } = machine();
    boot();
    expect(await hook(run, 'validate', { PHP_SAYS: 'ok' })).toEqual({ ok: true, output: 'ok\nfrom nginx\n' });
    expect(calls()).toEqual([
      expect.stringMatching(/^php \S+\/public\/health\.php with of-DATABASE_HOST$/),
      expect.stringMatching(/^curl --fail-with-body .* http:\/\/127\.0\.0\.1\/health\.php$/),
    ]);
  });

  testWith(shell, 'fails when either of them does, with its output', async (run) => {
    const { hook, boot } = machine();
    boot();
    const failed = await hook(run, 'validate', { PHP_SAYS: 'DATABASE_HOST is not set', PHP_ENDS_WITH: '1' });
    expect(failed).toEqual({ ok: false, output: 'DATABASE_HOST is not set\n' });
    expect(await hook(run, 'validate', { CURL_ENDS_WITH: '22' })).toMatchObject({
      ok: false,
      output: expect.stringContaining('from nginx'),
    });
  });

  testWith(
    shell,
    'reports the steps that it skips on an instance that is a folder, without PHP and systemd',
    async (run) => {
      const { hook, pathWithoutPhp } = machine();
      const path = pathWithoutPhp();
      expect(await hook(run, 'prepare', { ...bundle, ...path })).toEqual({
        ok: true,
        output: 'PHP is not installed here: the pages were not read.\n',
      });
      expect(await hook(run, 'validate', path)).toEqual({
        ok: true,
        output:
          'PHP is not installed here: the health page was not run.\n' +
          'No web server runs here: nginx was not asked for the health page.\n',
      });
    },
  );

  testWith(shell, 'does nothing on a worker', async (run) => {
    const { hook, live, calls } = machine('updater-1');
    for (const name of hooksOf('web-app')) expect(await hook(run, name, bundle)).toMatchObject({ ok: true });
    expect([calls(), existsSync(join(live, 'release.ini'))]).toEqual([[], false]);
  });

  test('installs only its pages, in the folder of nginx', () => {
    const { files } = parse(readFileSync(join(example, 'appspec.yml'), 'utf8')) as { files: object[] };
    expect(files).toEqual([{ source: 'public', destination: `${releasePath}/public` }]);
    const site = webServer.files!.find(({ path }) => path.endsWith('nginx-site.conf'))!;
    expect(site.content).toContain(`root ${releasePath}/public;`);
  });

  for (const name of hooksOf('web-app')) {
    testWith({ name: 'shellcheck' }, `passes shellcheck in hooks/${name}`, async (run) => {
      expect(await run([join(example, 'hooks', name)])).toEqual({ ok: true, output: '' });
    });
  }
});

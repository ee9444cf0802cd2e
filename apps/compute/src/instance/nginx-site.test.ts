import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { machine } from '../testing/machine';
import { withNginx } from '../testing/nginx';
import { temporaryFolder } from '../testing/temporary-folder';
import { programOf, testWith } from '../testing/tool';

const nginx = { name: 'nginx' };
const site = machine('production', 'web').file('/etc/malinshopper/nginx-site.conf');
const folder = temporaryFolder();
const pages = {
  'a.css': 'a {}',
  'index.php': '<?php',
  '.env': 'secret',
  '.git/config': 'secret',
  'shop/.env': 'secret',
  'shop/.well-known/x.txt': 'not at the root',
  '.well-known/security.txt': 'Contact: mailto:security@example.com',
  '.well-known/apple-app-site-association': '{}',
  '.well-known/acme-challenge/token': 'token',
  '.well-known/.env': 'secret',
  '.well-known/.git/config': 'secret',
  '.well-knowns/x.txt': 'secret',
};

beforeAll(() => {
  for (const [name, content] of Object.entries(pages)) {
    mkdirSync(join(folder.path, 'public', name, '..'), { recursive: true });
    folder.write(join('public', name), content);
  }
});

describe('the site, as nginx serves it', () => {
  const answers = (...paths: string[]) => {
    const found: Record<string, string> = {};
    return withNginx(programOf(nginx)!, folder, site, async (get) => {
      for (const path of paths) {
        const { status, body } = await get(path);
        found[path] = status === 200 ? body : String(status);
      }
    }).then(() => found);
  };

  testWith(nginx, 'serves well-known paths, and files that are not hidden', async () => {
    expect(
      await answers(
        '/a.css',
        '/.well-known/security.txt',
        '/.well-known/apple-app-site-association',
        '/.well-known/acme-challenge/token',
      ),
    ).toEqual({
      '/a.css': 'a {}',
      '/.well-known/security.txt': 'Contact: mailto:security@example.com',
      '/.well-known/apple-app-site-association': '{}',
      '/.well-known/acme-challenge/token': 'token',
    });
  });

  const hidden = [
    ...['/.env', '/.git/config', '/.git/', '/shop/.env', '/shop/.well-known/x.txt', '/.well-known/.env'],
    ...['/.well-known/.git/config', '/.well-knowns/x.txt', '/.well-known', '/%2eenv', '/.well-known/%2eenv'],
    ...['/.well-known/../.env', '/.well-known//.env', '//.env'],
  ];
  testWith(nginx, 'does not serve hidden files, in any spelling of the path', async () => {
    expect(await answers(...hidden)).toEqual(Object.fromEntries(hidden.map((path) => [path, '404'])));
  });

  testWith(nginx, 'passes everything else to PHP, including well-known paths that an application answers', async () => {
    // 502: nginx forwards to PHP, and none runs in this test.
    expect(await answers('/', '/shoes/red', '/.well-known/openid-configuration', '/index.php', '/none.php')).toEqual({
      '/': '502',
      '/shoes/red': '502',
      '/.well-known/openid-configuration': '502',
      '/index.php': '502',
      '/none.php': '404',
    });
  });
});

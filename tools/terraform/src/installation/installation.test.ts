import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cliConfiguration, writeCliConfiguration } from './cli-configuration';
import { assertChecksum, downloadedTerraform } from './download';
import { installation, onPath } from './installation';
import { platform } from './platform';
import { findProviderMirror, provider } from './provider-mirror';
import { assertSupported, isSupported } from './version';

const fresh = () => mkdtempSync(join(tmpdir(), 'installation-'));

/** A folder on PATH with a `terraform` that is this script. */
function pathWith(script: string): string {
  const folder = fresh();
  writeFileSync(join(folder, 'terraform'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return folder;
}

describe('the version', () => {
  test.each(['1.11.0', '1.11.4', '1.12.0-rc1', '1.40.2'])('%s is supported', (version) => {
    expect(isSupported(version)).toBe(true);
  });

  test.each(['1.10.5', '0.15.0', '2.0.0', 'none'])(
    'throws on %s, with the path, the rule and the next step',
    (version) => {
      expect(() => assertSupported(version, '/usr/bin/terraform')).toThrow(
        `Terraform ${version} (/usr/bin/terraform) cannot be used: this repository needs >= 1.11, < 2. Install a newer one`,
      );
    },
  );
});

describe('the one on PATH', () => {
  test('is taken when its version is supported', async () => {
    const folder = pathWith(`echo '{"terraform_version": "1.13.1"}'`);
    const found = await installation({ variables: { PATH: folder, XDG_CACHE_HOME: fresh() } });
    expect(found).toMatchObject({ program: join(folder, 'terraform'), version: '1.13.1' });
  });

  test('is refused when it is too old, and not silently replaced', async () => {
    const folder = pathWith(`echo '{"terraform_version": "1.5.7"}'`);
    await expect(installation({ variables: { PATH: folder, XDG_CACHE_HOME: fresh() } })).rejects.toThrow(
      `Terraform 1.5.7 (${join(folder, 'terraform')}) cannot be used`,
    );
  });

  test('throws when it does not report a version', async () => {
    const folder = pathWith('echo broken >&2; exit 1');
    await expect(installation({ variables: { PATH: folder, XDG_CACHE_HOME: fresh() } })).rejects.toThrow(
      `${join(folder, 'terraform')} does not report its version (exit 1): broken. Is it Terraform?`,
    );
  });

  test('a file that cannot be run is skipped', () => {
    const folder = pathWith('');
    chmodSync(join(folder, 'terraform'), 0o644);
    expect(onPath('terraform', { PATH: folder })).toBeUndefined();
  });
});

describe('a download', () => {
  // An archive with one stored file "terraform", holding "#!/bin/sh\n".
  const zip = readFileSync(join(__dirname, 'terraform.zip.fixture'));
  const name = 'terraform_1.11.4_linux_amd64.zip';
  const linux = { os: 'linux', arch: 'amd64' };

  async function archive(sums: string, content: Buffer | undefined) {
    const server = createServer((request, response) => {
      if (request.url?.endsWith('SHA256SUMS')) response.end(sums);
      else if (content) response.end(content);
      else response.writeHead(404).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const close = () => {
      server.close();
      server.closeAllConnections();
    };
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
  }
  const sumOf = (content: Buffer) => `${createHash('sha256').update(content).digest('hex')}  ${name}\n`;

  test('is unpacked into the cache, and taken from there the next time', async () => {
    const { url, close } = await archive(sumOf(zip), zip);
    const cache = fresh();
    const onDownload = jest.fn();
    const file = await downloadedTerraform({ cache, archive: url, platform: linux, onDownload });
    expect(readFileSync(file, 'utf8')).toBe('#!/bin/sh\n');
    close();
    expect(await downloadedTerraform({ cache, archive: url, platform: linux, onDownload })).toBe(file);
    expect(onDownload).toHaveBeenCalledTimes(1);
  });

  test('throws, and installs nothing, when the archive is not the published one', async () => {
    const { url, close } = await archive(`0000  ${name}\n`, zip);
    const cache = fresh();
    await expect(downloadedTerraform({ cache, archive: url, platform: linux })).rejects.toThrow(
      /terraform_1.11.4_linux_amd64.zip is not what HashiCorp published: its SHA-256 is [0-9a-f]{64}, the list has 0000/,
    );
    expect(existsSync(join(cache, 'terraform'))).toBe(false);
    close();
  });

  test('throws when the archive holds no Terraform', async () => {
    const { url, close } = await archive(sumOf(zip).replace('linux', 'windows'), zip);
    await expect(
      downloadedTerraform({ cache: fresh(), archive: url, platform: { os: 'windows', arch: 'amd64' } }),
    ).rejects.toThrow(
      'The downloaded archive holds no terraform.exe. Install Terraform (>= 1.11, < 2) by hand and put it on PATH.',
    );
    close();
  });

  test('throws when the archive does not have the file, or cannot be reached', async () => {
    const { url, close } = await archive('', undefined);
    await expect(downloadedTerraform({ cache: fresh(), archive: url, platform: linux })).rejects.toThrow(
      /HTTP 404\. Install Terraform \(>= 1\.11, < 2\) by hand/,
    );
    close();
    await expect(
      downloadedTerraform({ cache: fresh(), archive: 'http://127.0.0.1:1', platform: linux }),
    ).rejects.toThrow(
      /^http:\/\/127.0.0.1:1\/.* cannot be downloaded: .*Install Terraform \(>= 1\.11, < 2\) by hand and put it on PATH\.$/,
    );
  });

  test('a checksum that the list does not contain is refused', () => {
    expect(() => assertChecksum(zip, '', name)).toThrow(/the list has none/);
  });

  test('throws on a platform without a release of HashiCorp', () => {
    expect(platform('darwin', 'arm64')).toEqual({ os: 'darwin', arch: 'arm64' });
    expect(() => platform('aix', 'ppc64')).toThrow('Terraform cannot be downloaded for aix on ppc64');
  });
});

describe('the provider', () => {
  const linux = { os: 'linux', arch: 'amd64' };
  const put = (folder: string) => {
    mkdirSync(join(folder, provider.address, provider.version, 'linux_amd64'), { recursive: true });
    return folder;
  };

  test.each([
    ['.terraform.d/plugins', {}],
    ['.local/share/terraform/plugins', {}],
  ])('is found in ~/%s, which Terraform itself searches', (place, variables) => {
    const home = fresh();
    const folder = put(join(home, place));
    expect(findProviderMirror({ home, variables, platform: linux, roots: [] })).toBe(folder);
  });

  test('is found in a direct child of a usual root', () => {
    const root = fresh();
    const folder = put(join(root, 'some-mirror'));
    expect(findProviderMirror({ home: fresh(), variables: {}, platform: linux, roots: ['/no/such/root', root] })).toBe(
      folder,
    );
  });

  test('of another platform or version is not taken', () => {
    const root = fresh();
    put(join(root, 'mirror'));
    const surroundings = { home: fresh(), variables: {}, platform: { os: 'linux', arch: 'arm64' }, roots: [root] };
    expect(findProviderMirror(surroundings)).toBeUndefined();
  });

  test('comes from the mirror, and everything else from its registry', () => {
    expect(cliConfiguration('/mirror', '/cache/plugins')).toContain('path    = "/mirror"');
    expect(cliConfiguration('/mirror', '/cache/plugins')).toContain(
      'exclude = ["registry.terraform.io/hashicorp/aws"]',
    );
  });

  test('is downloaded once per machine if there is no mirror', () => {
    const cache = fresh();
    const file = writeCliConfiguration(undefined, cache);
    expect(readFileSync(file, 'utf8')).toBe(`plugin_cache_dir = ${JSON.stringify(join(cache, 'plugins'))}\n`);
    expect(existsSync(join(cache, 'plugins'))).toBe(true);
  });
});

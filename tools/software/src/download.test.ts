import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloaded } from './download';

const content = 'the archive';
const sha512 = createHash('sha512').update(content).digest('hex');
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** An archive on this machine with these answers, and an empty cache. */
async function archive(answer: RequestListener) {
  const server = createServer(answer);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const source = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hadoop.tar.gz`;
  const cache = mkdtempSync(join(tmpdir(), 'download-'));
  folders.push(cache);
  const say = jest.fn();
  const download = () => downloaded({ file: 'hadoop.tar.gz', source, sha512 }, cache, say);
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { source, cache, say, download, close };
}

describe('a download', () => {
  test('is kept, and not made again', async () => {
    const { source, cache, say, download, close } = await archive((_, response) => response.end(content));
    const file = await download();
    close();
    expect(readFileSync(file, 'utf8')).toBe(content);
    expect(await download()).toBe(file);
    expect(say.mock.calls).toEqual([[`hadoop.tar.gz: downloading ${source} ...`]]);
    expect(readdirSync(cache)).toEqual(['hadoop.tar.gz']);
  });

  test('is made again when the kept file is damaged', async () => {
    const { cache, download, close } = await archive((_, response) => response.end(content));
    writeFileSync(join(cache, 'hadoop.tar.gz'), 'half of the arch');
    expect(readFileSync(await download(), 'utf8')).toBe(content);
    close();
  });

  test('throws, and keeps nothing, when it is not the pinned package', async () => {
    const { source, cache, download, close } = await archive((_, response) => response.end('something else'));
    await expect(download()).rejects.toThrow(
      new RegExp(
        `^${source} is not the pinned package: its SHA-512 is [0-9a-f]{128}, environments/src/software\\.ts has ${sha512}`,
      ),
    );
    expect(readdirSync(cache)).toEqual([]);
    close();
  });

  test('throws, and keeps nothing, when it is incomplete', async () => {
    const { source, cache, download, close } = await archive((_, response) => {
      response.writeHead(200, { 'content-length': '1000000' });
      response.write('the beginning', () => response.destroy());
    });
    await expect(download()).rejects.toThrow(`${source} broke off: `);
    expect(readdirSync(cache)).toEqual([]);
    close();
  });

  test('throws when the archive does not have it', async () => {
    const { source, download, close } = await archive((_, response) => response.writeHead(404).end());
    await expect(download()).rejects.toThrow(
      `${source} cannot be downloaded: HTTP 404. Download it elsewhere and pass it with --from <file>.`,
    );
    close();
  });

  test('throws when the archive cannot be reached', async () => {
    const { source, download, close } = await archive(() => {});
    close();
    await expect(download()).rejects.toThrow(
      new RegExp(`^${source} cannot be downloaded: .+\\. Download it elsewhere and pass it with --from <file>\\.$`),
    );
  });
});

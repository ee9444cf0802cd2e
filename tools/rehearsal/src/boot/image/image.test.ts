import { createHash } from 'node:crypto';
import { assertSha256, downloaded } from './image';

const content = Buffer.from('keys');
const right = createHash('sha256').update(content).digest('hex');

afterEach(() => jest.restoreAllMocks());

test('a download with the pinned checksum is accepted', () => {
  expect(() => assertSha256(content, right, 'http://a/keys.deb', 'Ubuntu')).not.toThrow();
});

test('throws on another, with its checksum and the remedy', () => {
  expect(() => assertSha256(content, '0'.repeat(64), 'http://a/keys.deb', 'Ubuntu')).toThrow(
    `http://a/keys.deb is not the pinned file: its SHA-256 is ${right}, not ${'0'.repeat(64)}. Nothing of Ubuntu was ` +
      'installed. If its publisher replaced it, pin the new one in image/archive.ts after comparing it with its signature.',
  );
});

test('a download that is answered is its content', async () => {
  jest.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('keys'));
  await expect(downloaded('http://a/keys.deb')).resolves.toEqual(content);
});

test('throws on a download without an answer, with the cause that fetch hides', async () => {
  const failed = jest.spyOn(globalThis, 'fetch');
  failed.mockRejectedValueOnce(new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND a') }));
  await expect(downloaded('http://a/keys.deb')).rejects.toThrow(
    'http://a/keys.deb cannot be fetched: getaddrinfo ENOTFOUND a.',
  );
  failed.mockRejectedValueOnce(new TypeError('fetch failed'));
  await expect(downloaded('http://a/keys.deb')).rejects.toThrow('http://a/keys.deb cannot be fetched: fetch failed.');
});

test('throws on a download that is answered with an error, with its status', async () => {
  jest.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('', { status: 404 }));
  await expect(downloaded('http://a/keys.deb')).rejects.toThrow('http://a/keys.deb cannot be fetched: HTTP 404.');
});

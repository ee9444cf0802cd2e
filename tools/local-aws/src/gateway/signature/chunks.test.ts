import { createHash } from 'node:crypto';
import { getSigningKey } from '@smithy/signature-v4';
import { sha256 } from '../../signing';
import { Chunks } from './chunks';
import { keyed, type Chain } from './verify';

/** S3 API reference, "Signature calculations for the Authorization header: transferring payload in multiple chunks", example. */
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const identity = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET };
const signatures = {
  seed: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
  first: 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
  second: '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
  last: 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
};
let chain: Chain;
beforeAll(async () => {
  const key = await getSigningKey(sha256, identity, '20130524', 'us-east-1', 's3');
  chain = { key, time: '20130524T000000Z', scope: '20130524/us-east-1/s3/aws4_request', seed: signatures.seed };
});

const example = (first = 'a'.repeat(65536), rest = 'a'.repeat(1024)) =>
  [
    `10000;chunk-signature=${signatures.first}\r\n${first}\r\n`,
    `400;chunk-signature=${signatures.second}\r\n${rest}\r\n`,
    `0;chunk-signature=${signatures.last}\r\n\r\n`,
  ].join('');

/** A body in pieces of a given size. */
async function read(body: string, options: Partial<ConstructorParameters<typeof Chunks>[0]> = {}, size = 1000) {
  const chunks = new Chunks({ decoded: 66_560, trailers: false, chain, ...options });
  const bytes = Buffer.from(body, 'latin1');
  for (let at = 0; at < bytes.length; at += size) chunks.take(bytes.subarray(at, at + size));
  await chunks.end();
}

test.each([1000, 1, 7, 65_536, 1_000_000])('the example of AWS is accepted, in pieces of %d bytes', async (size) => {
  await expect(read(example(), {}, size)).resolves.toBeUndefined();
});

test.each([
  ['a byte is another', () => example(`b${'a'.repeat(65_535)}`)],
  ['a byte of the second is another', () => example(undefined, `${'a'.repeat(1023)}b`)],
  ['the signature of the last is another', () => example().replace(signatures.last, '0'.repeat(64))],
])('chunks in which %s are refused', async (_what, body) => {
  await expect(read(body())).rejects.toMatchObject({ code: 'SignatureDoesNotMatch', status: 403 });
});

test.each([
  ['ends early', () => example().slice(0, 60_000), 'its last chunk is missing'],
  ['has no last chunk', () => example().replace(/0;chunk[^]*$/, ''), 'its last chunk is missing'],
  ['is longer than it declares', () => example('a'.repeat(65_537)), 'a chunk is longer than it declares'],
  ['goes on after its end', () => `${example()}more\r\n`, 'something follows the last chunk'],
  ['has no sizes', () => 'anything\r\n', 'no size of a chunk'],
  ['has chunks without a signature', () => example().replace(/;chunk-signature=\w+/, ''), 'no size of a chunk'],
  ['has a line without an end', () => 'a'.repeat(5000), 'a line has no end'],
  ['has trailers that it did not announce', () => example().replace(/\r\n$/, 'a:b\r\n\r\n'), 'not announced'],
  ['has too many trailers', () => example().replace(/\r\n$/, `${'a:b\r\n'.repeat(11)}\r\n`), 'too many trailers'],
])('a body that %s is refused', async (_what, body, why) => {
  await expect(read(body())).rejects.toMatchObject({
    code: 'IncompleteBody',
    message: expect.stringContaining(why) as string,
  });
});

test('a body of another length than it declares is refused', async () => {
  await expect(read(example(), { decoded: 66_559 })).rejects.toThrow(
    '66560 bytes, and x-amz-decoded-content-length is 66559',
  );
});

describe('with trailers', () => {
  const trailer = 'x-amz-checksum-crc32c:wdBDMA==';
  const signed = async (line = trailer) => {
    const hash = createHash('sha256').update(`${line}\n`).digest('hex');
    const text = ['AWS4-HMAC-SHA256-TRAILER', chain.time, chain.scope, signatures.last, hash].join('\n');
    return `x-amz-trailer-signature:${await keyed(chain.key, text)}`;
  };
  const withTrailer = (...lines: string[]) => example().replace(/\r\n$/, `${lines.join('\r\n')}\r\n\r\n`);

  test('their signature counts', async () => {
    await expect(read(withTrailer(trailer, await signed()), { trailers: true })).resolves.toBeUndefined();
    await expect(read(withTrailer(`${trailer}\n`, await signed()), { trailers: true })).resolves.toBeUndefined();
    await expect(
      read(withTrailer(trailer, await signed('x-amz-checksum-crc32c:AAAAAA==')), { trailers: true }),
    ).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' });
    await expect(read(withTrailer(trailer), { trailers: true })).rejects.toThrow('its last chunk is missing');
    await expect(read(withTrailer(trailer, 'x-amz-trailer-signature:none'), { trailers: true })).rejects.toThrow(
      'x-amz-trailer-signature is missing',
    );
  });

  test('and without signatures only the form counts', async () => {
    const chunks = (body: string) => {
      const reading = new Chunks({ decoded: 5, trailers: true });
      reading.take(Buffer.from(body));
      return reading.end();
    };
    await expect(chunks(`5\r\nhello\r\n0\r\n${trailer}\r\n\r\n`)).resolves.toBeUndefined();
    await expect(chunks(`5\r\nhello\r\n`)).rejects.toThrow('its last chunk is missing');
  });
});

import { deflateSync, gzipSync } from 'node:zlib';
import { layersOf } from './layers';

const hidden = 'export DATABASE_PASSWORD=correct-horse-battery-staple';
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
const wrapped = (text: string) => text.replace(/.{40}/g, '$&\n');

test.each([
  ['in base64', `echo ${base64(hidden)} | base64 -d`],
  ['in base64 over several lines', `cat <<EOF\n${wrapped(base64(hidden))}\nEOF\n`],
  ['in base64 with continuation lines', `echo ${base64(hidden).replace(/.{40}/g, '$&\\\n  ')} end`],
  ['in URL-safe base64', Buffer.from(hidden).toString('base64url')],
  ['in base64 twice', base64(base64(hidden))],
  ['compressed with gzip', `echo ${gzipSync(hidden).toString('base64')}`],
  ['compressed with zlib', `echo ${deflateSync(hidden).toString('base64')}`],
  ['compressed twice', base64(gzipSync(base64(gzipSync(hidden))))],
  ['in hexadecimal digits', `xxd -r -p <<< ${Buffer.from(hidden).toString('hex')}`],
])('text %s is read', (_how, text) => {
  expect(layersOf(text).some((layer) => layer.includes(hidden))).toBe(true);
});

test.each([
  ['a plain text', 'this text contains no encoded text'],
  ['the path of a program', '/usr/local/lib/malinshopper/install-package'],
  ['the digest of a file', 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  ['bytes that are no text', Buffer.from([...Array(64).keys()].map((n) => (n * 37 + 129) % 256)).toString('base64')],
  ['bytes that begin like gzip and are not', base64(Buffer.from([0x1f, 0x8b, ...Array<number>(40).fill(200)]))],
])('%s has no further layer', (_what, text) => {
  expect(layersOf(text)).toEqual([text]);
});

import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Upload } from './upload';

const inTemporary = () =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`embedded-aws-upload-${process.pid}-`));

test.each([0, 1, 1024 ** 2, 1024 ** 2 + 1, 5_000_000])('an upload of %d bytes is given on as it came', async (size) => {
  const sent = Buffer.alloc(size, 'abcdefg');
  const pieces = Array.from({ length: Math.ceil(size / 100_000) }, (_, at) =>
    sent.subarray(at * 100_000, (at + 1) * 100_000),
  );
  const upload = await Upload.receive(Readable.from(pieces));
  expect(upload.size).toBe(size);
  const target = new PassThrough();
  const [received] = await Promise.all([buffer(target), upload.sendTo(target)]);
  expect(received.equals(sent)).toBe(true);
  await upload.close();
});

test('an upload in a file has no name that another process could open', async () => {
  const upload = await Upload.receive(Readable.from([Buffer.alloc(2_000_000)]));
  expect(inTemporary()).toEqual([]);
  await upload.close();
});

test('an upload that breaks off is the failure of its sender', async () => {
  async function* pieces() {
    yield Buffer.alloc(2_000_000);
    await Promise.reject(new Error('broken off'));
  }
  await expect(Upload.receive(Readable.from(pieces()))).rejects.toThrow('broken off');
  expect(inTemporary()).toEqual([]);
});

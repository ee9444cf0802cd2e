import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type * as limits from './body-limits';
import { Upload } from './upload';

jest.mock('./body-limits', () => ({ ...jest.requireActual<typeof limits>('./body-limits'), UPLOADS_LIMIT: 8_000_000 }));

const inTemporary = () =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`embedded-aws-upload-${process.pid}-`));

test.each([0, 1, 1024 ** 2, 1024 ** 2 + 1, 5_000_000])('an upload of %d bytes is passed on unchanged', async (size) => {
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

test('an upload beyond its limit is refused as soon as it is', async () => {
  const arriving = jest.fn();
  function* pieces() {
    for (let count = 0; count < 5; count++) {
      arriving();
      yield Buffer.alloc(1_000_000);
    }
  }
  await expect(Upload.receive(Readable.from(pieces()), 2_500_000)).rejects.toMatchObject({
    code: 'EntityTooLarge',
    message: expect.stringContaining('the embedded AWS accepts 2500000 bytes in one request') as string,
  });
  expect(arriving.mock.calls.length).toBeLessThan(5);
  expect(inTemporary()).toEqual([]);
});

test('uploads have a total limit, and one that is released makes room', async () => {
  const half = () => Upload.receive(Readable.from(Array.from({ length: 5 }, () => Buffer.alloc(1_000_000))));
  const first = await half();
  await expect(half()).rejects.toMatchObject({ code: 'SlowDown', status: 503 });
  await first.close();
  await (await half()).close();
});

test('the check of an upload gets every piece, and can refuse it', async () => {
  const seen: string[] = [];
  const refuse = () => {
    throw new Error(`not ${seen.join('')}`);
  };
  const upload = Upload.receive(Readable.from([Buffer.from('a'), Buffer.from('b')]), 9, {
    take: (piece) => void seen.push(piece.toString()),
    end: refuse,
  });
  await expect(upload).rejects.toThrow('not ab');
});

test('an upload that is incomplete is the failure of its sender', async () => {
  async function* pieces() {
    yield Buffer.alloc(2_000_000);
    await Promise.reject(new Error('broken off'));
  }
  await expect(Upload.receive(Readable.from(pieces()))).rejects.toThrow('broken off');
  expect(inTemporary()).toEqual([]);
});

import { deflateRawSync } from 'node:zlib';
import { filesIn } from './code';

/** A zip with one file, as its central directory describes it. */
function zipOf(name: string, content: string, { method = 0, size = content.length } = {}): Buffer {
  const packed = method === 8 ? deflateRawSync(content) : Buffer.from(content);
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(method, 4);
  facts.writeUInt32LE(packed.length, 14);
  facts.writeUInt32LE(size, 18);
  facts.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), facts, Buffer.from(name), packed]);
  const directory = Buffer.concat([
    Buffer.from('PK\u0001\u0002'),
    Buffer.alloc(2),
    facts,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, directory, Buffer.from('PK\u0005\u0006'), end]);
}
const texts = (zip: Buffer) =>
  Object.fromEntries([...filesIn(zip)].map(([name, content]) => [name, content.toString()]));

test('the files of a package are read, compressed or not', () => {
  expect(texts(zipOf('index.js', 'one'))).toEqual({ 'index.js': 'one' });
  expect(texts(zipOf('index.js', 'one'.repeat(100), { method: 8 }))).toEqual({ 'index.js': 'one'.repeat(100) });
});

test.each([
  ['not a zip', Buffer.from('not a zip'), 'It is not a zip.'],
  ['a directory that is broken', zipOf('a', 'one').fill(0, 30, 40), 'Its directory is broken.'],
  ['a file in a folder', zipOf('a/b', 'one'), 'files without folders only, and not "a/b"'],
  ['a file above its folder', zipOf('..', 'one'), 'files without folders only, and not ".."'],
  ['a file that is too large', zipOf('a', 'one', { size: 2 ** 30 }), 'a has more than 10485760 bytes.'],
  ['a method that is not known', zipOf('a', 'one', { method: 9 }), 'a is compressed by the method 9.'],
])('%s is refused', (_what, zip, why) => {
  expect(() => filesIn(zip)).toThrow(why);
});

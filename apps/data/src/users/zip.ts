import { crc32 } from 'node:zlib';

/**
 * Small text files as a zip without compression and dates, so that the same files give the same bytes (PKWARE,
 * "APPNOTE.TXT", 4.3). Lambda accepts code in a zip only.
 */
export function zip(files: Readonly<Record<string, string>>): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const name = Buffer.from(path);
    const content = Buffer.from(text);
    const facts = Buffer.alloc(26);
    // Version 1.0, no flags, stored, January 1, 1980: the first day that the format supports.
    facts.writeUInt16LE(10, 0);
    facts.writeUInt16LE(0x21, 8);
    facts.writeUInt32LE(crc32(content), 10);
    facts.writeUInt32LE(content.length, 14);
    facts.writeUInt32LE(content.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), facts, name, content]);
    const rest = Buffer.alloc(14);
    // A plain file with read permission for all users, as in Unix: Lambda runs code as a user of its own.
    rest.writeUInt32LE(0o100644 * 2 ** 16, 6);
    rest.writeUInt32LE(offset, 10);
    // Made on Unix.
    central.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.of(10, 3), facts, rest, name]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(locals.length, 4);
  end.writeUInt16LE(locals.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\u0005\u0006'), end]);
}

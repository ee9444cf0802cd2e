import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { AwsFailure } from '../../protocols/failure';

export const codeSha256 = (zip: Buffer) => createHash('sha256').update(zip).digest('base64');

/**
 * Lambda developer guide, "Lambda quotas": a deployment package unzipped has 250 MB at most. One that runs here has a
 * few files.
 */
const LARGEST = 10 * 1024 ** 2;

const refuse = (why: string): never => {
  throw new AwsFailure('InvalidParameterValueException', `Could not unzip uploaded file. ${why}`);
};

/** The files of a deployment package, by their names (PKWARE, "APPNOTE.TXT", 4.3). Only those at its top level. */
export function filesIn(zip: Buffer): Map<string, Buffer> {
  const end = zip.lastIndexOf('PK\u0005\u0006');
  if (end < 0 || zip.length < end + 22) return refuse('It is not a zip.');
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.length < at + 46 || zip.readUInt32LE(at) !== 0x02014b50) return refuse('Its directory is broken.');
    const [method, packed, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 24)];
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    if (!/^[\w.-]+$/.test(name) || /^\.+$/.test(name)) {
      return refuse(`The embedded AWS accepts files without folders only, and not ${JSON.stringify(name)}.`);
    }
    if (size > LARGEST) return refuse(`${name} has more than ${LARGEST} bytes.`);
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const content = zip.subarray(from, from + packed);
    if (method !== 0 && method !== 8) return refuse(`${name} is compressed by the method ${method}.`);
    files.set(name, method === 0 ? content : inflateRawSync(content, { maxOutputLength: LARGEST }));
    at += 46 + nameLength + extra + comment;
  }
  return files;
}

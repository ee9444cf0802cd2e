import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { inBytes, limits } from './limits';
import { RevisionError } from './problem';
import type { CentralHeader } from './zip-records';

/**
 * The content of a file of a zip, counted and summed while it is inflated. The header is compared with the content, and
 * nothing is read beyond the declared size.
 * @param data as it is between the headers
 * @param name for messages
 * @throws RevisionError when the content is broken, longer or shorter than its header declares, or a zip bomb
 */
export async function* contentOf(data: Buffer, entry: CentralHeader, name: string): AsyncGenerator<Buffer> {
  const refuse = (message: string) => new RevisionError([{ file: name, message }]);
  let length = 0;
  let sum = 0;
  const inflating = entry.method === 8 ? createInflateRaw() : undefined;
  try {
    for await (const chunk of inflating ? Readable.from(pieces(data)).pipe(inflating) : pieces(data)) {
      length += (chunk as Buffer).length;
      sum = crc32(chunk as Buffer, sum);
      if (length > limits.ratioBytes && length > entry.compressedSize * limits.ratio) {
        throw refuse(
          `inflates to more than ${limits.ratio} times its compressed ${inBytes(entry.compressedSize)}, as zip bombs do. ` +
            'Pack it without compression if it is meant.',
        );
      }
      if (length > entry.size) {
        throw refuse(`is longer than the ${inBytes(entry.size)} in the zip's directory: pack it again.`);
      }
      yield chunk as Buffer;
    }
  } catch (cause) {
    throw cause instanceof RevisionError
      ? cause
      : refuse(`cannot be inflated (${(cause as Error).message}): pack it again.`);
  }
  if (length < entry.size) {
    throw refuse(`ends after ${inBytes(length)}, and the zip's directory has ${inBytes(entry.size)}: pack it again.`);
  }
  // A program that reads from the beginning would interpret the remaining bytes as the next header.
  if (inflating && inflating.bytesWritten !== data.length) {
    throw refuse(
      `has ${inBytes(data.length - inflating.bytesWritten)} behind the end of the deflated data: pack it again.`,
    );
  }
  if (sum !== entry.crc) {
    throw refuse('is not the packed content: its checksum (CRC-32) does not match. Pack or download it again.');
  }
}

const pieceBytes = 64 * 1024;

function* pieces(data: Buffer): Generator<Buffer> {
  for (let at = 0; at < data.length; at += pieceBytes) {
    yield data.subarray(at, at + pieceBytes);
  }
}

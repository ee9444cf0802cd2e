import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { inBytes, limits } from './limits';
import { RevisionError } from './problem';

/**
 * The content of a file of a zip, counted and summed while it is inflated. What the header says is compared with what
 * comes, and nothing is read further than it says.
 * @param name for messages
 * @throws RevisionError when the content is broken, longer or shorter than its header says, or a zip bomb
 */
export async function* contentOf(zip: ZipFile, entry: Entry, name: string): AsyncGenerator<Buffer> {
  const refuse = (message: string) => new RevisionError([{ file: name, message }]);
  let length = 0;
  let sum = 0;
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      length += (chunk as Buffer).length;
      sum = crc32(chunk as Buffer, sum);
      if (length > limits.ratioBytes && length > entry.compressedSize * limits.ratio) {
        throw refuse(
          `inflates to more than ${limits.ratio} times its compressed ${inBytes(entry.compressedSize)}, as zip bombs do. ` +
            'Pack it without compression if it is meant.',
        );
      }
      if (length > entry.uncompressedSize) {
        throw refuse(
          `is longer than the ${inBytes(entry.uncompressedSize)} that the zip's directory says: pack it again.`,
        );
      }
      yield chunk as Buffer;
    }
  } catch (cause) {
    throw cause instanceof RevisionError
      ? cause
      : refuse(`cannot be inflated (${(cause as Error).message}): pack it again.`);
  }
  if (length < entry.uncompressedSize) {
    throw refuse(
      `ends after ${inBytes(length)}, and the zip's directory says ${inBytes(entry.uncompressedSize)}: pack it again.`,
    );
  }
  if (sum !== entry.crc32) {
    throw refuse('is not what was packed: its checksum (CRC-32) is another one. Pack or download it again.');
  }
}

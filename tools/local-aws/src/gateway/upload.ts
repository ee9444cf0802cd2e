import { randomUUID } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { tooManyUploads, UPLOADS_LIMIT, uploadTooLarge } from './body-limits';

/** What is kept in memory of an upload; most are smaller. */
const IN_MEMORY = 1024 ** 2;

/** Looks at an upload while it arrives. */
export interface Watching {
  /** Hears of every piece. @throws AwsFailure to refuse the upload at once */
  take(piece: Buffer): void;
  /** Hears that it is whole. @throws AwsFailure to refuse it */
  end(): void | Promise<void>;
}

/** The bytes of all that is in files now. */
let inFiles = 0;

/**
 * A message that has arrived whole, an upload or an answer of moto. moto gets no other, and waits for no client that reads slowly: one that stalls or
 * breaks off would hold a connection to moto, or even the turn of all calls.
 */
export class Upload {
  private constructor(
    readonly size: number,
    private readonly bytes: Buffer,
    private readonly file: FileHandle | undefined,
  ) {}

  /**
   * Receives a message, in a file beyond a megabyte.
   * @param limit how many bytes it may have. @default - any number
   * @throws if it breaks off, is too large or is refused by who watches; nothing of it is left then
   */
  static async receive(message: Readable, limit = Infinity, watching?: Watching): Promise<Upload> {
    const chunks: Buffer[] = [];
    let size = 0;
    let written = 0;
    let file: FileHandle | undefined;
    try {
      for await (const chunk of message as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > limit) throw uploadTooLarge(limit);
        watching?.take(chunk);
        chunks.push(chunk);
        if (size <= IN_MEMORY) continue;
        if (inFiles + size - written > UPLOADS_LIMIT) throw tooManyUploads();
        inFiles += size - written;
        written = size;
        file ??= await namelessFile();
        await file.appendFile(Buffer.concat(chunks.splice(0)));
      }
      await watching?.end();
    } catch (error) {
      inFiles -= written;
      await file?.close();
      throw error;
    }
    return new Upload(size, Buffer.concat(chunks), file);
  }

  async sendTo(target: Writable): Promise<void> {
    if (this.file === undefined) target.end(this.bytes);
    else await pipeline(this.file.createReadStream({ start: 0, autoClose: false }), target);
  }

  /** Gives back what it takes. Has to be called once. */
  async close(): Promise<void> {
    if (this.file === undefined) return;
    inFiles -= this.size;
    await this.file.close();
  }
}

/** A file that only this process sees: its name is taken away at once, so that nothing is left of it, however we end. */
async function namelessFile(): Promise<FileHandle> {
  const path = join(tmpdir(), `embedded-aws-upload-${process.pid}-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  await unlink(path);
  return file;
}

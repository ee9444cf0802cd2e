import { randomUUID } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { tooManyUploads, UPLOADS_LIMIT, uploadTooLarge } from './body-limits';

/** The part of an upload that is kept in memory; most uploads are smaller. */
const IN_MEMORY = 1024 ** 2;

/** Checks an upload while it arrives. */
export interface Watching {
  /** Called with every piece. @throws AwsFailure to refuse the upload at once */
  take(piece: Buffer): void;
  /** Called at the end. @throws AwsFailure to refuse the upload */
  end(): void | Promise<void>;
}

/** The bytes of all uploads that are in files now. */
let inFiles = 0;

/**
 * A message that has arrived whole, an upload or an answer of moto. moto gets no other, and waits for no client that
 * reads slowly: one that stalls or disconnects would hold a connection to moto, or even block all calls.
 */
export class Upload {
  private constructor(
    readonly size: number,
    private readonly bytes: Buffer,
    private readonly file: FileHandle | undefined,
  ) {}

  /**
   * Receives a message, into a file beyond a megabyte.
   * @param limit its maximum in bytes. @default - no maximum
   * @throws Error if the message is incomplete, too large or refused by its check; nothing of it is left then
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

  /** Releases its memory and file. Has to be called once. */
  async close(): Promise<void> {
    if (this.file === undefined) return;
    inFiles -= this.size;
    await this.file.close();
  }
}

/**
 * A file that only this process sees: its name is removed at once, so that nothing is left of it, however the process
 * ends.
 */
async function namelessFile(): Promise<FileHandle> {
  const path = join(tmpdir(), `embedded-aws-upload-${process.pid}-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  await unlink(path);
  return file;
}

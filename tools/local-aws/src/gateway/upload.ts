import { randomUUID } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** What is kept in memory of an upload; most are smaller. */
const IN_MEMORY = 1024 ** 2;

/**
 * An upload that has arrived whole. moto gets no other: one that stalls or breaks off would hold a connection to moto, or even the
 * turn of all calls.
 */
export class Upload {
  private constructor(
    readonly size: number,
    private readonly bytes: Buffer,
    private readonly file: FileHandle | undefined,
  ) {}

  /**
   * Receives an upload, in a file beyond a megabyte.
   * @throws if it breaks off; nothing of it is left then
   */
  static async receive(message: Readable): Promise<Upload> {
    const chunks: Buffer[] = [];
    let size = 0;
    let file: FileHandle | undefined;
    try {
      for await (const chunk of message as AsyncIterable<Buffer>) {
        size += chunk.length;
        chunks.push(chunk);
        if (size <= IN_MEMORY) continue;
        file ??= await namelessFile();
        await file.appendFile(Buffer.concat(chunks.splice(0)));
      }
    } catch (error) {
      await file?.close();
      throw error;
    }
    return new Upload(size, Buffer.concat(chunks), file);
  }

  async sendTo(target: Writable): Promise<void> {
    if (this.file === undefined) target.end(this.bytes);
    else await pipeline(this.file.createReadStream({ start: 0, autoClose: false }), target);
  }

  /** Gives back what it takes. */
  async close(): Promise<void> {
    await this.file?.close();
  }
}

/** A file that only this process sees: its name is taken away at once, so that nothing is left of it, however we end. */
async function namelessFile(): Promise<FileHandle> {
  const path = join(tmpdir(), `embedded-aws-upload-${process.pid}-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  await unlink(path);
  return file;
}

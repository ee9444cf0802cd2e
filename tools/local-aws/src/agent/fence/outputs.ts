import { execFile } from 'node:child_process';
import { constants, openSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Named pipes beside the instance's root for the output of a hook. Node.js would give it sockets, which cannot be
 * opened again: `echo oh >/dev/stderr` would fail in a hook, but works on a machine.
 */
export interface Output {
  readonly chunks: Socket;
  /** Resolves when each process that has it open has ended or closed it. */
  readonly closed: Promise<void>;
  isOpen(): boolean;
  /** Resolves when each process that has it open has ended; at once if it was never opened. */
  end(wasOpened: boolean): Promise<void>;
}

export async function outputOf(folder: string, stream: 'stdout' | 'stderr'): Promise<Output> {
  const path = join(folder, stream);
  // The user of the hooks writes; only this process reads.
  if (!(await lstat(path).catch(() => undefined))) await run('mkfifo', ['-m', '0622', path]);
  // Non-blocking: opening a pipe would wait for a writer, and the writer would wait for a reader.
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const chunks = new Socket({ fd, readable: true, writable: false });
  const closed = new Promise<void>((resolve) => chunks.once('close', () => resolve()));
  return {
    chunks,
    closed,
    isOpen: () => !chunks.closed,
    end: (wasOpened) => {
      if (!wasOpened) chunks.destroy();
      return closed;
    },
  };
}

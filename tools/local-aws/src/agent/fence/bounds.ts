const GiB = 1024 ** 3;

/** The limits for all processes of a fence together. `enter.sh` sets narrower ones for each process. */
export const bounds = {
  /**
   * Bytes of memory, shared memory and open memory files included: the memory that the smallest instance of the web
   * tier has beside its system.
   */
  memoryBytes: 2 * GiB,
  /** Bytes on the disk of an instance: five revisions of 256 MiB, the files installed from them, and as much again. */
  diskBytes: 4 * GiB,
  /** Files and folders of an instance: five revisions of 50,000, and as many installed. */
  files: 300_000,
  /**
   * Open sockets. Each can hold 400 KB in the kernel (`net.core.wmem_max` and the overhead of a message) that is
   * charged to no process.
   */
  sockets: 2_000,
} as const;

export interface Use {
  readonly memoryBytes: number;
  readonly diskBytes: number;
  readonly files: number;
  readonly sockets: number;
}

/** Returns the exceeded limit, as the end of a sentence that begins with the script; undefined if there is none. */
export function excess(use: Partial<Use>): string | undefined {
  const { memoryBytes = 0, diskBytes = 0, files = 0, sockets = 0 } = use;
  if (memoryBytes > bounds.memoryBytes) {
    return (
      `with its child processes, it had ${inGiB(memoryBytes)} of memory, shared memory included, and hooks may have ${inGiB(bounds.memoryBytes)} in all. ` +
      'Let it work in smaller parts, or start fewer processes at once'
    );
  }
  if (sockets > bounds.sockets) {
    return `with its child processes, it had ${sockets.toLocaleString('en-US')} open sockets, and hooks may have ${bounds.sockets.toLocaleString('en-US')} in all. Close the sockets that are not needed`;
  }
  if (diskBytes > bounds.diskBytes) {
    return (
      `the instance's files had ${inGiB(diskBytes)}, deleted ones that are open included, and an instance may have ${inGiB(bounds.diskBytes)}. ` +
      'Remove the files that are not needed, or replace the instance'
    );
  }
  return files > bounds.files
    ? `the instance had ${files.toLocaleString('en-US')} files and folders, and it may have ${bounds.files.toLocaleString('en-US')}. ` +
        'Remove the files that are not needed, or replace the instance'
    : undefined;
}

function inGiB(bytes: number): string {
  return `${(bytes / GiB).toLocaleString('en-US', { maximumFractionDigits: 2 })} GiB`;
}

const GiB = 1024 ** 3;

/** What the processes of a fence may have in all. For each of them alone there are narrower ones in `enter.sh`. */
export const bounds = {
  /** Bytes of memory, shared memory and open memory files included: what the smallest instance of the web tier has beside its system. */
  memoryBytes: 2 * GiB,
  /** Bytes on the disk of an instance: five revisions of 256 MiB, what they were installed to, and as much again. */
  diskBytes: 4 * GiB,
  /** Files and folders of an instance: five revisions of 50,000, and as many installed. */
  files: 300_000,
  /** Open sockets, each of which may hold 400 KB in the kernel (`net.core.wmem_max` and what a message costs) that no process is charged with. */
  sockets: 2_000,
} as const;

export interface Use {
  readonly memoryBytes: number;
  readonly diskBytes: number;
  readonly files: number;
  readonly sockets: number;
}

/** Which bound is exceeded, as the end of a sentence that begins with the script; undefined if none is. */
export function excess(use: Partial<Use>): string | undefined {
  const { memoryBytes = 0, diskBytes = 0, files = 0, sockets = 0 } = use;
  if (memoryBytes > bounds.memoryBytes) {
    return (
      `with what it has begun, it had ${inGiB(memoryBytes)} of memory, shared memory included, and hooks may have ${inGiB(bounds.memoryBytes)} in all. ` +
      'Let it work in smaller parts, or begin less at once'
    );
  }
  if (sockets > bounds.sockets) {
    return `with what it has begun, it had ${sockets.toLocaleString('en-US')} open sockets, and hooks may have ${bounds.sockets.toLocaleString('en-US')} in all. Close what is not needed`;
  }
  if (diskBytes > bounds.diskBytes) {
    return (
      `the instance's files had ${inGiB(diskBytes)}, deleted ones that are open included, and an instance may have ${inGiB(bounds.diskBytes)}. ` +
      'Remove what is not needed, or replace the instance'
    );
  }
  return files > bounds.files
    ? `the instance had ${files.toLocaleString('en-US')} files and folders, and it may have ${bounds.files.toLocaleString('en-US')}. ` +
        'Remove what is not needed, or replace the instance'
    : undefined;
}

function inGiB(bytes: number): string {
  return `${(bytes / GiB).toLocaleString('en-US', { maximumFractionDigits: 2 })} GiB`;
}

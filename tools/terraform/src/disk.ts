import { statfsSync } from 'node:fs';

/** The free space that is too small to go on, in bytes: a file system keeps some blocks that only root may use. */
const TOO_LITTLE = 256 * 1024;

const SAYS_FULL = /no space left on device|ENOSPC|disk quota exceeded|EDQUOT/i;

/** True if a disk is full, judged by a program's output or by the free space. */
export function isDiskFull(folder: string, said = ''): boolean {
  if (SAYS_FULL.test(said)) return true;
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < TOO_LITTLE;
  } catch {
    return false;
  }
}

/** Turns an error about a full disk into a message with the folder. */
export const named = (error: unknown, folder: string): unknown =>
  (error as NodeJS.ErrnoException).code === 'ENOSPC' ? new Error(fullDiskText(folder), { cause: error }) : error;

export const fullDiskText = (folder: string) =>
  `The disk with ${folder} is full. Free some space on it, and run the same command again: it goes on from the resources that were made.`;

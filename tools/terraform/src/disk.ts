import { statfsSync } from 'node:fs';

/** What is too little to go on with, in bytes: a file system keeps some blocks that only root may take. */
const TOO_LITTLE = 256 * 1024;

const SAYS_FULL = /no space left on device|ENOSPC|disk quota exceeded|EDQUOT/i;

/** Whether a disk is full: by what a program has said, or by what it has left. */
export function isDiskFull(folder: string, said = ''): boolean {
  if (SAYS_FULL.test(said)) return true;
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < TOO_LITTLE;
  } catch {
    return false;
  }
}

export const fullDiskText = (folder: string) =>
  `The disk with ${folder} is full. Free some space on it, and run the same command again: it goes on from what was made.`;

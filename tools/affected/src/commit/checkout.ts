import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { workRoot } from '@malinshopper/synth';
import { capture, claim } from '@malinshopper/terraform/record';
import { givePackages } from './packages';
import { pruneCheckouts } from './prune';

/** The folder of a commit: inside the repository, so that the repository's packages can be used. */
export const folderOf = (commit: string, root: string) => join(workRoot(root), 'commits', commit);

/**
 * The repository as of a commit, in a folder of its own (git-worktree(1)), with the packages of that commit. It is
 * created once.
 * @param commit in full
 * @throws if this clone does not have it, or its packages cannot be installed
 */
export async function checkout(commit: string, root: string): Promise<string> {
  const folder = folderOf(commit, root);
  const ready = `${folder}.ready`;
  if (existsSync(ready) && existsSync(folder)) return folder;
  mkdirSync(dirname(folder), { recursive: true });
  const release = await claim(`${folder}.claim`, `checkout of ${commit}`);
  try {
    if (!existsSync(join(folder, 'package.json'))) await addWorktree(commit, folder, root);
    await givePackages(folder, root);
    writeFileSync(ready, '');
    await pruneCheckouts(root);
    return folder;
  } finally {
    release();
  }
}

async function addWorktree(commit: string, folder: string, root: string): Promise<void> {
  // Force: git may still list a folder that was removed by hand.
  const args = ['worktree', 'add', '--force', '--detach', folder, commit];
  const { code, stderr } = await capture('git', args, { cwd: root, env: process.env });
  if (code === 0) return;
  throw new Error(
    `The code of commit ${commit} cannot be checked out: ${stderr.trim()}. Fetch it (git fetch --unshallow), and run the same command again.`,
  );
}

import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { workRoot } from '@malinshopper/synth';
import { git } from '@malinshopper/terraform/record';

/** How many commits are kept: the base commits of two branches, and the last commit of an app that was removed. */
const kept = 3;

/**
 * Removes the oldest checkouts and the stored data of their commits. A checkout stays if it destroyed something in AWS:
 * it may contain a state that could not be written.
 */
export async function pruneCheckouts(root: string): Promise<void> {
  const folder = join(workRoot(root), 'commits');
  const commits = readdirSync(folder).filter((name) => /^[0-9a-f]{40}$/.test(name));
  const byAge = commits.sort((a, b) => statSync(join(folder, b)).mtimeMs - statSync(join(folder, a)).mtimeMs);
  for (const commit of byAge.slice(kept)) {
    const checkout = join(folder, commit);
    if (existsSync(join(checkout, '.work/aws'))) continue;
    rmSync(`${checkout}.ready`, { force: true });
    rmSync(`${checkout}.json`, { force: true });
    rmSync(checkout, { recursive: true, force: true });
  }
  // Git forgets removed worktrees (git-worktree(1)).
  await git(root, 'worktree', 'prune');
}

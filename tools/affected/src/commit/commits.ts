import { git } from '@malinshopper/terraform/record';

/**
 * The commit to compare with: the merge base of the current branch and another one (git-merge-base(1)). Later merges to
 * that branch are no changes of this one.
 * @param ref such as `main`, `origin/main`, or a commit
 * @throws if this clone has no such commit
 */
export async function baseOf(ref: string, root: string): Promise<string> {
  const commit = await git(root, 'rev-parse', '--verify', '--quiet', `${ref}^{commit}`);
  if (!commit) {
    throw new Error(
      `This clone has no commit ${JSON.stringify(ref)}: fetch it (git fetch origin ${ref}), or name another one. In a workflow, ` +
        'actions/checkout fetches all with `fetch-depth: 0`.',
    );
  }
  return (await git(root, 'merge-base', commit, 'HEAD')) ?? commit;
}

import { createHash } from 'node:crypto';
import { branchOf, refuseBranch } from './git-ref';

/** DNS allows 63 characters in a label (RFC 1035, 2.3.4); 20 leave room for the other parts of AWS names. */
const longestSlug = 20;
const hashLength = 5;

/** What the names of all branches are like, and that of no environment that stays: as a pattern in an IAM policy. */
export const branchPattern = `*-${'?'.repeat(hashLength)}`;

/** In the place of a word where the last part has no letter of a DNS name: an issue's number, a word of another script. */
const wordless = 'branch';

/**
 * The short, DNS-safe name of a branch: the last part of its path and a hash of the whole ref, so that
 * `feature/checkout` and `bugfix/checkout` never meet. Same ref, same slug, on every machine.
 * @param gitRef `feature/checkout` or `refs/heads/feature/checkout`
 * @throws if git could not have the branch, or if it holds what Terraform or IAM would replace
 */
export function branchSlug(gitRef: string): string {
  const branch = branchOf(gitRef);
  // Who may release to a branch stands in a policy, by the whole ref.
  if (/[$%]\{/.test(branch))
    refuseBranch(branch, 'Terraform and IAM would put something else in for "${" and "%{"; rename the branch');
  const last = branch.toLowerCase().split('/').at(-1) ?? '';
  const words = last.replace(/[^a-z0-9]+/g, '-').replace(/^[-0-9]+/, '');
  const word = words.slice(0, longestSlug - hashLength - 1).replace(/-+$/, '') || wordless;
  return `${word}-${createHash('sha256').update(branch).digest('hex').slice(0, hashLength)}`;
}

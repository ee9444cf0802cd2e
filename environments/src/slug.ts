import { createHash } from 'node:crypto';
import { branchOf, refuseBranch } from './git-ref';

/** DNS allows 63 characters in a label (RFC 1035, 2.3.4); 20 leave space for the other parts of AWS names. */
const longestSlug = 20;
const hashLength = 5;

/** A pattern for IAM policies that matches the names of all branches, and that of no long-lived environment. */
export const branchPattern = `*-${'?'.repeat(hashLength)}`;

/** Replaces the last part of a branch name that has no letter for a DNS name: a number of an issue, or a word in another script. */
const wordless = 'branch';

/**
 * The short, DNS-safe name of a branch: the last part of its path and a hash of the whole ref, so that
 * `feature/checkout` and `bugfix/checkout` differ. It is deterministic.
 * @param gitRef `feature/checkout` or `refs/heads/feature/checkout`
 * @throws if git refuses the branch, or if it contains text that Terraform or IAM would replace
 */
export function branchSlug(gitRef: string): string {
  const branch = branchOf(gitRef);
  // A policy contains the whole ref, for the permission to release to a branch.
  if (/[$%]\{/.test(branch)) refuseBranch(branch, 'Terraform and IAM would replace "${" and "%{"; rename the branch');
  const last = branch.toLowerCase().split('/').at(-1) ?? '';
  const words = last.replace(/[^a-z0-9]+/g, '-').replace(/^[-0-9]+/, '');
  const word = words.slice(0, longestSlug - hashLength - 1).replace(/-+$/, '') || wordless;
  return `${word}-${createHash('sha256').update(branch).digest('hex').slice(0, hashLength)}`;
}

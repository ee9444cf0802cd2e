import { createHash } from 'node:crypto';

/** Git stores a ref as a file, whose name and path parts are at most 255 bytes long on common file systems. */
const longestRef = 255;
/** DNS allows 63 characters in a label (RFC 1035, 2.3.4); 20 leave room for the other parts of AWS names. */
const longestSlug = 20;
const hashLength = 5;

/** What the names of all branches are like, and that of no environment that stays: as a pattern in an IAM policy. */
export const branchPattern = `*-${'?'.repeat(hashLength)}`;

const refuse = (ref: string, rule: string): never => {
  const shown = ref.length > 60 ? `${ref.slice(0, 60)}... (${ref.length} characters)` : ref;
  throw new Error(`Branch ${JSON.stringify(shown)} cannot have an environment: ${rule}.`);
};

/**
 * The short, DNS-safe name of a branch: the last part of its path and a hash of the whole ref, so that
 * `feature/checkout` and `bugfix/checkout` never meet. Same ref, same slug, on every machine.
 * @param gitRef `feature/checkout` or `refs/heads/feature/checkout`
 * @throws if the ref is too long, holds what Terraform or IAM would replace, or no letter or digit in its last part
 */
export function branchSlug(gitRef: string): string {
  const ref = gitRef.replace(/^refs\/heads\//, '');
  if (ref.length > longestRef) refuse(ref, `a git ref has at most ${longestRef} characters; rename the branch`);
  // Who may release to a branch stands in a policy, by the whole ref.
  if (/[$%]\{/.test(ref))
    refuse(ref, 'Terraform and IAM would put something else in for "${" and "%{"; rename the branch');
  const last = ref.toLowerCase().split('/').at(-1) ?? '';
  const words = last.replace(/[^a-z0-9]+/g, '-').replace(/^[-0-9]+/, '');
  const word = words.slice(0, longestSlug - hashLength - 1).replace(/-+$/, '');
  if (word === '') refuse(ref, 'its last part needs a letter to make a DNS name from; rename the branch');
  return `${word}-${createHash('sha256').update(ref).digest('hex').slice(0, hashLength)}`;
}

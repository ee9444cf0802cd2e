/** Git stores a ref as a file with a name and path parts of at most 255 bytes on common file systems. */
const longest = 255;

const heads = 'refs/heads/';

/**
 * The names of branches that git refuses (git-check-ref-format(1), and `strbuf_check_branch_ref` of its source for the
 * first and the last). Everything else is legal: other scripts, non-ASCII spaces, and most characters with a meaning in
 * a shell.
 */
const rules: readonly (readonly [RegExp, string])[] = [
  [/^$/, 'it is empty'],
  [/^-/, 'git takes no branch that begins with "-"'],
  [/(^|\/)\./, 'git takes no part that begins with "."'],
  [/\.lock(\/|$)/, 'git takes no part that ends in ".lock"'],
  [/\.\./, 'git takes no ".." in it'],
  // eslint-disable-next-line no-control-regex -- git refuses these
  [/[\x00-\x20\x7f]/, 'git takes no spaces and no control characters in it'],
  [/[~^:?*[\\]/, 'git takes none of ~ ^ : ? * [ \\ in it'],
  [/^\/|\/$|\/\//, 'git takes no "/" at its begin or end, and no two in a row'],
  [/\.$/, 'git takes no "." at its end'],
  [/@\{/, 'git takes no "@{" in it'],
  [/^HEAD$/, 'git takes no branch that is called HEAD'],
  [/\p{Surrogate}/u, 'it is no Unicode text'],
];

/**
 * The branch name of a git ref: `feature/checkout` of `refs/heads/feature/checkout` and of `feature/checkout`.
 * @throws if git refuses such a branch, or if it is a ref of another kind, such as a tag
 */
export function branchOf(gitRef: string): string {
  const branch = gitRef.startsWith(heads) ? gitRef.slice(heads.length) : gitRef;
  if (branch === gitRef && /^refs\//.test(gitRef)) {
    refuseBranch(gitRef, `it is no branch. A branch of that name is written ${JSON.stringify(`${heads}${gitRef}`)}`);
  }
  if (Buffer.byteLength(branch) > longest)
    refuseBranch(branch, `a git ref has at most ${longest} characters (bytes, in UTF-8); rename the branch`);
  const broken = rules.find(([pattern]) => pattern.test(branch));
  if (broken) refuseBranch(branch, broken[1]);
  return branch;
}

/** @throws always: the branch cannot have an environment, with the reason */
export function refuseBranch(branch: string, rule: string): never {
  const shown = branch.length > 60 ? `${branch.slice(0, 60)}... (${branch.length} characters)` : branch;
  throw new Error(`Branch ${JSON.stringify(shown)} cannot have an environment: ${rule}.`);
}

/** A branch in the form for people and commands: without `refs/heads/` where that is unambiguous. */
export function refOfBranch(branch: string): string {
  const isPlain = branch === 'development' || (branch.includes('/') && !branch.startsWith('refs/'));
  return isPlain ? branch : `${heads}${branch}`;
}

/** A branch's full ref, as git and GitHub's tokens have it: `refs/heads/feature/checkout`. */
export function fullRef(gitRef: string): string {
  return `${heads}${branchOf(gitRef)}`;
}

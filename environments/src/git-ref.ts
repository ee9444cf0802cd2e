/** Git stores a ref as a file, whose name and path parts are at most 255 bytes long on common file systems. */
const longest = 255;

const heads = 'refs/heads/';

/**
 * What git refuses in the name of a branch (git-check-ref-format(1), and `strbuf_check_branch_ref` of its source for the first and
 * the last). All else is legal: other scripts, spaces that are none of ASCII's, and most signs that mean something to a shell.
 */
const rules: readonly (readonly [RegExp, string])[] = [
  [/^$/, 'it is empty'],
  [/^-/, 'git takes no branch that begins with "-"'],
  [/(^|\/)\./, 'git takes no part that begins with "."'],
  [/\.lock(\/|$)/, 'git takes no part that ends in ".lock"'],
  [/\.\./, 'git takes no ".." in it'],
  // eslint-disable-next-line no-control-regex -- these are what git refuses
  [/[\x00-\x20\x7f]/, 'git takes no spaces and no control characters in it'],
  [/[~^:?*[\\]/, 'git takes none of ~ ^ : ? * [ \\ in it'],
  [/^\/|\/$|\/\//, 'git takes no "/" at its begin or end, and no two in a row'],
  [/\.$/, 'git takes no "." at its end'],
  [/@\{/, 'git takes no "@{" in it'],
  [/^HEAD$/, 'git takes no branch that is called HEAD'],
  [/\p{Surrogate}/u, 'it is no Unicode text'],
];

/**
 * The name of the branch that a git ref is of: `feature/checkout` of `refs/heads/feature/checkout` and of `feature/checkout`.
 * @throws if git could not have such a branch, or if it is a ref of something else, such as a tag
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

/** @throws that a branch cannot have an environment, and why */
export function refuseBranch(branch: string, rule: string): never {
  const shown = branch.length > 60 ? `${branch.slice(0, 60)}... (${branch.length} characters)` : branch;
  throw new Error(`Branch ${JSON.stringify(shown)} cannot have an environment: ${rule}.`);
}

/**
 * A branch as a person passes it to the commands, and as every command that is printed names it: without `refs/heads/` where that
 * cannot be taken for anything else.
 */
export function refOfBranch(branch: string): string {
  const isPlain = branch === 'development' || (branch.includes('/') && !branch.startsWith('refs/'));
  return isPlain ? branch : `${heads}${branch}`;
}

/** A branch's ref in full, as git and GitHub's tokens have it: `refs/heads/feature/checkout`. */
export function fullRef(gitRef: string): string {
  return `${heads}${branchOf(gitRef)}`;
}

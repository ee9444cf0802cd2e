import { capture } from '../subprocess';

/** A commit of a git repository. */
export interface Commit {
  readonly id: string;
  /** True if the folder equals the commit: nothing changed, nothing new that git does not ignore. */
  readonly clean: boolean;
}

/** Returns the commit of a folder, or undefined if git is not installed or the folder is not in a repository. */
export async function commitOf(folder: string): Promise<Commit | undefined> {
  const id = await git(folder, 'rev-parse', 'HEAD');
  if (!id) return undefined;
  return { id, clean: (await git(folder, 'status', '--porcelain', '--', '.')) === '' };
}

/** The output of git. Undefined if there is no git, no repository, or no output. */
export async function git(folder: string, ...args: string[]): Promise<string | undefined> {
  const ran = await capture('git', args, { cwd: folder, env: process.env }).catch(() => undefined);
  return ran?.code === 0 ? ran.stdout.trim() : undefined;
}

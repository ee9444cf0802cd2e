import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { commitOf, git } from '@malinshopper/terraform';

/** The origin of a revision. */
export interface Origin {
  readonly commit: string;
  readonly branch: string;
}

const unknown = 'unknown';

/**
 * The commit and the branch of a folder, or of the folder of a zip: from the pipeline's variables (continuousphp's
 * documentation, "Environment variables"; GitHub documentation, "Variables reference"), or else from git. A pipeline
 * checks out a commit without its branch, so that git alone would not know it.
 */
export async function originOf(path: string, variables: NodeJS.ProcessEnv = process.env): Promise<Origin> {
  const folder = (await stat(path)).isDirectory() ? path : dirname(path);
  const commit = variables['CPHP_GIT_COMMIT'] || variables['GITHUB_SHA'] || (await written(folder));
  const ref = variables['CPHP_GIT_REF'] || variables['GITHUB_REF'] || (await git(folder, 'symbolic-ref', '-q', 'HEAD'));
  return { commit, branch: ref?.replace(/^refs\/heads\//, '') || unknown };
}

async function written(folder: string): Promise<string> {
  const commit = await commitOf(folder);
  if (!commit) return unknown;
  return commit.clean ? commit.id : `${commit.id}+changes`;
}

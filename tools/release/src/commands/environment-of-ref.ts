import { environment, type Environment } from '@malinshopper/environments';
import { command } from '../wording';

/** The environment for a pipeline's ref, or the reason why there is none. */
export type OfRef = { readonly environment: Environment; readonly branch: string } | { readonly nothing: string };

/** The branch into which everything is merged: its environment is the first stage. */
const mainline = ['main', 'master'];
/** The stages that get only promoted revisions. */
const promotedOnly: Record<string, string> = { staging: 'testing', production: 'staging' };

/**
 * The environment to which a git ref is released: `main` to testing, any other branch to its own. `environment(ref)`
 * defines the rules for the slug.
 * @param ref `refs/heads/feature/checkout`, in the format of continuousphp (CPHP_GIT_REF) and GitHub (GITHUB_REF); or
 * as git shows it
 * @throws Error if there is none, and for a branch with the name of an environment that only gets promotions
 */
export function environmentOfRef(ref: string | undefined, variables: NodeJS.ProcessEnv): OfRef {
  if (!ref) {
    throw new Error(
      'Which branch? Set --ref refs/heads/<branch>; without it, CPHP_GIT_REF (continuousphp) or GITHUB_REF (GitHub) is used, and ' +
        'neither is set.',
    );
  }
  const request = variables['CPHP_PR_ID'] || /^refs\/pull\/(\d+)\//.exec(ref)?.[1];
  if (request)
    return { nothing: `Pull request ${request} is not released: its branch is, by the pipeline of the branch.` };
  if (/^refs\/(?!heads\/)/.test(ref)) return { nothing: `${ref} is not a branch: nothing is released for it.` };
  const branch = ref.replace(/^refs\/heads\//, '');
  if (mainline.includes(branch)) return { environment: environment('testing'), branch };
  const before = promotedOnly[branch];
  if (before) {
    throw new Error(
      `Branch ${branch} is not released to ${branch}: that gets revisions tried in ${before}, by ${command('promote', before, branch)}.`,
    );
  }
  // A bare word would count as a typing error, but a pipeline does not mistype its branch.
  return { environment: environment(branch === 'testing' ? branch : `refs/heads/${branch}`), branch };
}

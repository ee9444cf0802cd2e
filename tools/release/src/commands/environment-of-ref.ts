import { environment, type Environment } from '@malinshopper/environments';
import { command } from '../wording';

/** Where a pipeline's ref is released to, or why nowhere. */
export type OfRef = { readonly environment: Environment; readonly branch: string } | { readonly nothing: string };

/** The branch that everything is merged into: where the way through the stages begins. */
const mainline = ['main', 'master'];
/** The stages that get only what was promoted to them. */
const promotedOnly: Record<string, string> = { staging: 'testing', production: 'staging' };

/**
 * The environment that a git ref is released to: `main` to testing, any other branch to its own. The names of its slug are
 * the environments' own (`environment(ref)`).
 * @param ref `refs/heads/feature/checkout`, as continuousphp (CPHP_GIT_REF) and GitHub (GITHUB_REF) say it; or as git shows it
 * @throws if there is none, and for a branch that is called like an environment to which nothing is released without a promotion
 */
export function environmentOfRef(ref: string | undefined, variables: NodeJS.ProcessEnv): OfRef {
  if (!ref) {
    throw new Error(
      'Which branch? Say --ref refs/heads/<branch>; without it, CPHP_GIT_REF (continuousphp) or GITHUB_REF (GitHub) is taken, and ' +
        'neither is set.',
    );
  }
  const request = variables['CPHP_PR_ID'] || /^refs\/pull\/(\d+)\//.exec(ref)?.[1];
  if (request)
    return { nothing: `Pull request ${request} is not released: its branch is, by the pipeline of the branch.` };
  if (/^refs\/(?!heads\/)/.test(ref)) return { nothing: `${ref} is no branch: nothing is released for it.` };
  const branch = ref.replace(/^refs\/heads\//, '');
  if (mainline.includes(branch)) return { environment: environment('testing'), branch };
  const before = promotedOnly[branch];
  if (before) {
    throw new Error(
      `Branch ${branch} is not released to ${branch}: that gets what was tried in ${before}, by ${command('promote', before, branch)}.`,
    );
  }
  // A bare word would be taken for a typing error, but a pipeline does not mistype its branch.
  return { environment: environment(branch === 'testing' ? branch : `refs/heads/${branch}`), branch };
}

import { Octokit } from '@octokit/core';
import { paginateRest } from '@octokit/plugin-paginate-rest';

const Client = Octokit.plugin(paginateRest);
export type GitHub = InstanceType<typeof Client>;

/** The timeout of one call, in milliseconds. */
const patience = 30_000;

/**
 * GitHub's REST API with the token of the environment: `GH_TOKEN` or else `GITHUB_TOKEN`, as in the program gh. `GITHUB_API_URL` is the address of
 * the API, which GitHub sets for its jobs.
 * @throws if there is no token
 */
export function gitHub(environment: Readonly<Record<string, string | undefined>>): GitHub {
  const token = environment['GH_TOKEN'] || environment['GITHUB_TOKEN'];
  if (!token)
    throw new Error(
      'There is no token for GitHub: neither GH_TOKEN nor GITHUB_TOKEN is set. Signed in with gh, write: GH_TOKEN=$(gh auth token) npm run github -- check',
    );
  return new Client({
    auth: token,
    baseUrl: environment['GITHUB_API_URL'] || 'https://api.github.com',
    userAgent: 'malinshopper-infrastructure',
    request: {
      fetch: (url: string, init: RequestInit) => fetch(url, { ...init, signal: AbortSignal.timeout(patience) }),
    },
  });
}

import type { RepositoryName } from '../settings/desired';

export type Variables = Readonly<Record<string, string | undefined>>;

/** The facts that a job knows about its run. */
export interface Job {
  readonly repository: RepositoryName;
  /** The number of its pull request. @default - none */
  readonly pullRequest: number | undefined;
  /** The commit of the pull request. @default - none */
  readonly head: string | undefined;
  readonly isOfFork: boolean;
  /** The page of the run. */
  readonly page: string;
}

/**
 * @param variables those of GitHub (GitHub documentation, "Variables reference"), and those that the workflow sets about the pull request:
 * `PULL_REQUEST`, `HEAD` and `HEAD_REPOSITORY`
 * @throws outside of GitHub
 */
export function jobOf(variables: Variables): Job {
  const { GITHUB_REPOSITORY = '', GITHUB_SERVER_URL = 'https://github.com', GITHUB_RUN_ID = '' } = variables;
  const [owner, repo] = GITHUB_REPOSITORY.split('/');
  if (!owner || !repo) {
    throw new Error(
      'GITHUB_REPOSITORY is not set: this is for jobs on GitHub. At a terminal: npm run plan -- <environment> --review <folder>.',
    );
  }
  const { PULL_REQUEST = '', HEAD, HEAD_REPOSITORY = '' } = variables;
  return {
    repository: { owner, repo },
    pullRequest: PULL_REQUEST === '' ? undefined : Number(PULL_REQUEST),
    head: HEAD || undefined,
    isOfFork: HEAD_REPOSITORY !== '' && HEAD_REPOSITORY !== GITHUB_REPOSITORY,
    page: `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`,
  };
}

import {
  accountNames,
  applicationRepository,
  gitHubEnvironment,
  gitHubReviewEnvironment,
  longLivedEnvironments,
  needsReview,
  promotedFrom,
  purposes,
  repository,
  teamNames,
  type TeamName,
} from '@malinshopper/environments';

/** A repository by its name in the paths of GitHub's REST API. */
// No interface: octokit takes parameters with any further names (an index signature), which an interface has not.
export type RepositoryName = { readonly owner: string; readonly repo: string };

/** An environment of GitHub: the branches of the jobs that may name it, and the teams that must approve before. */
export interface DesiredEnvironment {
  readonly name: string;
  /** One of their members must approve, and not the person that has started the job. Without any, no review is needed. */
  readonly reviewers: readonly TeamName[];
  /** The patterns of the branches on which a job that names it may run. In them, `*` stands for no slash. */
  readonly branches: readonly string[];
}

/** Only merged code is deployed. */
const main = 'main';
/**
 * The jobs of pull requests, some of which plan: the branches of an environment are compared with this ref (GitHub changelog, 2025-11-07). A job of a
 * fork gets no token that a role in AWS trusts, whatever it names.
 */
const pullRequests = 'refs/pull/*/merge';

/** The GitHub environments of this repository. The trust policies of roles name them (`environments/src/ci.ts`). */
const environments = accountNames.flatMap((account) => [
  ...teamNames.flatMap((team) =>
    purposes.map((purpose): DesiredEnvironment => ({
      name: gitHubEnvironment(account, team, purpose),
      reviewers: needsReview(account, purpose) ? [team] : [],
      branches: [main],
    })),
  ),
  { name: gitHubReviewEnvironment(account), reviewers: [], branches: [main, pullRequests] },
]);

/**
 * The GitHub environments of the application's repository. The trust policies of the roles for releases name them
 * (`environments/src/releases.ts`). A promotion needs a review.
 */
const releaseEnvironments = longLivedEnvironments.map(({ kind }): DesiredEnvironment => ({
  name: kind,
  reviewers: promotedFrom[kind] === undefined ? [] : ['delivery'],
  branches: [main],
}));

/** Without the numbers that the subject of a token may contain (`environments/src/teams.ts`). */
function nameOf(full: string): RepositoryName {
  const [owner, repo] = full.replaceAll(/@\d+/g, '').split('/');
  return { owner: owner!, repo: repo! };
}

/**
 * The declared GitHub settings of this repository, and of the repository of the application. All of them are derived
 * from `environments/src`.
 */
export const desired = {
  infrastructure: nameOf(repository),
  application: nameOf(applicationRepository),
  defaultBranch: main,
  teams: teamNames,
  environments,
  releaseEnvironments,
  /** True if GitHub writes numbers into the subjects of tokens, as the trust policies must then do. */
  immutableSubjects: repository.includes('@'),
  /** Actions of other owners than GitHub that workflows may use, beside GitHub's own. */
  actions: ['aws-actions/configure-aws-credentials@*'],
} as const;

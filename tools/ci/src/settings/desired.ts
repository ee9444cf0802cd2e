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

/** A repository as the paths of GitHub's REST API name it. */
// No interface: octokit takes parameters with any further names (an index signature), which an interface has not.
export type RepositoryName = { readonly owner: string; readonly repo: string };

/** An environment of GitHub: which jobs may name it, and which teams are asked before. */
export interface DesiredEnvironment {
  readonly name: string;
  /** One of their members has to agree, other than who has started the job. Without any, no review is needed. */
  readonly reviewers: readonly TeamName[];
  /** The patterns of the branches on which a job that names it may run. In them, `*` stands for no slash. */
  readonly branches: readonly string[];
}

/** What is deployed has been merged. */
const main = 'main';
/**
 * The jobs of pull requests, of which some plan: the branches of an environment are compared with this ref (GitHub changelog, 2025-11-07). A fork's
 * gets no token that a role in AWS trusts, whatever it names.
 */
const pullRequests = 'refs/pull/*/merge';

/** The environments of this repository on GitHub: those that the trust policies of roles name (`environments/src/ci.ts`). */
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

/** Those of the application's repository, which the roles for releases name (`environments/src/releases.ts`). What is promoted is reviewed. */
const releaseEnvironments = longLivedEnvironments.map(({ kind }): DesiredEnvironment => ({
  name: kind,
  reviewers: promotedFrom[kind] === undefined ? [] : ['delivery'],
  branches: [main],
}));

/** Without the numbers that may stand in the subject of a token (`environments/src/teams.ts`). */
function nameOf(full: string): RepositoryName {
  const [owner, repo] = full.replaceAll(/@\d+/g, '').split('/');
  return { owner: owner!, repo: repo! };
}

/** How GitHub has to be set up for this repository, and for that of the application. All of it is derived from `environments/src`. */
export const desired = {
  infrastructure: nameOf(repository),
  application: nameOf(applicationRepository),
  defaultBranch: main,
  teams: teamNames,
  environments,
  releaseEnvironments,
  /** Whether GitHub writes numbers into the subjects of tokens, as the trust policies then have to. */
  immutableSubjects: repository.includes('@'),
  /** Actions of other owners than GitHub that workflows may use, beside GitHub's own. */
  actions: ['aws-actions/configure-aws-credentials@*'],
} as const;

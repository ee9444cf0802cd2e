import type { Account, AccountName } from './account';
import { repository, type TeamName } from './teams';

/** Where GitHub's tokens come from, without `https://`. */
export const gitHubIssuer = 'token.actions.githubusercontent.com';

/** The address of that issuer in an account: the `account` app makes it there, before any role that trusts it. */
export function gitHubProviderArn({ id }: Pick<Account, 'id'>): string {
  return `arn:aws:iam::${id}:oidc-provider/${gitHubIssuer}`;
}

/** What a job of GitHub is there for: to look what a change would do, or to do it. */
export const purposes = ['plan', 'deploy'] as const;
export type Purpose = (typeof purposes)[number];

/** How long a session of such a role holds at most, in seconds: after that, nothing that a job has started can call AWS any more. */
export const ciSessionSeconds = 3600;

/** Where the roles of GitHub's jobs are, among all of an account: `role/ci/network-deploy`. */
export const ciPath = '/ci/';

/** The role that a team's jobs of a purpose assume, in every account. */
export function ciRoleName(team: TeamName, purpose: Purpose): string {
  return `${team}-${purpose}`;
}

/** The address of that role in an account: what a workflow asks for. */
export function ciRoleArn({ id }: Pick<Account, 'id'>, team: TeamName, purpose: Purpose): string {
  return `arn:aws:iam::${id}:role${ciPath}${ciRoleName(team, purpose)}`;
}

/** In a folder of their own: no role of CI may change them, whatever else it may write. */
export const ciBoundaryPath = '/ci-boundary/';

/** The policy beyond which a team's roles of CI cannot reach. */
export function ciBoundaryArn({ id }: Pick<Account, 'id'>, team: TeamName): string {
  return `arn:aws:iam::${id}:policy${ciBoundaryPath}${team}`;
}

/** The role for emergencies, in a folder of its own: a role that manages the roles of CI does not manage this one. */
export const breakGlass = { path: '/break-glass/', name: 'malinshopper-break-glass' } as const;

export function breakGlassArn({ id }: Pick<Account, 'id'>): string {
  return `arn:aws:iam::${id}:role${breakGlass.path}${breakGlass.name}`;
}

/**
 * The environment of GitHub that a job has to name (`environment:` in a workflow) to be given the team's role in an account.
 * Who has to agree before it runs, and on which branches it may, is set there, on GitHub.
 */
export function gitHubEnvironment(account: AccountName, team: TeamName, purpose: Purpose): string {
  return `${account}-${ciRoleName(team, purpose)}`;
}

/**
 * The role that plans a whole change for its review, whatever teams it touches, in every account (docs/adr/0034). It is no team's: an app that reads
 * another is planned on what is planned of that one, by one process.
 */
export const ciReviewRole = 'review';

/** The address of that role in an account. */
export function ciReviewRoleArn({ id }: Pick<Account, 'id'>): string {
  return `arn:aws:iam::${id}:role${ciPath}${ciReviewRole}`;
}

/** The policy beyond which that role cannot reach. */
export function ciReviewBoundaryArn({ id }: Pick<Account, 'id'>): string {
  return `arn:aws:iam::${id}:policy${ciBoundaryPath}${ciReviewRole}`;
}

/** The environment of GitHub that a job has to name to be given that role in an account. */
export function gitHubReviewEnvironment(account: AccountName): string {
  return `${account}-${ciReviewRole}`;
}

/** Whether GitHub asks the reviewers of that environment before such a job runs: a deploy to the account of production (docs/adr/0013). */
export function needsReview(account: AccountName, purpose: Purpose): boolean {
  return account === 'production' && purpose === 'deploy';
}

/**
 * The subject of the token of such a job (GitHub documentation, "OpenID Connect reference": filtering for a specific
 * environment). A pull request from a fork has another, `repo:...:pull_request`, or gets no token at all.
 */
export function gitHubSubject(account: AccountName, team: TeamName, purpose: Purpose): string {
  return subjectIn(gitHubEnvironment(account, team, purpose));
}

/** The subject of the token of a job that plans a change for its review. */
export function gitHubReviewSubject(account: AccountName): string {
  return subjectIn(gitHubReviewEnvironment(account));
}

const subjectIn = (environment: string) => `repo:${repository}:environment:${environment}`;

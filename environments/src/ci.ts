import type { Account, AccountName } from './account';
import { repository, type TeamName } from './teams';

/** The issuer of GitHub's tokens, without `https://`. */
export const gitHubIssuer = 'token.actions.githubusercontent.com';

/** The ARN of that issuer in an account: the `account` app creates it there, before any role that trusts it. */
export function gitHubProviderArn({ id }: Pick<Account, 'id'>): string {
  return `arn:aws:iam::${id}:oidc-provider/${gitHubIssuer}`;
}

/** The purpose of a GitHub job: to plan a change, or to deploy it. */
export const purposes = ['plan', 'deploy'] as const;
export type Purpose = (typeof purposes)[number];

/** The maximum length of a session of such a role, in seconds: after that, no process of the job can call AWS. */
export const ciSessionSeconds = 3600;

/** The path of the roles of GitHub's jobs, among all roles of an account: `role/ci/network-deploy`. */
export const ciPath = '/ci/';

/** The role that a team's jobs of a purpose assume, in every account. */
export function ciRoleName(team: TeamName, purpose: Purpose): string {
  return `${team}-${purpose}`;
}

/** The ARN of that role in an account, for workflows. */
export function ciRoleArn({ id }: Pick<Account, 'id'>, team: TeamName, purpose: Purpose): string {
  return `arn:aws:iam::${id}:role${ciPath}${ciRoleName(team, purpose)}`;
}

/** A path of their own: no CI role can change them, whatever else it can write. */
export const ciBoundaryPath = '/ci-boundary/';

/** The permissions boundary of a team's CI roles. */
export function ciBoundaryArn({ id }: Pick<Account, 'id'>, team: TeamName): string {
  return `arn:aws:iam::${id}:policy${ciBoundaryPath}${team}`;
}

/** The role for emergencies, under a path of its own: a role that manages the CI roles does not manage this one. */
export const breakGlass = { path: '/break-glass/', name: 'malinshopper-break-glass' } as const;

export function breakGlassArn({ id }: Pick<Account, 'id'>): string {
  return `arn:aws:iam::${id}:role${breakGlass.path}${breakGlass.name}`;
}

/**
 * The GitHub environment that a job must name (`environment:` in a workflow) to get the team's role in an account. Its
 * required reviewers and allowed branches are configured on GitHub.
 */
export function gitHubEnvironment(account: AccountName, team: TeamName, purpose: Purpose): string {
  return `${account}-${ciRoleName(team, purpose)}`;
}

/**
 * The role that plans a whole change for its review, for all teams, in every account (docs/adr/0034). It belongs to no
 * team: an app that reads another is planned with the planned outputs of that one, by one process.
 */
export const ciReviewRole = 'review';

/** The ARN of that role in an account. */
export function ciReviewRoleArn({ id }: Pick<Account, 'id'>): string {
  return `arn:aws:iam::${id}:role${ciPath}${ciReviewRole}`;
}

/** The permissions boundary of that role. */
export function ciReviewBoundaryArn({ id }: Pick<Account, 'id'>): string {
  return `arn:aws:iam::${id}:policy${ciBoundaryPath}${ciReviewRole}`;
}

/** The GitHub environment that a job must name to get that role in an account. */
export function gitHubReviewEnvironment(account: AccountName): string {
  return `${account}-${ciReviewRole}`;
}

/** True if GitHub requires a review before such a job runs: a deploy to the account of production (docs/adr/0013). */
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

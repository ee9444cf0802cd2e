import { ciRoleName, teamNames, type Account, type Purpose, type TeamName } from '@malinshopper/environments';
import type { Call } from '@malinshopper/aws-facts';

/** A role of CI, in an account. */
export interface Who {
  readonly account: Account;
  readonly team: TeamName;
  readonly purpose: Purpose;
}

/** The role of a pipeline in the name of a test: the name of the role, and the account. */
export const called = ({ account, team, purpose }: Who) => `${ciRoleName(team, purpose)} in ${account.name}`;

/** Another team, with resources that the role must not reach. */
export const neighbourOf = (team: TeamName): TeamName => teamNames[(teamNames.indexOf(team) + 1) % teamNames.length]!;

export const call = (what: string, action: string, resource: string, context: Call['context'] = {}): Call => ({
  what,
  action,
  resource,
  context,
});

/** IAM and Route 53 are global: their calls count as made in us-east-1. */
export const inNoRegion = { 'aws:RequestedRegion': 'us-east-1' };

export const regional = ({ account: { id, region } }: Who, service: string, rest: string) =>
  `arn:aws:${service}:${region}:${id}:${rest}`;

/** A bucket of an environment. */
export const bucketOf = ({ account }: Who, purpose: string) =>
  `arn:aws:s3:::malinshopper-testing-${purpose}-${account.id}`;

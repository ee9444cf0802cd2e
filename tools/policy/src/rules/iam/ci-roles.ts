import {
  ciPath,
  ciReviewRole,
  ciRoleName,
  purposes,
  teamNames,
  type Account,
  type Purpose,
  type TeamName,
} from '@malinshopper/environments';
import type { Resource, World } from '@malinshopper/synthesized';

/** A role of CI, in an account. */
export interface CiRole {
  readonly account: Account;
  readonly team: TeamName;
  readonly purpose: Purpose;
}

/** The team and purpose of a role of CI, by its path and name. Undefined for any other role. */
export function ciRoleOf({ config }: Resource, { environment: { account } }: World): CiRole | undefined {
  if (config['path'] !== ciPath) return undefined;
  const all = teamNames.flatMap((team) => purposes.map((purpose) => ({ account, team, purpose })));
  return all.find(({ team, purpose }) => ciRoleName(team, purpose) === config['name']);
}

/** True if a role is the one that plans for reviews. */
export const isForReviews = ({ config }: Resource) => config['path'] === ciPath && config['name'] === ciReviewRole;

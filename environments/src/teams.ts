import type { Team } from './team';
import { assertTeams } from './team-checks';

export const teamNames = ['platform', 'network', 'data', 'compute', 'delivery'] as const;
export type TeamName = (typeof teamNames)[number];

export const teams: Record<TeamName, Team> = {
  platform: { app: 'account', reads: [], notify: 'infrastructure@malinshopper.com' },
  network: { app: 'network', reads: ['account'], notify: 'network@malinshopper.com' },
  data: { app: 'data', reads: ['account', 'network'], notify: 'data@malinshopper.com' },
  // The `compute` app of a branch also reads the `compute` state of the host of the branch: they share a load balancer.
  compute: { app: 'compute', reads: ['account', 'network', 'data'], notify: 'compute@malinshopper.com' },
  delivery: { app: 'delivery', reads: ['account', 'data', 'compute'], notify: 'delivery@malinshopper.com' },
};

/** The teams that alarms notify, by the region of the alarms: a topic of each team in every account (apps/account). */
export const alarmTeams = {
  /** In the region of the account. */
  regional: ['network', 'data', 'compute', 'delivery'],
  /** In us-east-1: alarms on the signatures of the zones, and on CloudFront. */
  global: ['platform', 'data'],
} as const satisfies Readonly<Record<string, readonly TeamName[]>>;

/** The team that is notified when the role for emergencies is assumed. */
export const breakGlassTeam: TeamName = 'platform';

/**
 * The GitHub repository with workflows that can act in the accounts, in the form of their tokens' subject:
 * `owner/name`. For a repository that was created, renamed or moved after July 15, 2026, it is `owner@id/name@id`, with
 * GitHub's numbers for both (GitHub changelog, "Immutable subject claims for GitHub Actions OIDC tokens").
 */
export const repository = 'malinshopper/infrastructure';

/** A team as GitHub writes it: `@malinshopper/network`, in the organization of the repository. */
export function gitHubTeam(team: TeamName): string {
  return `@${repository.split('/')[0]!.replace(/@\d+$/, '')}/${team}`;
}

/**
 * The repository of the PHP application: its workflows release, and do nothing else. It has the form of `repository`.
 */
export const applicationRepository = 'malinshopper/application';

assertTeams({ teams, repository, applicationRepository });

import { z } from 'zod';
import { faultsIn } from './faults';
import type { Team } from './team';
import { mailAddress, wanted } from './values';

/** GitHub documentation, "OpenID Connect reference": `owner/name`, or `owner@id/name@id`. An owner has at most 39 letters, digits and hyphens. */
const repositoryName = z
  .string()
  .regex(
    /^[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}(?:@\d+)?\/[\w.-]{1,100}(?:@\d+)?$/,
    wanted('a repository on GitHub such as "malinshopper/application"'),
  );

const schema = z.object({
  teams: z.record(z.string(), z.looseObject({ notify: mailAddress })),
  repository: repositoryName,
  applicationRepository: repositoryName,
});

export interface TeamsAndRepositories {
  readonly teams: Readonly<Record<string, Team>>;
  readonly repository: string;
  readonly applicationRepository: string;
}

/**
 * Checks the declared teams and repositories.
 * @throws with all faults, each with its place, the rule and the received value
 */
export function assertTeams(all: TeamsAndRepositories): void {
  const faults = faultsIn(schema, all);
  if (faults.length > 0) throw new Error(`The teams are not valid (environments/src/teams.ts):\n${faults.join('\n')}`);
}

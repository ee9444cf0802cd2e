import type { Attempt, Part } from '../parts/part';
import { releasesOf, type Release } from './releases';
import { standingOf, type Standing } from './standing';

/** What has become of an environment, from what AWS remembers of its parts. */
export interface Survey {
  /** What was sent to each part, newest first, by its name. */
  readonly attempts: ReadonlyMap<string, readonly Attempt[]>;
  readonly releases: readonly Release[];
  readonly standings: readonly (Standing & Pick<Part, 'side'>)[];
  /** What runs, also what brings a single instance up to date. */
  readonly running: readonly Attempt[];
}

/** @param parts all of the environment: a release is good only if it was on each of them */
export async function survey(parts: readonly Part[]): Promise<Survey> {
  const attempts = await Promise.all(parts.map(attemptsOn));
  const releases = releasesOf(attempts.flat());
  return {
    attempts: new Map(parts.map(({ name }, index) => [name, attempts[index] ?? []])),
    releases,
    standings: parts.map(({ name, side }, index) => ({ ...standingOf(name, attempts[index] ?? [], releases), side })),
    running: attempts.flat().filter(({ outcome }) => outcome === 'running'),
  };
}

/**
 * AWS says of what was stopped only that it was, and this tool stops a release as soon as a script of it fails on one instance:
 * that has failed, whether or not the other instances had ended by then. What was stopped by an alarm or by a person, while all
 * went well, has failed nowhere but where it was interrupted.
 */
async function attemptsOn(part: Part): Promise<Attempt[]> {
  return Promise.all(
    (await part.attempts()).map(async (attempt) => {
      if (attempt.outcome !== 'stopped') return attempt;
      const instances = await part.instances(attempt.id);
      return instances.some(({ failure }) => failure?.ofScript) ? { ...attempt, outcome: 'failed' as const } : attempt;
    }),
  );
}

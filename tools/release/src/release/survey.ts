import type { Attempt, Part } from '../parts/part';
import { releasesOf, type Release } from './releases';
import { standingOf, type Standing } from './standing';

/** The state of an environment, from AWS's records about its parts. */
export interface Survey {
  /** The attempts on each part, newest first, by its name. */
  readonly attempts: ReadonlyMap<string, readonly Attempt[]>;
  readonly releases: readonly Release[];
  readonly standings: readonly (Standing & Pick<Part, 'side'>)[];
  /** The running attempts, also those that update a single instance. */
  readonly running: readonly Attempt[];
}

/** @param parts all of the environment: a release is successful only if it was on each of them */
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
 * AWS reports a stopped attempt only as stopped, but this tool stops a release as soon as a script of it fails on one
 * instance: that has failed, even if the other instances had not ended by then. An attempt that was stopped by an alarm
 * or by a person, while all went well, has failed only where it was interrupted.
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

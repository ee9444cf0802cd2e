import { releaseSides, type Environment, type ReleaseSide } from '@malinshopper/environments';
import { shortId } from '../revisions/store';
import { command } from '../wording';
import type { Standing } from './standing';
import type { Survey } from './survey';

/**
 * The live and successful revision of each side in every group of an environment.
 * Web and workers can have been released separately (`--to`): each side then has its own, and both have been tried
 * together. The workers must not differ among themselves: such a combination was never chosen.
 * @throws Error with the revision of each group, if a release runs, if a group does not have its last successful
 * revision, or if workers differ
 */
export function promotable(
  { name, ref }: Pick<Environment, 'name' | 'ref'>,
  { standings, running }: Survey,
): Map<ReleaseSide, string> {
  const active = running.filter(({ creator }) => creator !== 'instance');
  const refuse = (why: string): never => {
    const list = standings.map((standing) => `- ${standing.part}: ${describe(standing)}`).join('\n');
    throw new Error(`The revision of ${name} cannot be promoted: ${why}.\n${list}\nSee ${command('status', ref)}.`);
  };
  if (active.length > 0) refuse(`a release is active there (${active.map(({ id }) => id).join(', ')})`);
  if (standings.some(({ last }) => !last)) refuse('not all of its groups have a revision');
  if (standings.some(({ clean }) => !clean))
    refuse('its last release did not succeed on every instance of every group');
  return new Map(
    releaseSides.map((side) => {
      const ofSide = standings.filter((standing) => standing.side === side);
      const live = new Set(ofSide.map(({ good }) => good[0]!.revision));
      if (live.size > 1) refuse(`its ${side} have different revisions`);
      return [side, [...live][0]!];
    }),
  );
}

/**
 * Checks that the approved revision is still live. Between the approval and the promotion, another revision can have
 * been released.
 * @param agreed the beginning of the checksum of the approved revision
 * @throws Error if another revision is live on a side, with the live revisions
 */
export function assertAgreed(
  { name }: Pick<Environment, 'name'>,
  live: ReadonlyMap<ReleaseSide, string>,
  agreed: string,
): void {
  if (/^[0-9a-f]{4,64}$/.test(agreed) && [...live.values()].every((revision) => revision.startsWith(agreed))) return;
  const list = [...live].map(([side, revision]) => `${shortId(revision)} on ${side}`).join(', ');
  throw new Error(
    `The live revision in ${name} is ${list}, and not ${JSON.stringify(agreed)}, as --revision requires. Nothing was promoted. ` +
      'If the live revision was tested and approved, repeat the command with this revision.',
  );
}

/** The revision of a part, in a few words. */
export function describe({ last, good, clean }: Standing): string {
  if (!last) return 'nothing was ever released to it';
  if (clean) return `${shortId(last.revision!)}, good`;
  if (!last.revision) return `a deployment of another tool (${last.id})`;
  const had = good[0] ? `; good before: ${shortId(good[0].revision)}` : '; none was ever successful';
  return `${shortId(last.revision)}, ${last.outcome === 'succeeded' ? 'but other groups of its release did not get it' : last.outcome} (${last.id})${had}`;
}

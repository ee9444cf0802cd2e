import { releaseSides, type Environment, type ReleaseSide } from '@malinshopper/environments';
import { shortId } from '../revisions/store';
import { command } from '../wording';
import type { Standing } from './standing';
import type { Survey } from './survey';

/**
 * The revision of each side that is live and good in every group of an environment.
 *
 * Web and workers may have been released apart (`--to`): each side then has its own, and both have proven themselves together.
 * The workers among themselves may not differ: nobody chose that.
 * @throws with what is where, if a release runs, if a group has not its last good revision, or if workers differ
 */
export function promotable(
  { name, ref }: Pick<Environment, 'name' | 'ref'>,
  { standings, running }: Survey,
): Map<ReleaseSide, string> {
  const active = running.filter(({ creator }) => creator !== 'instance');
  const refuse = (why: string): never => {
    const list = standings.map((standing) => `- ${standing.part}: ${describe(standing)}`).join('\n');
    throw new Error(`What is in ${name} cannot be promoted: ${why}.\n${list}\nSee ${command('status', ref)}.`);
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
 * Between the day on which somebody agreed to a revision and the promotion, another may have been released.
 * @param agreed the beginning of its checksum
 * @throws if another is live on any side, with what is where
 */
export function assertAgreed(
  { name }: Pick<Environment, 'name'>,
  live: ReadonlyMap<ReleaseSide, string>,
  agreed: string,
): void {
  if (/^[0-9a-f]{4,64}$/.test(agreed) && [...live.values()].every((revision) => revision.startsWith(agreed))) return;
  const list = [...live].map(([side, revision]) => `${shortId(revision)} on ${side}`).join(', ');
  throw new Error(
    `What is live in ${name} is not ${JSON.stringify(agreed)}, which --revision names: it is ${list}. Nothing was promoted. ` +
      'If that was tried and agreed to as well, promote it.',
  );
}

/** What a part has, in a few words. */
export function describe({ last, good, clean }: Standing): string {
  if (!last) return 'nothing was ever released to it';
  if (clean) return `${shortId(last.revision!)}, good`;
  if (!last.revision) return `something that is not of this tool (${last.id})`;
  const had = good[0] ? `; good before: ${shortId(good[0].revision)}` : '; none was ever good';
  return `${shortId(last.revision)}, ${last.outcome === 'succeeded' ? 'but other groups of its release did not get it' : last.outcome} (${last.id})${had}`;
}

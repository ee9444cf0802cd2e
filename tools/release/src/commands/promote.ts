import type { Environment } from '@malinshopper/environments';
import { readRevision } from '@malinshopper/revision';
import { chosenTarget } from '@malinshopper/terraform';
import { openPlace, type Place } from '../environment/place';
import { profileSession } from '../environment/profile-session';
import type { Part } from '../parts/part';
import { partsOf } from '../parts/parts';
import { assertFree } from '../release/checks';
import { assertAgreed, promotable } from '../release/promotable';
import { survey, type Survey } from '../release/survey';
import { keyOf, readBytes, readNote, shortId, storeRevision } from '../revisions/store';
import { command } from '../wording';
import { carryOut, whatOf } from './carry-out';
import { confirm } from './confirm';
import { assertNextStage, nextStage } from './stages';

export interface PromoteOptions {
  readonly yes?: boolean;
  readonly ignoreAlarms?: boolean;
  /** The beginning of the checksum of the approved revision: nothing else is promoted. @default - the live one */
  readonly revision?: string;
  /**
   * A profile of the AWS configuration for the account of the source. @default - the same credentials as for the target
   */
  readonly sourceProfile?: string;
}

/** Copies the live and successful revision of one environment to the next, byte for byte, and releases it there. */
export async function promote(from: Environment, to: Environment, options: PromoteOptions): Promise<void> {
  assertNextStage(from, to);
  const { sourceProfile, revision, yes, ignoreAlarms } = options;
  if (sourceProfile && chosenTarget().kind === 'embedded') {
    throw new Error('--source-profile is for two accounts of the real AWS: the embedded AWS needs no profile.');
  }
  const open = sourceProfile ? (one: Environment) => profileSession(sourceProfile, one) : undefined;
  const [source, target] = await Promise.all([openPlace(from, open), openPlace(to)]);
  const parts = partsOf(target);
  const live = promotable(from, await survey(partsOf(source)));
  if (revision !== undefined) assertAgreed(from, live, revision);
  const here = await survey(parts);
  const revisions = whatIsNew(parts, live, here);
  if (revisions.size === 0) {
    return console.log(
      `${to.name} has the live revision of ${from.name} already: ${whatOf(new Map(parts.map((part) => [part, live.get(part.side)!])))}.`,
    );
  }
  (await assertFree(to, [...revisions.keys()], here, ignoreAlarms)).forEach((note) => console.log(note));
  await confirm(to, `Promote ${whatOf(revisions)}, live and good in ${from.name}, to ${to.name}?`, yes);
  for (const revision of new Set(revisions.values())) await carry(source, target, revision);
  const succeeded = await carryOut(target, { kind: 'promote', from: from.name, revisions, survey: here, ignoreAlarms });
  const next = nextStage(to);
  if (succeeded) console.log(`Next: ${next ? command('promote', to.name, next) : command('status', to.ref)}`);
}

/**
 * The web servers and the workers of the source can have different revisions: a part of the target gets the revision of
 * the same side of the source. Parts that already have this revision are skipped.
 */
function whatIsNew(
  parts: readonly Part[],
  live: ReturnType<typeof promotable>,
  { standings }: Survey,
): Map<Part, string> {
  return new Map(
    parts.flatMap((part) => {
      const revision = live.get(part.side)!;
      const standing = standings.find((one) => one.part === part.name);
      return standing?.clean && standing.good[0]?.revision === revision ? [] : [[part, revision] as const];
    }),
  );
}

/** @throws Error if the checksum of the object differs from its name: the object was changed */
async function carry(source: Place, target: Place, sha256: string): Promise<void> {
  const bytes = await readBytes(source, sha256);
  const read = await readRevision(bytes, `s3://${source.names.bucket}/${keyOf(sha256)}`);
  if (read.sha256 !== sha256) {
    throw new Error(
      `The object of revision ${shortId(sha256)} in ${source.names.bucket} has the SHA-256 ${read.sha256}: the object was changed after its ` +
        'release. Nothing was copied. Push the commit again, and release the new revision.',
    );
  }
  const note = await readNote(source, sha256);
  if (!note)
    throw new Error(`Revision ${shortId(sha256)} has left ${source.names.bucket} just now. Push its commit again.`);
  const promoted = { ...note, promotedFrom: source.environment.name };
  const stored = await storeRevision(target, { sha256, bytes, note: promoted });
  console.log(
    stored
      ? `Revision ${shortId(sha256)} was carried from ${source.names.bucket} to ${target.names.bucket}, byte for byte.`
      : `Revision ${shortId(sha256)} was in ${target.names.bucket} already.`,
  );
}

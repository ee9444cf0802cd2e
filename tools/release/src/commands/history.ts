import Table from 'cli-table3';
import { duration as duration } from '@malinshopper/terraform';
import type { Environment } from '@malinshopper/environments';
import { openPlace, type Place } from '../environment/place';
import { partsOf } from '../parts/parts';
import type { Release } from '../release/releases';
import { survey } from '../release/survey';
import { madeOf } from '../revisions/note';
import { readNote, shortId } from '../revisions/store';
import { command } from '../wording';
import { day } from './times';

/** The releases with their author, revision, time, parts and result; newest first, as AWS records them. */
export async function history(
  environment: Environment,
  { limit = 20 }: { readonly limit?: number } = {},
): Promise<void> {
  const place = await openPlace(environment);
  const { releases } = await survey(partsOf(place));
  if (releases.length === 0) {
    return console.log(
      `Nothing was ever released to ${environment.name}. Next: ${command('push', 'FOLDER', environment.ref)}`,
    );
  }
  const table = new Table({
    head: ['when', 'release', 'revision', 'made of', 'to', 'who', 'outcome', 'took'],
    style: { head: [], border: [] },
  });
  for (const release of releases.slice(0, limit)) table.push(await row(place, release));
  console.log(table.toString());
  if (releases.length > limit)
    console.log(`${releases.length - limit} older ones: --limit ${releases.length} shows them.`);
}

async function row(place: Place, release: Release): Promise<string[]> {
  const { id, kind, from, parts, by, began, ended, attempts, outcome } = release;
  const revisions = [...new Set(attempts.flatMap(({ revision }) => revision ?? []))];
  const notes = await Promise.all(revisions.map((revision) => readNote(place, revision)));
  return [
    day(began),
    kind === 'deploy' ? id : `${id}\n${kind}${from ? ` from ${from}` : ''}`,
    revisions.map(shortId).join('\n') || 'unknown',
    notes.map((note) => (note ? madeOf(note) : 'has expired')).join('\n'),
    parts.join('\n'),
    by,
    outcomeOf(release),
    ended && outcome !== 'running' ? duration(ended.getTime() - began.getTime()) : '',
  ];
}

/** Returns the result of a release. After a failure, it includes the result of the rollback of its parts. */
export function outcomeOf({ outcome, returns }: Release): string {
  if (returns.length === 0) return outcome;
  if (outcome === 'running') return 'running, rolling back';
  const back = returns.filter((one) => one.outcome === 'succeeded');
  // Of several rollbacks of one part, a single successful one is enough.
  const parts = new Set(returns.map(({ part }) => part));
  return new Set(back.map(({ part }) => part)).size === parts.size
    ? `${outcome},\nrolled back`
    : `${outcome},\nnot all rolled back`;
}

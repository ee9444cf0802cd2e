import type { Environment, ReleaseSide } from '@malinshopper/environments';
import { openPlace, type Place } from '../environment/place';
import type { Attempt, Part } from '../parts/part';
import { chosenSide, partsOf } from '../parts/parts';
import { openView } from '../progress/open-view';
import { stopAll } from '../release/bring-back';
import { isWayBack } from '../release/label';
import { targetsOfRollback, type RollbackTargets } from '../release/rollback-targets';
import { survey } from '../release/survey';
import { shortId } from '../revisions/store';
import { command, together } from '../wording';
import { carryOut, pollEvery, whatOf } from './carry-out';
import { confirm } from './confirm';

export interface RollbackOptions {
  readonly to?: string;
  readonly yes?: boolean;
}

/**
 * Rolls back to the last successful release before the present release. If a release is active, the function stops this
 * release first, and rolls back to the release before it. It checks no alarms, because an active alarm is a reason for
 * a rollback.
 */
export async function rollback(environment: Environment, { to, yes }: RollbackOptions): Promise<void> {
  const side = chosenSide(to);
  const place = await openPlace(environment);
  const all = partsOf(place);
  const parts = partsOf(place, side);
  const first = await survey(all);
  const active = activeIn(parts, first.running);
  const now = targetsOfRollback(parts, first, active);
  if (now.revisions.size === 0 && active.length === 0) throw new Error(nothingBefore(place, side));
  await confirm(environment, questionOf(environment, active, now), yes);
  if (active.length > 0) await stop(place, parts, active);
  // In the meantime, the program that began the stopped release can have rolled it back. Therefore the state is read
  // again.
  const found = active.length > 0 ? await survey(all) : first;
  const { revisions, stay } = active.length > 0 ? targetsOfRollback(parts, found, active) : now;
  if (stay.length > 0)
    console.log(`${together(stay)}: no earlier release was successful, so the present revision stays.`);
  if (revisions.size === 0) {
    return console.log(`${environment.name} has nothing to roll back: see ${command('status', environment.ref)}.`);
  }
  const succeeded = await carryOut(place, { kind: 'rollback', revisions, survey: found });
  console.log(
    succeeded
      ? `Next: ${command('status', environment.ref)}`
      : `Not all parts were rolled back. Check ${command('status', environment.ref)}; then repeat the rollback for the failed parts.`,
  );
}

/** A rollback in progress is not stopped: the command waits for it. */
function activeIn(parts: readonly Part[], running: readonly Attempt[]): Attempt[] {
  const names = new Set(parts.map(({ name }) => name));
  return running.filter(
    ({ part, creator, label }) => names.has(part) && creator === 'person' && !(label && isWayBack(label)),
  );
}

async function stop(place: Place, parts: readonly Part[], active: readonly Attempt[]): Promise<void> {
  console.log(`Stopping ${ids(active)} ...`);
  const begun = active.map(({ id, part: name }) => ({ id, part: parts.find((part) => part.name === name)! }));
  const view = await openView(active.map(({ part }) => part));
  await stopAll(begun, { view, every: pollEvery(place) });
  await view.close();
}

const ids = (active: readonly Attempt[]) =>
  together(
    active.map(({ id, part, revision }) => `${id} (${revision ? shortId(revision) : 'unknown'} to ${part})`),
    8,
  );

function questionOf({ name }: Environment, active: readonly Attempt[], { revisions }: RollbackTargets): string {
  const where = together(
    [...revisions.keys()].map((part) => part.name),
    8,
  );
  const back = revisions.size > 0 ? `roll back to ${whatOf(revisions)} in ${where} of ${name}` : 'roll back to nothing';
  return active.length > 0 ? `Stop ${ids(active)} and ${back}?` : `Really ${back}?`;
}

function nothingBefore({ environment: { name, ref } }: Place, side?: ReleaseSide): string {
  return (
    `${side ? `${side} of ${name} has` : `${name} has`} no successful release before the present one for a rollback. ` +
    `${command('history', ref)} shows all releases; any revision can be released with ${command('deploy', 'REVISION', ref)}.`
  );
}

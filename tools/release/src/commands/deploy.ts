import type { Environment, ReleaseSide } from '@malinshopper/environments';
import { openPlace, type Place } from '../environment/place';
import { chosenSide, partsOf } from '../parts/parts';
import { assertFree } from '../release/checks';
import { survey } from '../release/survey';
import { findRevision } from '../revisions/find';
import { madeOf } from '../revisions/note';
import { readNote, shortId } from '../revisions/store';
import { command, together } from '../wording';
import { carryOut } from './carry-out';
import { confirm } from './confirm';
import { nextStage } from './stages';

export interface DeployOptions {
  readonly to?: string;
  readonly yes?: boolean;
  readonly ignoreAlarms?: boolean;
  readonly ignoreStopFailures?: boolean;
}

/** Releases a revision in an environment's package bucket to its instances. */
export async function deploy(
  prefix: string,
  environment: Environment,
  { to, ...options }: DeployOptions,
): Promise<void> {
  const side = chosenSide(to);
  const place = await openPlace(environment);
  await deployTo(place, await findRevision(place, prefix), side, options);
}

/** The same for an environment that is open already. */
export async function deployTo(
  place: Place,
  revision: string,
  to: ReleaseSide | undefined,
  { yes, ignoreAlarms, ...options }: Omit<DeployOptions, 'to'> = {},
): Promise<void> {
  const { environment } = place;
  const parts = partsOf(place, to);
  const found = await survey(partsOf(place));
  (await assertFree(environment, parts, found, ignoreAlarms)).forEach((note) => console.log(note));
  const note = await readNote(place, revision);
  const from = note?.promotedFrom ? `promoted from ${note.promotedFrom}` : 'not tried in any other environment';
  const where = together(
    parts.map(({ name }) => name),
    8,
  );
  const what = note ? `${madeOf(note)}, ${from}` : from;
  await confirm(environment, `Release ${shortId(revision)} (${what}) to ${where} of ${environment.name}?`, yes);
  const revisions = new Map(parts.map((part) => [part, revision]));
  const succeeded = await carryOut(place, { ...options, kind: 'deploy', revisions, survey: found, ignoreAlarms });
  const next = nextStage(environment);
  if (succeeded)
    console.log(`Next: ${next ? command('promote', environment.name, next) : command('status', environment.ref)}`);
}

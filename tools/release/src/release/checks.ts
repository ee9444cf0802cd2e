import type { Environment } from '@malinshopper/environments';
import type { Attempt, Part } from '../parts/part';
import { shortId } from '../revisions/store';
import { command, together } from '../wording';
import type { Release } from './releases';
import type { Survey } from './survey';

/**
 * Checks the conditions of a release, before anything is begun.
 * @throws Error if another one is active in one of its parts, if a part has no instances, or if an alarm of a part is
 * active
 */
export async function assertFree(
  { ref, name }: Environment,
  parts: readonly Part[],
  { running, releases }: Survey,
  ignoreAlarms = false,
): Promise<string[]> {
  const wanted = new Set(parts.map((part) => part.name));
  // An update of a single new instance to the present revision is no release.
  const active = running.find(({ part, creator }) => wanted.has(part) && creator !== 'instance');
  if (active) throw new Error(activeRelease(ref, active, releases));
  const found = await Promise.all(parts.map(async (part) => [part.name, await part.members()] as const));
  const empty = found.filter(([, members]) => members?.length === 0).map(([part]) => part);
  if (empty.length > 0) {
    throw new Error(
      `${together(empty)} of ${name} ${empty.length > 1 ? 'have' : 'has'} no instances that a release could go to: nothing was ` +
        'begun. If they only run during working hours, wait for them; or release to the others with --to.',
    );
  }
  const alarms = ignoreAlarms ? [] : await Promise.all(parts.map((part) => part.burning()));
  const burning = alarms.flatMap((names, index) => (names ?? []).map((alarm) => `${alarm} (of ${parts[index]!.name})`));
  if (burning.length > 0) {
    throw new Error(
      `In ALARM: ${together(burning)}. CodeDeploy would stop the release for that: nothing was begun. Check the alarms, or, ` +
        'if this release is the remedy, add --ignore-alarms.',
    );
  }
  return unseen(found, alarms);
}

/** The checks that were not possible, for the person. */
function unseen(
  members: readonly (readonly [string, readonly string[] | undefined])[],
  alarms: readonly (readonly string[] | undefined)[],
): string[] {
  const notes: string[] = [];
  if (members.some(([, list]) => !list))
    notes.push('Not allowed to see the instances: CodeDeploy will report if there are none.');
  if (alarms.some((list) => !list))
    notes.push('Not allowed to see the alarms: CodeDeploy will stop the release if one is active.');
  return notes;
}

function activeRelease(ref: string, attempt: Attempt, releases: readonly Release[]): string {
  const release = releases.find(({ attempts, returns }) =>
    [...attempts, ...returns].some(({ id }) => id === attempt.id),
  );
  const what = attempt.revision ? shortId(attempt.revision) : 'a deployment of another tool';
  const by = release ? `, begun by ${release.by} at ${release.began.toISOString()}` : '';
  return (
    `Release ${release?.id ?? attempt.id} of ${what} is active in ${attempt.part} (${attempt.id})${by}: nothing was begun. ` +
    `Wait for it (${command('status', ref, '--follow')}), or roll it back (${command('rollback', ref)}).`
  );
}

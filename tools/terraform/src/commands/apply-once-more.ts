import { setTimeout as delay } from 'node:timers/promises';
import { readIfThere } from '../files';
import { isInterrupted } from '../run/interrupt';
import { parseJournal } from '../run/journal';
import { readState } from '../state/state';
import type { App } from './app';
import { passes } from './passing-failure';
import { ApplyFailure } from './terraform';
import { untaint } from './untaint';

/**
 * The time that AWS gets until it has seen what was just made (eventual consistency), in milliseconds; on the embedded AWS waiting changes nothing.
 */
const WAIT = { aws: 60_000, embedded: 0 };
const POLL = 200;

/**
 * Prepares one more attempt after an apply that failed by a passing failure: waits, and keeps half-made resources, which a plan would replace and so
 * make too new again. A resource that this attempt makes may be too new for those that build upon it: each resource has one more attempt of its own.
 * @param failed the addresses that have had theirs; those of this failure are added
 * @throws the failure, if it is another one, or one of a resource for the second time
 */
export async function beforeOneMoreApply(app: App, failure: unknown, failed: Set<string>): Promise<void> {
  const { context, configuration, folder, reporter, name } = app;
  if (!(failure instanceof ApplyFailure) || failure.interrupted) throw failure;
  const tainted = (await readState(context.session.s3, configuration.state))?.tainted ?? [];
  const journal = parseJournal(readIfThere(folder.events) ?? '');
  const addresses = failure.diagnostics.flatMap(({ address }) => address ?? []);
  const isSecond = addresses.some((address) => failed.has(address));
  if (isSecond || !passes(failure.diagnostics, { journal, tainted })) throw failure;
  for (const address of addresses) failed.add(address);
  const wait = WAIT[context.session.target.kind];
  reporter.note(
    name,
    `AWS does not see yet what was just made (eventual consistency): planning and applying once more${wait > 0 ? ` in ${wait / 1000} s` : ''}. ` +
      `Its error: ${failure.message.replace(/\s+/g, ' ').slice(0, 400)}`,
  );
  for (let waited = 0; waited < wait && !isInterrupted(); waited += POLL) await delay(POLL);
  for (const address of tainted) await untaint(app, address, 'this run, before AWS knew its tags');
}

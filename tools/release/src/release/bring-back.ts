import { setTimeout as pause } from 'node:timers/promises';
import type { Attempt, Part } from '../parts/part';
import { begin } from './begin';
import { follow, hasSucceeded, type Begun, type Followed, type FollowOptions } from './follow';
import type { Label } from './label';

/** What became of a part of a release that has failed. */
export interface Return {
  readonly part: Part;
  /** The revision that it was to go back to. @default - there was none before */
  readonly to?: string;
  readonly outcome: 'back' | 'nothing before' | 'failed';
  /** @default - nothing was begun */
  readonly followed?: Followed;
  /** Why it failed, if AWS would not begin it. */
  readonly reason?: string;
}

/** So long CodeDeploy may take to say which deployment takes a failed one back, in milliseconds. */
const dueWithin = 30_000;

/** Ends what still runs, and waits until it has ended: CodeDeploy lets a running script come to its end. */
export async function stopAll(begun: readonly Begun[], options: FollowOptions): Promise<Followed[]> {
  return Promise.all(
    begun.map(async ({ part, id }) => {
      const ran = (await part.attempt(id)).outcome === 'running';
      if (ran) await part.stop(id);
      const [ended] = await follow([{ part, id }], { ...options, untilFailure: false });
      // It may just have ended by itself, or for an alarm, which is what is to be told then.
      const { outcome, byAlarm } = ended!.attempt;
      return { ...ended!, stoppedHere: ran && outcome === 'stopped' && !byAlarm };
    }),
  );
}

/**
 * Brings every part of a failed release back to the revision it had before: by CodeDeploy's own rollback where that does it,
 * and otherwise by a deployment of ours. All at once, and all are waited for.
 * @param before the last good revision of each part, by its name
 */
export async function bringBack(
  ended: readonly Followed[],
  before: ReadonlyMap<string, string>,
  label: Label,
  options: FollowOptions,
): Promise<Return[]> {
  return Promise.all(ended.map((one) => bringPartBack(one, before.get(one.part.name), label, options)));
}

async function bringPartBack(
  { part, attempt }: Followed,
  to: string | undefined,
  label: Label,
  options: FollowOptions,
): Promise<Return> {
  const own = await rollbackOf(part, attempt, options);
  const [byAws] = own ? await follow([{ part, id: own }], options) : [];
  if (to === undefined) return { part, outcome: 'nothing before', ...(byAws && { followed: byAws }) };
  if (byAws && hasSucceeded(byAws) && byAws.attempt.revision === to)
    return { part, to, outcome: 'back', followed: byAws };
  try {
    const begun = await begin({ part, revision: to }, { label: { ...label, kind: 'return' } }, options);
    const [followed] = await follow([begun], options);
    return { part, to, outcome: followed && hasSucceeded(followed) ? 'back' : 'failed', followed: followed! };
  } catch (error) {
    return { part, to, outcome: 'failed', reason: (error as Error).message };
  }
}

/** The deployment with which CodeDeploy itself takes the attempt back, as soon as it says so. */
async function rollbackOf(part: Part, attempt: Attempt, { every }: FollowOptions): Promise<string | undefined> {
  let { takenBackBy } = attempt;
  for (const until = Date.now() + dueWithin; takenBackBy === 'expected' && Date.now() < until; await pause(every)) {
    ({ takenBackBy } = await part.attempt(attempt.id));
  }
  return takenBackBy === 'expected' ? undefined : takenBackBy;
}

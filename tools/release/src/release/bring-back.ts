import { setTimeout as pause } from 'node:timers/promises';
import type { Attempt, Part } from '../parts/part';
import { begin } from './begin';
import { follow, hasSucceeded, type Begun, type Followed, type FollowOptions } from './follow';
import type { Label } from './label';

/** The rollback of a part of a failed release. */
export interface Return {
  readonly part: Part;
  /** The revision to which it had to return. @default - there was none before */
  readonly to?: string;
  readonly outcome: 'back' | 'nothing before' | 'failed';
  /** The deployment of the rollback. @default - no deployment was begun */
  readonly followed?: Followed;
  /** The reason of the failure, if AWS would not begin it. */
  readonly reason?: string;
}

/** The maximum time until CodeDeploy names the deployment that rolls a failed one back, in milliseconds. */
const dueWithin = 30_000;

/** Stops everything that still runs, and waits until it has ended: CodeDeploy lets a running script complete. */
export async function stopAll(begun: readonly Begun[], options: FollowOptions): Promise<Followed[]> {
  return Promise.all(
    begun.map(async ({ part, id }) => {
      const ran = (await part.attempt(id)).outcome === 'running';
      if (ran) await part.stop(id);
      const [ended] = await follow([{ part, id }], { ...options, untilFailure: false });
      // It can have ended by itself meanwhile, or for an alarm, which is reported then.
      const { outcome, byAlarm } = ended!.attempt;
      return { ...ended!, stoppedHere: ran && outcome === 'stopped' && !byAlarm };
    }),
  );
}

/**
 * Rolls every part of a failed release back to its previous revision: by CodeDeploy's own rollback if there is one, and
 * otherwise by a deployment of this tool. All at once, and it waits for all.
 * @param before the last successful revision of each part, by its name
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

/** The deployment with which CodeDeploy itself rolls the attempt back, as soon as CodeDeploy names it. */
async function rollbackOf(part: Part, attempt: Attempt, { every }: FollowOptions): Promise<string | undefined> {
  let { takenBackBy } = attempt;
  for (const until = Date.now() + dueWithin; takenBackBy === 'expected' && Date.now() < until; await pause(every)) {
    ({ takenBackBy } = await part.attempt(attempt.id));
  }
  return takenBackBy === 'expected' ? undefined : takenBackBy;
}

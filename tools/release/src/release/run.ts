import { randomBytes } from 'node:crypto';
import { beginAll, type BeginOptions, type Order, type Refusal } from './begin';
import { bringBack, stopAll, type Return } from './bring-back';
import { follow, hasFailed, hasSucceeded, type Followed, type FollowOptions } from './follow';
import { isWayBack } from './label';
import { followLate } from './late';
import { timeInScripts } from './time';

export interface Plan extends BeginOptions {
  /** The revisions, by part. */
  readonly orders: readonly Order[];
  /** The last successful revision of each part, by its name: the target of a rollback if the release fails. */
  readonly before: ReadonlyMap<string, string>;
}

export interface Result {
  readonly succeeded: boolean;
  /** The attempts on each part, and on instances that came later. */
  readonly followed: readonly Followed[];
  readonly refused: readonly Refusal[];
  /** The rollbacks after a failure. */
  readonly returns: readonly Return[];
  /** Instances that were launched while it ran, and do not have it yet. */
  readonly open: readonly string[];
  /** The duration in milliseconds, from the first call to the end of the last. */
  readonly took: number;
  /** The part of it in scripts of revisions, in milliseconds: see `timeInScripts`. */
  readonly inScripts: number;
}

export const newRelease = () => randomBytes(4).toString('hex');

/**
 * Carries a release out: begins it on all parts, follows them, and rolls all of it back when one instance has failed. A
 * rollback is not rolled back itself: the revision before it is no better.
 */
export async function run({ orders, before, ...options }: Plan, view: FollowOptions): Promise<Result> {
  const start = Date.now();
  const wayBack = isWayBack(options.label);
  const { begun, refused } = await beginAll(orders, options, view);
  // A rollback continues as far as possible: if one instance fails, the rollback continues on all other instances.
  const untilFailure = !wayBack;
  const follows = refused.length === 0 || wayBack;
  const first = follows ? await follow(begun, { ...view, untilFailure }) : await stopAll(begun, view);
  const good = refused.length === 0 && first.every(hasSucceeded);
  const late = good ? await followLate(first, view) : { followed: [], open: [] };
  const succeeded = good && late.followed.every(hasSucceeded);
  const ended = succeeded || wayBack ? first : await stopAll(first, view);
  const returns = succeeded || wayBack ? [] : await bringBack(ended, before, options.label, view);
  const seen = first.map((one, index) => toBeTold(one, ended[index] ?? one));
  const followed = [...seen, ...late.followed];
  const all = [...ended, ...late.followed, ...returns.flatMap((one) => one.followed ?? [])];
  return {
    succeeded,
    followed,
    refused,
    returns,
    open: late.open,
    took: Date.now() - start,
    inScripts: timeInScripts(all.flatMap(({ instances }) => instances)),
  };
}

/**
 * A failure is reported as it was first seen, before everything was stopped for it. Only if something else has stopped
 * it, such as an alarm, the reason comes after its instances have failed.
 */
function toBeTold(first: Followed, ended: Followed): Followed {
  const stoppedElsewhere = ended.attempt.outcome === 'stopped' && !ended.stoppedHere;
  return hasFailed(first) && !stoppedElsewhere ? first : ended;
}

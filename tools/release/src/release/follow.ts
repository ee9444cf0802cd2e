import { setTimeout as pause } from 'node:timers/promises';
import type { Attempt, Part, Progress } from '../parts/part';
import type { View } from '../progress/view';

/** An attempt that was begun on a part. */
export interface Begun {
  readonly part: Part;
  readonly id: string;
}

/** The attempt with its present state. */
export interface Followed extends Begun {
  readonly attempt: Attempt;
  /** True if it ran until this program ended it: that is no failure of its own. @default false */
  readonly stoppedHere?: boolean;
  readonly instances: readonly Progress[];
}

export interface FollowOptions {
  readonly view: View;
  /** The interval between two queries of AWS, in milliseconds. */
  readonly every: number;
  /** True to stop following when an instance has failed. @default false */
  readonly untilFailure?: boolean;
}

/** Shows the progress of attempts, until all have ended. */
export async function follow(
  begun: readonly Begun[],
  { view, every, untilFailure }: FollowOptions,
): Promise<Followed[]> {
  for (;;) {
    const all = await Promise.all(begun.map(look));
    for (const { part, attempt, instances } of all) view.show(part.name, attempt, instances);
    const over = all.every(({ attempt }) => attempt.outcome !== 'running');
    if (over || (untilFailure && all.some(hasFailed))) return all;
    await pause(every);
  }
}

/** The attempt is read first: the states of its instances are then not older than its outcome. */
async function look({ part, id }: Begun): Promise<Followed> {
  const attempt = await part.attempt(id);
  return { part, id, attempt, instances: await part.instances(id) };
}

/** True as soon as one instance has failed, because the release then fails whatever the other instances do. */
export function hasFailed({ attempt, instances }: Followed): boolean {
  const { outcome } = attempt;
  return outcome === 'failed' || outcome === 'stopped' || instances.some((one) => one.outcome === 'failed');
}

/** True if it succeeded on every instance, whatever AWS's overall result. */
export function hasSucceeded({ attempt, instances }: Followed): boolean {
  return attempt.outcome === 'succeeded' && instances.every(({ outcome }) => outcome === 'succeeded');
}

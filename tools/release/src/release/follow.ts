import { setTimeout as pause } from 'node:timers/promises';
import type { Attempt, Part, Progress } from '../parts/part';
import type { View } from '../progress/view';

/** Something that was begun on a part. */
export interface Begun {
  readonly part: Part;
  readonly id: string;
}

/** How it stands. */
export interface Followed extends Begun {
  readonly attempt: Attempt;
  /** Whether it ran until this program ended it: that is no failure of its own. @default false */
  readonly stoppedHere?: boolean;
  readonly instances: readonly Progress[];
}

export interface FollowOptions {
  readonly view: View;
  /** In milliseconds, between two looks at AWS. */
  readonly every: number;
  /** Whether to look no further when an instance has failed. @default false */
  readonly untilFailure?: boolean;
}

/** Shows how attempts go, until all have ended. */
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

/** The attempt is read first: what its instances say is then not older than its outcome. */
async function look({ part, id }: Begun): Promise<Followed> {
  const attempt = await part.attempt(id);
  return { part, id, attempt, instances: await part.instances(id) };
}

/** As soon as one instance has: the rest of the release cannot make it good. */
export function hasFailed({ attempt, instances }: Followed): boolean {
  const { outcome } = attempt;
  return outcome === 'failed' || outcome === 'stopped' || instances.some((one) => one.outcome === 'failed');
}

/** On every instance, whatever AWS makes of it as a whole. */
export function hasSucceeded({ attempt, instances }: Followed): boolean {
  return attempt.outcome === 'succeeded' && instances.every(({ outcome }) => outcome === 'succeeded');
}

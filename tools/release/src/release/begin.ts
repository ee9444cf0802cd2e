import { setTimeout as pause } from 'node:timers/promises';
import type { Attempt, Beginning, Part } from '../parts/part';
import { follow, hasSucceeded, type Begun, type FollowOptions } from './follow';
import { isWayBack } from './label';

/** What goes to a part. */
export interface Order {
  readonly part: Part;
  /** The checksum of the revision. */
  readonly revision: string;
}

export type BeginOptions = Omit<Beginning, 'revision'>;

/** A part that AWS would not begin on. */
export interface Refusal {
  readonly part: Part;
  readonly reason: string;
}

/**
 * Begins a release on all of its parts: on the first, and when that is ours, on the others at once. Every release begins in the
 * same order, so that of two that begin at the same moment one goes through. A way back begins everywhere, whatever is refused.
 */
export async function beginAll(
  [first, ...others]: readonly Order[],
  options: BeginOptions,
  view: FollowOptions,
): Promise<{ begun: Begun[]; refused: Refusal[] }> {
  const beginOrRefusal = (order: Order): Promise<Begun | Refusal> =>
    begin(order, options, view).catch(({ name, message }: Error) => ({
      part: order.part,
      reason: `${name}: ${message}`,
    }));
  const answers = first ? [await beginOrRefusal(first)] : [];
  if (isWayBack(options.label) || answers.every((answer) => 'id' in answer)) {
    answers.push(...(await Promise.all(others.map(beginOrRefusal))));
  }
  return {
    begun: answers.filter((answer): answer is Begun => 'id' in answer),
    refused: answers.filter((answer): answer is Refusal => 'reason' in answer),
  };
}

/** So often it is begun again, when something that is waited for was running at that moment. */
const tries = 5;

/**
 * Begins on one part, after what runs there if that is to be waited for: CodeDeploy has one deployment to a group at a time. What
 * brings single instances up to date is waited for; by a way back, everything. If what was waited for has brought what a failed
 * release is to return to, as the rollback of another program or CodeDeploy's own, it is what is looked at.
 * @throws what AWS says, if it still refuses
 */
export async function begin({ part, revision }: Order, options: BeginOptions, view: FollowOptions): Promise<Begun> {
  const wayBack = isWayBack(options.label);
  for (let left = tries; ; left--) {
    try {
      return { part, id: await part.begin({ ...options, revision }) };
    } catch (error) {
      if ((error as Error).name !== 'DeploymentLimitExceededException' || left === 0) throw error;
      const running = await runningIn(part);
      if (!running) {
        // It has ended since.
        await pause(view.every);
        continue;
      }
      if (!wayBack && running.creator !== 'instance') throw error;
      const [other] = await follow([{ part, id: running.id }], view);
      const isThere = other && hasSucceeded(other) && other.attempt.revision === revision;
      // A rollback that somebody asked for is a release of its own, and is not told by another's deployment.
      if (isThere && options.label.kind === 'return') return other;
    }
  }
}

async function runningIn(part: Part): Promise<Attempt | undefined> {
  return (await part.attempts()).find(({ outcome }) => outcome === 'running');
}

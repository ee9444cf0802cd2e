import { setTimeout as pause } from 'node:timers/promises';
import type { Attempt, Beginning, Part } from '../parts/part';
import { follow, hasSucceeded, type Begun, type FollowOptions } from './follow';
import { isWayBack } from './label';

/** The revision for a part. */
export interface Order {
  readonly part: Part;
  /** The checksum of the revision. */
  readonly revision: string;
}

export type BeginOptions = Omit<Beginning, 'revision'>;

/** A part on which AWS refused to begin. */
export interface Refusal {
  readonly part: Part;
  readonly reason: string;
}

/**
 * Begins a release on all of its parts: first on one part, and if this succeeds, on all other parts at the same time.
 * Every release begins with the same part. Therefore, if two releases begin at the same time, only one of them
 * succeeds. A rollback begins on all parts, even if AWS refuses one.
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

/** The number of attempts to start a deployment while another deployment of the group is still running. */
const tries = 5;

/**
 * Begins on one part, after the deployments there for which it has to wait: CodeDeploy has one deployment to a group at
 * a time. Every release waits for updates of single instances; a rollback waits for everything. If the awaited
 * deployment has the revision to which a failed release has to return, such as the rollback of another program or
 * CodeDeploy's own, it is followed instead.
 * @throws AWS's error, if it still refuses
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
      // A rollback that a user starts is a separate release, so an existing deployment cannot replace it.
      if (isThere && options.label.kind === 'return') return other;
    }
  }
}

async function runningIn(part: Part): Promise<Attempt | undefined> {
  return (await part.attempts()).find(({ outcome }) => outcome === 'running');
}

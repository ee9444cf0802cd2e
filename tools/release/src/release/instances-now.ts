import type { Attempt, Part, Progress } from '../parts/part';

/** The revision of one instance, by the last attempt that reached it. */
export interface InstanceNow {
  readonly instance: string;
  readonly attempt: Attempt;
  readonly progress: Progress;
}

export interface InstancesNow {
  readonly known: readonly InstanceNow[];
  /** The present instances without any attempt. */
  readonly untouched: readonly string[];
}

/** The maximum number of attempts that are read: older instances are rare, and each attempt takes two calls. */
const lookBack = 20;

/**
 * The revision of each instance of a part. An attempt records one revision for all; but one that failed, was stopped
 * half-way or was killed leaves instances on different revisions, and this is the only place that knows it.
 */
export async function instancesNow(part: Part, attempts: readonly Attempt[]): Promise<InstancesNow> {
  const members = await part.members();
  const known = new Map<string, InstanceNow>();
  for (const attempt of attempts.slice(0, lookBack)) {
    for (const progress of await part.instances(attempt.id)) {
      const { instance, outcome } = progress;
      // Not reached: it still has its previous revision.
      const untouched = outcome === 'skipped' || outcome === 'waiting';
      if (untouched || known.has(instance) || members?.includes(instance) === false) continue;
      known.set(instance, { instance, attempt, progress });
    }
    // If the list of the present instances is unknown, the instances of the last attempt are used.
    if (members ? members.every((one) => known.has(one)) : known.size > 0) break;
  }
  return { known: [...known.values()], untouched: (members ?? []).filter((one) => !known.has(one)) };
}

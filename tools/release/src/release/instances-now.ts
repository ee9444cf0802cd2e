import type { Attempt, Part, Progress } from '../parts/part';

/** What one instance has, by the last attempt that reached it. */
export interface InstanceNow {
  readonly instance: string;
  readonly attempt: Attempt;
  readonly progress: Progress;
}

export interface InstancesNow {
  readonly known: readonly InstanceNow[];
  /** Those that are there, and that nothing was ever sent to. */
  readonly untouched: readonly string[];
}

/** So many attempts are looked into: older instances are rare, and each look is two calls. */
const lookBack = 20;

/**
 * What each instance of a part has. An attempt says what was sent to all; but one that failed, was stopped half-way or was
 * killed leaves instances on different revisions, and this is the only place that knows it.
 */
export async function instancesNow(part: Part, attempts: readonly Attempt[]): Promise<InstancesNow> {
  const members = await part.members();
  const known = new Map<string, InstanceNow>();
  for (const attempt of attempts.slice(0, lookBack)) {
    for (const progress of await part.instances(attempt.id)) {
      const { instance, outcome } = progress;
      // Not reached: what it had before, it still has.
      const untouched = outcome === 'skipped' || outcome === 'waiting';
      if (untouched || known.has(instance) || members?.includes(instance) === false) continue;
      known.set(instance, { instance, attempt, progress });
    }
    // Without a list of who is there, the instances of the last attempt are it.
    if (members ? members.every((one) => known.has(one)) : known.size > 0) break;
  }
  return { known: [...known.values()], untouched: (members ?? []).filter((one) => !known.has(one)) };
}

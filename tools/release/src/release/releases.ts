import type { Attempt } from '../parts/part';
import type { ReleaseKind } from './label';

/** One release of an environment, assembled from the attempts on its parts. */
export interface Release {
  /** The label's id, or for a deployment of another tool, the id of the deployment. */
  readonly id: string;
  readonly kind: Exclude<ReleaseKind, 'return'>;
  readonly from?: string;
  /** All parts for which it was meant. */
  readonly parts: readonly string[];
  readonly by: string;
  readonly began: Date;
  /** The end of its last attempt. @default - it has not ended */
  readonly ended?: Date;
  /** The attempts with its revision. */
  readonly attempts: readonly Attempt[];
  /** The deployments that rolled the release back. */
  readonly returns: readonly Attempt[];
  /**
   * `good`: succeeded on every instance of every part. `cut off`: nothing runs, and some part was never begun, because
   * the program that began it was killed.
   */
  readonly outcome: 'running' | 'good' | 'failed' | 'stopped' | 'cut off';
}

/** The releases among the attempts of all parts, newest first. */
export function releasesOf(attempts: readonly Attempt[]): Release[] {
  const byId = new Map(attempts.map((attempt) => [attempt.id, attempt]));
  const groups = new Map<string, Attempt[]>();
  for (const attempt of attempts) {
    if (attempt.creator === 'instance') continue;
    const id = releaseOf(attempt, byId);
    groups.set(id, [...(groups.get(id) ?? []), attempt]);
  }
  return [...groups]
    .flatMap(([id, members]) => toRelease(id, members) ?? [])
    .sort((one, other) => other.began.getTime() - one.began.getTime());
}

/** A rollback by AWS belongs to the release that has failed. */
function releaseOf(attempt: Attempt, byId: ReadonlyMap<string, Attempt>): string {
  const origin = attempt.takesBack ? byId.get(attempt.takesBack) : undefined;
  return (origin ?? attempt).label?.release ?? (origin ?? attempt).id;
}

const takesBack = ({ creator, label }: Attempt) => creator === 'rollback' || label?.kind === 'return';

function toRelease(id: string, members: readonly Attempt[]): Release | undefined {
  const attempts = members.filter((member) => !takesBack(member));
  const returns = members.filter(takesBack);
  const [first] = [...attempts].sort((one, other) => one.began.getTime() - other.began.getTime());
  // The rolled back attempt is older than the attempts that are read.
  if (!first) return undefined;
  const { label } = first;
  const parts = label?.parts ?? [first.part];
  const ends = members.map(({ ended }) => ended?.getTime());
  const last = ends.every((end) => end !== undefined) ? new Date(Math.max(...ends)) : undefined;
  return {
    id,
    kind: label && label.kind !== 'return' ? label.kind : 'deploy',
    ...(label?.from && { from: label.from }),
    parts,
    by: label?.by ?? 'an author without this tool',
    began: first.began,
    ...(last && { ended: last }),
    attempts,
    returns,
    outcome: outcomeOf(parts, attempts, returns),
  };
}

function outcomeOf(
  parts: readonly string[],
  attempts: readonly Attempt[],
  returns: readonly Attempt[],
): Release['outcome'] {
  const outcomes = new Set([...attempts, ...returns].map(({ outcome }) => outcome));
  if (outcomes.has('running')) return 'running';
  const all = new Set(attempts.map(({ outcome }) => outcome));
  if (all.has('failed')) return 'failed';
  if (all.has('stopped')) return 'stopped';
  // Every part began and none failed, but there was a rollback: another part was refused.
  const begun = new Set(attempts.map(({ part }) => part));
  if (!parts.every((part) => begun.has(part))) return returns.length > 0 ? 'failed' : 'cut off';
  return returns.length > 0 ? 'failed' : 'good';
}

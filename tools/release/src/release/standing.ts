import type { Attempt } from '../parts/part';
import type { Release } from './releases';

/** A revision that a successful release brought to a part. */
export interface Good {
  readonly revision: string;
  readonly release: Release;
}

/** The state of a part. */
export interface Standing {
  readonly part: string;
  /** The last attempt on all of its instances. @default - there was none */
  readonly last?: Attempt;
  /**
   * The successful revisions, the present one first, then the targets of rollbacks. A rollback removes the revision
   * that it replaces: two rollbacks go two releases back, and never to a faulty one.
   */
  readonly good: readonly Good[];
  /** True if the part has its last successful revision on all instances, and no remains of a failed release. */
  readonly clean: boolean;
}

/** @param attempts of that part, newest first */
export function standingOf(part: string, attempts: readonly Attempt[], releases: readonly Release[]): Standing {
  const mine = attempts.filter(({ creator }) => creator !== 'instance');
  const [last] = mine;
  const releaseOf = new Map(releases.flatMap((release) => release.attempts.map(({ id }) => [id, release] as const)));
  let good: Good[] = [];
  for (const { id, revision } of [...mine].reverse()) {
    const release = releaseOf.get(id);
    if (!revision || release?.outcome !== 'good') continue;
    good = release.kind === 'rollback' ? backTo(good, { revision, release }) : forwardTo(good, { revision, release });
  }
  const clean = last?.outcome === 'succeeded' && last.revision !== undefined && last.revision === good[0]?.revision;
  return { part, good, clean, ...(last && { last }) };
}

/** Releasing the same revision once more adds no step. */
function forwardTo(good: readonly Good[], next: Good): Good[] {
  return good[0]?.revision === next.revision ? [next, ...good.slice(1)] : [next, ...good];
}

/**
 * The release that first brought the revision counts: after a rollback of web alone, web is at the release that the
 * workers still have.
 */
function backTo(good: readonly Good[], next: Good): Good[] {
  const found = good.findIndex(({ revision }) => revision === next.revision);
  // Its own release is older than the attempts that are read: the later ones are removed nevertheless.
  return found < 0 ? [next] : good.slice(found);
}

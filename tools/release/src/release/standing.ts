import type { Attempt } from '../parts/part';
import type { Release } from './releases';

/** A revision that a good release brought to a part. */
export interface Good {
  readonly revision: string;
  readonly release: Release;
}

/** Where a part stands. */
export interface Standing {
  readonly part: string;
  /** The last that was sent to all of its instances. @default - nothing ever was */
  readonly last?: Attempt;
  /**
   * The good revisions, the present one first, then what is gone back to. Going back takes away what is gone back from:
   * going back twice goes back two releases, and never to the one that was bad.
   */
  readonly good: readonly Good[];
  /** Whether the part has its last good revision on all instances, and nothing of a release that has failed. */
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

/** The same revision once more is no step forward. */
function forwardTo(good: readonly Good[], next: Good): Good[] {
  return good[0]?.revision === next.revision ? [next, ...good.slice(1)] : [next, ...good];
}

/** What it came with first is what it stands for: web that went back alone is where the workers still are. */
function backTo(good: readonly Good[], next: Good): Good[] {
  const found = good.findIndex(({ revision }) => revision === next.revision);
  // Its own release is further in the past than anybody looks: what came after it is gone back from all the same.
  return found < 0 ? [next] : good.slice(found);
}

import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, thisProcess } from '../processes';
import { isInterrupted } from '../run/interrupt';
import { Held, LEASE_SECONDS, type Clock } from './held';
import { leaseInWords, newToken, type Lease } from './lease';
import type { LeaseStore, Seen } from './lease-store';

/** A run that requests a lease. */
export interface Claimant extends Pick<Lease, 'run' | 'operation' | 'commit' | 'who'> {
  /** The owner: an environment's name, or an account's. */
  readonly owner: string;
  /** True if all deploys are on this machine, as with the embedded AWS: then a dead process proves that its lease is free. */
  readonly isLocal: boolean;
}

export interface Patience {
  /** The time to wait for another holder, in milliseconds. @default 0: refused at once */
  readonly waitMs?: number | undefined;
  /** Called repeatedly with the holder that is waited for. @default - nothing is called */
  readonly onWait?: (holder: string, waited: number) => void;
  /** @default - the clock of this machine */
  readonly clock?: Clock;
}

/** S3 reports times in whole seconds. */
const ROUNDING = 2_000;
const POLL = 5_000;
/** The number of past runs in a lease. It exceeds the number of jobs that a workflow can have in its queue. */
const MEMORY = 50;

const ownClock: Clock = { now: () => performance.now(), pause: (milliseconds) => delay(milliseconds) };

/**
 * Takes a lease that is free, released or expired, or that belongs to the same run. If two runs see it as free at the
 * same time, one of them gets it, because each replaces only the version that it read.
 * @throws if another run holds it,
 * or has held it in the meantime
 */
export async function takeLease(store: LeaseStore, claimant: Claimant, patience: Patience = {}): Promise<Held> {
  const { waitMs = 0, onWait, clock = ownClock } = patience;
  const begun = clock.now();
  for (;;) {
    const seen = await store.read();
    const sent = clock.now();
    if (!seen || isFree(seen, claimant)) {
      assertNotOvertaken(seen, claimant);
      const lease = claimed(seen?.lease, claimant);
      const etag = await store.write(lease, seen?.etag);
      if (etag !== undefined) return new Held(store, claimant.owner, lease, etag, sent, clock);
      // A race: another run wrote first, or the response to this write was lost and it was sent again.
      const now = await store.read();
      if (now?.lease.token === lease.token) return new Held(store, claimant.owner, lease, now.etag, sent, clock);
      continue;
    }
    const waited = clock.now() - begun;
    if (waited >= waitMs || isInterrupted()) throw new Error(refusal(seen, claimant));
    onWait?.(`${claimant.owner}: ${leaseInWords(seen.lease)}`, waited);
    await clock.pause(Math.min(POLL, waitMs - waited));
  }
}

function isFree({ lease, age }: Seen, { run, isLocal }: Claimant): boolean {
  if (lease.run === run || lease.seconds === 0) return true;
  if (isLocal && lease.process && !isAlive(lease.process)) return true;
  return age > lease.seconds * 1000 + ROUNDING;
}

/** A run of several jobs must not continue after another run has deployed in between, because its commit is older. */
function assertNotOvertaken(seen: Seen | undefined, { owner, run }: Claimant): void {
  if (!seen?.lease.before.includes(run)) return;
  throw new Error(
    `The run ${run} cannot continue in ${owner}: in the meantime, another run has held the lease. ${leaseInWords(seen.lease)}. Nothing was touched. ` +
      'Begin a new run: it deploys the remaining apps.',
  );
}

function claimed(last: Lease | undefined, claimant: Claimant): Omit<Lease, 'format'> {
  const { run, operation, commit, who, isLocal } = claimant;
  const isSame = last?.run === run;
  const before = last === undefined ? [] : isSame ? last.before : [last.run, ...last.before];
  return {
    run,
    operation,
    commit,
    who,
    since: isSame ? last.since : new Date().toISOString(),
    seconds: LEASE_SECONDS,
    ...(isLocal && { process: thisProcess() }),
    token: newToken(),
    before: before.slice(0, MEMORY),
  };
}

function refusal({ lease, age }: Seen, { owner, operation }: Claimant): string {
  const left = Math.max(1, Math.ceil((lease.seconds * 1000 + ROUNDING - age) / 1000));
  const command = 'npm run deploy -- <environment>';
  const between = `It is between two jobs of that run: if the run is over, end it (\`${command} --run ${lease.run} --end\`). `;
  return (
    `${owner} is taken: ${leaseInWords(lease)}. Nothing was touched by this ${operation}. ` +
    `${lease.seconds > LEASE_SECONDS ? between : ''}Its lease ends in ${left} s if it is not renewed: wait for ` +
    `it (\`${command} --wait <minutes>\`), or try again then.`
  );
}

import { randomUUID } from 'node:crypto';
import type { StateLocation } from '../configuration';
import { commitOf } from '../record/commit';
import { onInterrupt } from '../run/interrupt';
import { ensureStateBucket } from '../state/bucket';
import type { Session } from '../aws-target/session';
import { BETWEEN_JOBS_SECONDS, RENEWAL_MS, type Held } from './held';
import type { Lease } from './lease';
import { leaseStore } from './lease-store';
import { takeLease, type Patience } from './take';

export interface LeaseOptions extends Pick<Patience, 'waitMs' | 'onWait'> {
  /** The run that several jobs are part of: it keeps its leases between them. @default - this process is a run of its own */
  readonly run?: string | undefined;
}

/** The purpose of leases. */
export interface Purpose extends Pick<Lease, 'operation'> {
  readonly session: Session;
  /** The location of any state in the bucket with the leases. */
  readonly state: StateLocation;
  /**
   * The owners of the states that are written: the environment, and its account if that is deployed too. Leases are
   * taken in this order, so that no deadlock between two commands is possible.
   */
  readonly owners: readonly string[];
  /** The repository. */
  readonly root: string;
}

/** The leases of a command, which are renewed until they are released. */
export interface Leases {
  /** @throws if one of them is lost */
  assertHeld(): Promise<void>;
  release(): Promise<void>;
}

/**
 * Takes the leases of everything that a command will write. Makes the bucket first, if nothing was ever deployed.
 * @throws if another run holds one of them: those that were taken before it are released
 */
export async function takeLeases(purpose: Purpose, { run, ...patience }: LeaseOptions = {}): Promise<Leases> {
  const { session, state, owners, operation, root } = purpose;
  await ensureStateBucket(session, state);
  const claimant = {
    run: run ?? randomUUID(),
    operation,
    commit: await commitOf(root),
    who: session.identity.arn,
    isLocal: session.target.kind === 'embedded',
  };
  const held: Held[] = [];
  // Ctrl-C ends the command in good order, and so releases the leases.
  const ignore = onInterrupt(() => undefined);
  const release = async () => {
    ignore();
    const seconds = run === undefined ? 0 : BETWEEN_JOBS_SECONDS;
    // A lease that cannot be released expires.
    await Promise.all(held.map((one) => one.release(seconds).catch(() => undefined)));
  };
  try {
    for (const owner of owners) {
      const store = leaseStore(session.s3, { bucket: state.bucket, owner });
      held.push(await takeLease(store, { ...claimant, owner }, patience));
    }
  } catch (error) {
    await release();
    throw error;
  }
  const timer = setInterval(() => void Promise.all(held.map((one) => one.renew())), RENEWAL_MS);
  timer.unref();
  return {
    assertHeld: async () => {
      for (const one of held) await one.assertHeld();
    },
    release: async () => {
      clearInterval(timer);
      await release();
    },
  };
}

/** Does something while the leases are held. */
export async function leased<T>(
  purpose: Purpose,
  options: LeaseOptions | undefined,
  work: (leases: Leases) => Promise<T>,
): Promise<T> {
  const leases = await takeLeases(purpose, options);
  try {
    return await work(leases);
  } finally {
    await leases.release();
  }
}

/** Ends a run of several jobs: releases the lease of an owner, if the run still has it. */
export async function endRun(session: Session, place: { bucket: string; owner: string }, run: string): Promise<void> {
  const store = leaseStore(session.s3, place);
  const seen = await store.read();
  if (seen?.lease.run !== run || seen.lease.seconds === 0) return;
  await store.write({ ...seen.lease, seconds: 0, process: undefined }, seen.etag);
}

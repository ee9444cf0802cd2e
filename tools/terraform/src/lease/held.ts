import { leaseInWords, newToken, type Lease } from './lease';
import type { LeaseStore } from './lease-store';

/**
 * The time in seconds for which a lease is valid without a renewal. A holder that has died blocks other runs for at
 * most this time.
 */
export const LEASE_SECONDS = 120;
/** Its validity between two jobs of one run: the time that GitHub takes to start the next one. */
export const BETWEEN_JOBS_SECONDS = 900;
/** The interval of the renewals: three of four may fail. */
export const RENEWAL_MS = 30_000;
/** The holder stops this many milliseconds before another run can take the lease. */
const MARGIN_MS = 10_000;

/** A clock of a machine, in milliseconds since any moment: only differences count, so it may not jump when the time of day is set. */
export interface Clock {
  now(): number;
  pause(milliseconds: number): Promise<unknown>;
}

/** A lease that is held. */
export class Held {
  private lostTo: string | undefined;

  constructor(
    private readonly store: LeaseStore,
    readonly owner: string,
    private lease: Omit<Lease, 'format'>,
    private etag: string,
    /** The time when the last successful write was sent, or earlier. */
    private renewedAt: number,
    private readonly clock: Clock,
  ) {}

  /** Renews it. A network failure is no loss: the next renewal may succeed. */
  async renew(): Promise<void> {
    if (this.lostTo === undefined) await this.write({}).catch(() => undefined);
  }

  /**
   * Renews it, before an action that is reserved for its holder.
   * @throws if it is lost, with its present holder
   */
  async assertHeld(): Promise<void> {
    let cause: unknown;
    if (this.lostTo === undefined) await this.write({}).catch((error: unknown) => (cause = error));
    const left = LEASE_SECONDS * 1000 - MARGIN_MS - (this.clock.now() - this.renewedAt);
    if (this.lostTo === undefined && left > 0) return;
    const why = this.lostTo ?? `it could not be renewed (${cause instanceof Error ? cause.message : 'too late'})`;
    throw new Error(
      `The lease of ${this.owner} is lost: ${why}. Nothing more is begun. Running operations are completed; run the same command again for the rest.`,
    );
  }

  /** Releases it, at once or, between two jobs of a run, after a while. A lost lease is left alone. */
  async release(seconds = 0): Promise<void> {
    if (this.lostTo === undefined) await this.write({ seconds, process: undefined });
  }

  private async write(changes: Pick<Partial<Lease>, 'seconds' | 'process'>): Promise<void> {
    for (;;) {
      const sent = this.clock.now();
      const next = { ...this.lease, ...changes, token: newToken() };
      const etag = await this.store.write(next, this.etag);
      if (etag !== undefined) return this.written(next, etag, sent);
      const seen = await this.store.read();
      // The response to this write was lost, and the client sent it again.
      if (seen?.lease.token === next.token) return this.written(next, seen.etag, sent);
      if (seen?.lease.run !== this.lease.run) {
        this.lostTo = seen ? leaseInWords(seen.lease) : 'it does not exist any more';
        return;
      }
      // Another job of the same run, in parallel with this one, has renewed it.
      this.etag = seen.etag;
    }
  }

  private written(lease: Omit<Lease, 'format'>, etag: string, sent: number): void {
    this.lease = lease;
    this.etag = etag;
    this.renewedAt = sent;
  }
}

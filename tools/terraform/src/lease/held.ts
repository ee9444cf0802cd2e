import { leaseInWords, newToken, type Lease } from './lease';
import type { LeaseStore } from './lease-store';

/** How long a lease holds without being renewed. A dead holder blocks others for no longer. */
export const LEASE_SECONDS = 120;
/** How long it holds between two jobs of one run: what GitHub takes to start the next one. */
export const BETWEEN_JOBS_SECONDS = 900;
/** How often it is renewed: three of four renewals may fail. */
export const RENEWAL_MS = 30_000;
/** The holder gives up before others may take over. */
const MARGIN_MS = 10_000;

/** The time of a machine, in milliseconds from any moment: only differences count, and setting the clock changes nothing. */
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
    /** When the last write that has arrived was sent, or earlier. */
    private renewedAt: number,
    private readonly clock: Clock,
  ) {}

  /** Renews it. A failure of the way there is no loss: the next renewal may come through. */
  async renew(): Promise<void> {
    if (this.lostTo === undefined) await this.write({}).catch(() => undefined);
  }

  /**
   * Renews it, before something is begun that only its holder may do.
   * @throws if it is lost, with who has it
   */
  async assertHeld(): Promise<void> {
    let cause: unknown;
    if (this.lostTo === undefined) await this.write({}).catch((error: unknown) => (cause = error));
    const left = LEASE_SECONDS * 1000 - MARGIN_MS - (this.clock.now() - this.renewedAt);
    if (this.lostTo === undefined && left > 0) return;
    const why = this.lostTo ?? `it could not be renewed (${cause instanceof Error ? cause.message : 'too late'})`;
    throw new Error(
      `The lease of ${this.owner} is lost: ${why}. Nothing more is begun. What runs comes to its end; run the same command again for what is left.`,
    );
  }

  /** Gives it back, at once or, between two jobs of a run, after a while. What is lost is left alone. */
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
      // The answer to our own write was lost, and the client sent it again.
      if (seen?.lease.token === next.token) return this.written(next, seen.etag, sent);
      if (seen?.lease.run !== this.lease.run) {
        this.lostTo = seen ? leaseInWords(seen.lease) : 'it is not there any more';
        return;
      }
      // Another job of the same run, side by side with this one, has renewed it.
      this.etag = seen.etag;
    }
  }

  private written(lease: Omit<Lease, 'format'>, etag: string, sent: number): void {
    this.lease = lease;
    this.etag = etag;
    this.renewedAt = sent;
  }
}

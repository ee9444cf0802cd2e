import type { Lease } from '../lease/lease';
import type { LeaseStore, Seen } from '../lease/lease-store';

/** A lease in memory, with a clock of its own as S3 has one; several machines may use it. */
export class MemoryLease {
  lease: Lease | undefined;
  /** The store's own time, in milliseconds. */
  now = 0;
  private etag = 0;
  private writtenAt = 0;

  /** The connection of one machine to the store. `state.isCut` cuts it off, `state.losesAnswers` lets writes arrive but loses their responses. */
  store(state: { isCut?: boolean; losesAnswers?: boolean } = {}): LeaseStore {
    const arrive = async () => {
      await Promise.resolve();
      if (state.isCut) throw new Error('connect ECONNREFUSED');
    };
    return {
      read: async (): Promise<Seen | undefined> => {
        await arrive();
        return this.lease && { lease: this.lease, etag: `${this.etag}`, age: this.now - this.writtenAt };
      },
      write: async (lease, over) => {
        await arrive();
        if (over !== (this.lease && `${this.etag}`)) return undefined;
        this.lease = { format: 1, ...lease };
        this.etag += 1;
        this.writtenAt = this.now;
        return state.losesAnswers ? undefined : `${this.etag}`;
      },
    };
  }
}

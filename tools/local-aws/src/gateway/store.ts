import type { Call } from './call';
import { keep, type Kept } from './kept';

/** Converts a value that a snapshot cannot hold directly, to and from one that it can. */
export interface Packing<T> {
  readonly pack: (value: T) => unknown;
  readonly unpack: (packed: unknown) => T;
}

/** Keeps one value per account and region, as AWS does; a global service uses `global` as its region. */
export class Store<T> implements Kept {
  private values = new Map<string, T>();

  /**
   * @param name in a snapshot: unique among the stores of the gateway, and never changed
   * @param packing @default - none: the value is made of plain objects, arrays, maps, sets and buffers
   */
  constructor(
    readonly name: string,
    private readonly create: () => T,
    private readonly scope: 'regional' | 'global' = 'regional',
    private readonly packing?: Packing<T>,
  ) {
    keep(this);
  }

  of(call: Pick<Call, 'account' | 'region'>): T {
    const key = this.scope === 'global' ? call.account : `${call.account}/${call.region}`;
    const present = this.values.get(key);
    if (present !== undefined) return present;
    const created = this.create();
    this.values.set(key, created);
    return created;
  }

  save(): unknown {
    const { packing } = this;
    return packing ? new Map([...this.values].map(([key, value]) => [key, packing.pack(value)])) : this.values;
  }

  restore(saved: unknown): void {
    const { packing } = this;
    const values = saved as Map<string, unknown>;
    this.values = new Map([...values].map(([key, value]) => [key, packing ? packing.unpack(value) : (value as T)]));
  }
}

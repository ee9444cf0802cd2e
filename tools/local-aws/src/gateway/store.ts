import type { Call } from './call';

/** Keeps one value per account and region, as AWS does; a global service gives `global` as its region. */
export class Store<T> {
  private readonly values = new Map<string, T>();

  constructor(
    private readonly create: () => T,
    private readonly scope: 'regional' | 'global' = 'regional',
  ) {}

  of(call: Pick<Call, 'account' | 'region'>): T {
    const key = this.scope === 'global' ? call.account : `${call.account}/${call.region}`;
    const present = this.values.get(key);
    if (present !== undefined) return present;
    const created = this.create();
    this.values.set(key, created);
    return created;
  }
}

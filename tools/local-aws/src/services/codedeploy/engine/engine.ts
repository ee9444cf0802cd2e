import { keep, type Kept } from '../../../gateway/kept';
import type { Store } from '../../../gateway/store';
import type { JsonObject } from '../../../protocols/json';
import type { Deployment, Order, Place, Stop } from '../deployment';
import type { State } from '../state';
import { Limit } from './limit';
import { RegionEngine, type PackedRegion } from './region-engine';
import type { Surroundings } from './surroundings';
import { compare } from './scaling';

/** Scripts are processes, and the machine can have as few as two cores. */
const HOOKS_AT_ONCE = 8;

/** Carries out the deployments of all accounts and regions. */
export class Engine implements Kept {
  readonly name = 'codedeploy/engine';
  private readonly regions = new Map<string, RegionEngine>();
  private readonly comparisons = new Map<RegionEngine, Limit>();
  private readonly hooks = new Limit(HOOKS_AT_ONCE);

  constructor(
    private readonly store: Store<State>,
    private readonly surroundings: Surroundings,
  ) {
    keep(this);
  }

  /** The deployments in progress, in all regions. */
  get busyWith(): string[] {
    return [...this.regions.values()].flatMap((region) => region.busyWith);
  }

  save(): unknown {
    return [...this.regions.values()].map((region) => region.pack());
  }

  /** The store must be restored first: the engine reads it. */
  restore(saved: unknown): void {
    for (const packed of saved as PackedRegion[]) this.regionOf(packed.place).restore(packed);
  }

  begin(place: Place, order: Order): Deployment {
    return this.regionOf(place).begin(order);
  }

  /** Ends a deployment on request. */
  stop({ stop }: Deployment, rollBack: boolean | undefined): void {
    const error = { code: 'MANUAL_STOP', message: 'The deployment was manually stopped.' };
    const reason: Stop = {
      status: 'Stopped',
      error,
      event: 'DEPLOYMENT_STOP_ON_REQUEST',
      ...(rollBack !== undefined && { rollBack }),
    };
    stop.abort(reason);
  }

  /** Has to be called for deployment groups that are deleted. */
  forget(place: Place, group: JsonObject): void {
    this.regions.get(keyOf(place))?.forget(group);
  }

  /** Has to be called after calls that can have launched or ended instances. */
  async instancesMayHaveChanged(place: Place): Promise<void> {
    const region = this.regions.get(keyOf(place));
    if (!region) return;
    const turn = this.comparisons.get(region) ?? new Limit(1);
    this.comparisons.set(region, turn);
    await turn.run(() => compare(region));
  }

  /** Ends all deployments, and removes the folders of instances. */
  async end(): Promise<void> {
    await Promise.all([...this.regions.values()].map((region) => region.end()));
  }

  private regionOf(place: Place): RegionEngine {
    const present = this.regions.get(keyOf(place));
    if (present) return present;
    const { account, region } = place;
    const created = new RegionEngine({ account, region }, this.store.of(place), this.surroundings, this.hooks);
    this.regions.set(keyOf(place), created);
    return created;
  }
}

const keyOf = ({ account, region }: Place): string => `${account}/${region}`;

import type { JsonObject } from '../../../protocols/json';
import type { Deployment, Order, Place, Target } from '../deployment';
import type { State } from '../state';
import type { Aws } from './aws';
import type { Fleet } from './fleet';
import type { Limit } from './limit';
import type { Machines } from './machines';
import type { Trigger } from './notifications';
import type { Traffic } from './traffic';

/** The deployments of one account and region, as what is a part of one of them sees it. */
export interface Region {
  readonly place: Place;
  readonly state: State;
  readonly machines: Machines;
  readonly traffic: Traffic;
  /** How many scripts may run at the same time. */
  readonly hooks: Limit;
  /** Whether anything was ever deployed here. */
  readonly isKnown: boolean;
  log(line: string): void;
  aws(): Promise<Aws>;
  fleetOf(group: JsonObject): Fleet;
  /** The instances that are being launched, and have no revision yet. */
  launching(group: JsonObject): ReadonlySet<string>;
  /** Begins a deployment, which goes on whoever asked for it. */
  begin(order: Order): Deployment;
  /** Removes an instance that is gone, as soon as these deployments are over. */
  removeAfter(instanceId: string, deployments: readonly Deployment[]): void;
  /** Publishes what the group's triggers ask for, in the order of what happened. */
  notify(deployment: Deployment, event: Trigger, target?: Target): void;
}

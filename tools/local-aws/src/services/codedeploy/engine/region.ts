import type { JsonObject } from '../../../protocols/json';
import type { Deployment, Order, Place, Target } from '../deployment';
import type { State } from '../state';
import type { Aws } from './aws';
import type { Fleet } from './fleet';
import type { Limit } from './limit';
import type { Machines } from './machines';
import type { Trigger } from './notifications';
import type { Traffic } from './traffic';

/** The deployments of one account and region, as the parts of a deployment use it. */
export interface Region {
  readonly place: Place;
  readonly state: State;
  readonly machines: Machines;
  readonly traffic: Traffic;
  /** Limits the number of concurrent scripts. */
  readonly hooks: Limit;
  /** True if there has been a deployment here. */
  readonly isKnown: boolean;
  log(line: string): void;
  aws(): Promise<Aws>;
  fleetOf(group: JsonObject): Fleet;
  /** The ids of the instances that are being launched, and therefore have no revision yet. */
  launching(group: JsonObject): ReadonlySet<string>;
  /** Begins a deployment, which continues without its caller. */
  begin(order: Order): Deployment;
  /** Removes the folder and the records of a terminated instance, as soon as these deployments have ended. */
  removeAfter(instanceId: string, deployments: readonly Deployment[]): void;
  /** Publishes the messages of the group's triggers, in the order of the events. */
  notify(deployment: Deployment, event: Trigger, target?: Target): void;
}

import type { Environment } from '@malinshopper/environments';
import type { Clients } from '../clients';
import type { DisasterName } from './promises';

/** The standing environment in which a disaster happens. */
export interface Scene {
  readonly environment: Environment;
  readonly clients: Clients;
}

/** The losses of a disaster, as AWS reports them afterwards. */
export interface Lost {
  /** How long before the disaster the recovery point lies in the drill, in milliseconds. */
  readonly inDrill: number;
  /** How long before a disaster it lies at most, by what is deployed, in minutes. */
  readonly atMostMinutes: number;
  /** The comparison, in words. */
  readonly proof: string;
}

/** A disaster: how it happens, and what proves that it is over. */
export interface Disaster {
  readonly name: DisasterName;
  /** Prepares what the environment has by itself, such as last night's copy. */
  prepare(scene: Scene): Promise<void>;
  /** Causes it through AWS's API, as an accident would. */
  cause(scene: Scene): Promise<void>;
  /** @throws with what is not as it was */
  prove(scene: Scene): Promise<Lost>;
}

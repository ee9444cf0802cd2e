import type { Agent } from '../../../agent/agent';
import type { Place } from '../deployment';
import type { Aws } from './aws';

/** The external dependencies of deployments. */
export interface Surroundings {
  /** The rest of AWS, in an account and region. Called at the first deployment there. */
  readonly aws: (place: Place) => Promise<Aws>;
  readonly agent: (place: Place, instanceId: string, userData: Buffer | undefined) => Agent;
  /** Removes all remains of instances. */
  readonly clear: () => Promise<void>;
  readonly log: (line: string) => void;
}

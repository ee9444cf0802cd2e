import type { JsonObject } from '../../../protocols/json';

/** The progress of a deployment to several instances. */
export interface Progress {
  /** The number of instances of the group, including instances that the deployment does not update. */
  readonly total: number;
  /** The number of instances that have to stay healthy. */
  readonly minimum: number;
  readonly pending: number;
  readonly inProgress: number;
  readonly succeeded: number;
  /** Failed or skipped. */
  readonly failed: number;
}

/** The minimum of a deployment configuration (API reference: MinimumHealthyHosts), in instances of `total`. */
export function minimumHealthy({ type, value }: JsonObject, total: number): number {
  const number = Number(value);
  // One at a time: all but one stay healthy, also if there is only one.
  if (type === 'MOST_CONCURRENCY') return Math.max(0, total - number);
  return type === 'FLEET_PERCENT' ? Math.ceil((total * number) / 100) : number;
}

/**
 * True if a deployment can begin: at least one instance can be taken out (CodeDeploy user guide, "Instance health").
 */
export function canBegin(total: number, minimum: number): boolean {
  return minimum < total;
}

/** The number of instances that can begin now, so that the healthy ones are never fewer than the minimum. */
export function mayBegin({ total, minimum, pending, inProgress, failed }: Progress): number {
  return Math.max(0, Math.min(pending, total - failed - minimum - inProgress));
}

/**
 * True if the rest has to be skipped: no further failure is acceptable, and other instances wait. If the last instance
 * fails, none waits, and the deployment succeeds nevertheless.
 */
export function isSpent({ total, minimum, pending, failed }: Progress): boolean {
  return pending > 0 && failed > 0 && total - failed <= minimum;
}

/** True if a finished deployment has succeeded: on at least one instance, also if the minimum is none. */
export function hasSucceeded({ total, minimum, succeeded, failed }: Progress): boolean {
  return succeeded > 0 && total - failed >= minimum;
}

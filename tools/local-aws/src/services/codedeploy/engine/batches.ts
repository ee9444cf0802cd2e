import type { JsonObject } from '../../../protocols/json';

/** Where a deployment to several instances stands. */
export interface Progress {
  /** Of the group, also those that the deployment leaves alone. */
  readonly total: number;
  /** How many have to stay healthy. */
  readonly minimum: number;
  readonly pending: number;
  readonly inProgress: number;
  readonly succeeded: number;
  /** Or skipped. */
  readonly failed: number;
}

/** A minimum that a deployment configuration asks for (API reference: MinimumHealthyHosts), in instances of `total`. */
export function minimumHealthy({ type, value }: JsonObject, total: number): number {
  const number = Number(value);
  // One at a time: all but one stay healthy, also where there is but one.
  if (type === 'MOST_CONCURRENCY') return Math.max(0, total - number);
  return type === 'FLEET_PERCENT' ? Math.ceil((total * number) / 100) : number;
}

/** Whether a deployment can begin: one instance at least must be free to leave (CodeDeploy user guide, "Instance health"). */
export function canBegin(total: number, minimum: number): boolean {
  return minimum < total;
}

/** How many more instances may begin now, so that the healthy ones never become fewer than the minimum. */
export function mayBegin({ total, minimum, pending, inProgress, failed }: Progress): number {
  return Math.max(0, Math.min(pending, total - failed - minimum - inProgress));
}

/**
 * Whether the rest has to be skipped: as many have failed as can be spared, and others wait. If it is the last that fails,
 * nobody waits, and the deployment succeeds nevertheless.
 */
export function isSpent({ total, minimum, pending, failed }: Progress): boolean {
  return pending > 0 && failed > 0 && total - failed <= minimum;
}

/** Whether a deployment that is over has succeeded: on one instance at least, also if the minimum is none. */
export function hasSucceeded({ total, minimum, succeeded, failed }: Progress): boolean {
  return succeeded > 0 && total - failed >= minimum;
}

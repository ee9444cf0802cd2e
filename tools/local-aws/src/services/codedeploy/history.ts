import type { JsonObject } from '../../protocols/json';
import { isExclusive, isOver, type Deployment } from './deployment';
import type { State } from './state';

/** All deployments to a group, the oldest first. */
export function deploymentsTo(state: State, group: JsonObject): Deployment[] {
  return [...state.deployments.values()].filter((deployment) => deployment.group === group);
}

/** The deployment of that group for which others have to wait. */
export function activeDeployment(state: State, group: JsonObject): Deployment | undefined {
  return deploymentsTo(state, group).find((deployment) => isExclusive(deployment) && !isOver(deployment));
}

/** The newest deployment to the whole group, with any result. */
export function lastAttempt(state: State, group: JsonObject): Deployment | undefined {
  return deploymentsTo(state, group).filter(isExclusive).at(-1);
}

/**
 * The newest deployment to the whole group that succeeded: its revision is the one for new instances and for a
 * rollback.
 */
export function lastGood(state: State, group: JsonObject): Deployment | undefined {
  const good = deploymentsTo(state, group).filter(({ status }) => status === 'Succeeded');
  return good.filter(isExclusive).at(-1);
}

import type { JsonObject } from '../../protocols/json';
import { isExclusive, isOver, type Deployment } from './deployment';
import type { State } from './state';

/** All deployments to a group, the oldest first. */
export function deploymentsTo(state: State, group: JsonObject): Deployment[] {
  return [...state.deployments.values()].filter((deployment) => deployment.group === group);
}

/** The deployment that keeps others of that group waiting. */
export function activeDeployment(state: State, group: JsonObject): Deployment | undefined {
  return deploymentsTo(state, group).find((deployment) => isExclusive(deployment) && !isOver(deployment));
}

/** The newest deployment to the whole group, however it went. */
export function lastAttempt(state: State, group: JsonObject): Deployment | undefined {
  return deploymentsTo(state, group).filter(isExclusive).at(-1);
}

/** The newest deployment to the whole group that succeeded: what new instances get, and what a rollback goes back to. */
export function lastGood(state: State, group: JsonObject): Deployment | undefined {
  const good = deploymentsTo(state, group).filter(({ status }) => status === 'Succeeded');
  return good.filter(isExclusive).at(-1);
}

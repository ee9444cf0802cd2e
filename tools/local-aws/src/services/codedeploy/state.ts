import type { Call } from '../../gateway/call';
import { AwsFailure } from '../../protocols/failure';
import { jsonText, type JsonObject } from '../../protocols/json';
import type { Application } from './application';
import type { Deployment } from './deployment';

/** CodeDeploy in one account and region. */
export interface State {
  readonly applications: Map<string, Application>;
  /** By id, the oldest first. */
  readonly deployments: Map<string, Deployment>;
  readonly configs: Map<string, JsonObject>;
  /** Tags by ARN. */
  readonly tags: Map<string, Map<string, string>>;
}

export function findApplication(state: State, name: string): Application {
  const found = state.applications.get(name);
  if (!found) throw new AwsFailure('ApplicationDoesNotExistException', `No application found for name: ${name}`);
  return found;
}

export function findGroup(application: Application, name: string): JsonObject {
  const found = application.groups.get(name);
  if (found) return found;
  const message = `No Deployment Group found for name: ${name}`;
  throw new AwsFailure('DeploymentGroupDoesNotExistException', message);
}

/**
 * A field that every request of that kind must have; the exception is named after it
 * (`ApplicationNameRequiredException`).
 */
export function required(request: JsonObject, field: string): string {
  const value = jsonText(request[field]);
  if (value !== '') return value;
  const thing = `${field.charAt(0).toUpperCase()}${field.slice(1)}`.replace(/^Current/, '');
  throw new AwsFailure(`${thing}RequiredException`, `${thing} is required.`);
}

export function arn(call: Call, resource: string): string {
  return `arn:aws:codedeploy:${call.region}:${call.account}:${resource}`;
}

/** AWS JSON timestamps are numbers of seconds. */
export function now(): number {
  return Math.round(Date.now()) / 1000;
}

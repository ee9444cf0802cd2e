import { AwsFailure } from '../../protocols/failure';
import { jsonList, jsonObject, jsonText, type JsonObject } from '../../protocols/json';
import type { Order } from './deployment';
import { revisionIn } from './revisions';
import { findApplication, findGroup, required, type State } from './state';

const EVENTS = ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST'];

/** The deployment of a request, if the request is valid (API reference: CreateDeployment). */
export function orderIn(request: JsonObject, state: State): Order {
  const application = findApplication(state, required(request, 'applicationName'));
  const group = findGroup(application, required(request, 'deploymentGroupName'));
  const revision = revisionIn(request);
  const configName = jsonText(request['deploymentConfigName']) || jsonText(group['deploymentConfigName']);
  if (!state.configs.has(configName)) {
    const message = `No Deployment Configuration found for name: ${configName}`;
    throw new AwsFailure('DeploymentConfigDoesNotExistException', message);
  }
  if (request['targetInstances'] !== undefined) {
    throw new AwsFailure('InvalidTargetInstancesException', 'Target instances are for blue/green deployments only.');
  }
  const description = jsonText(request['description']);
  return {
    application,
    group,
    revision,
    configName,
    creator: 'user',
    ...(description !== '' && { description }),
    ignoreApplicationStopFailures: flag(request, 'ignoreApplicationStopFailures'),
    updateOutdatedInstancesOnly: flag(request, 'updateOutdatedInstancesOnly'),
    fileExistsBehavior: fileExistsBehavior(request),
    ...autoRollback(request),
    ...alarms(request),
  };
}

function flag(request: JsonObject, field: string): boolean {
  const value = request[field] ?? false;
  if (typeof value === 'boolean') return value;
  const code = `Invalid${field.charAt(0).toUpperCase()}${field.slice(1)}ValueException`;
  throw new AwsFailure(code, `${field} is true or false, got ${JSON.stringify(value)}`);
}

function fileExistsBehavior(request: JsonObject): Order['fileExistsBehavior'] {
  const value = jsonText(request['fileExistsBehavior']) || 'DISALLOW';
  if (value === 'DISALLOW' || value === 'OVERWRITE' || value === 'RETAIN') return value;
  const message = `The file exists behavior is DISALLOW, OVERWRITE or RETAIN, got ${value}`;
  throw new AwsFailure('InvalidFileExistsBehaviorException', message);
}

function autoRollback(request: JsonObject): Pick<Order, 'autoRollbackConfiguration'> {
  if (request['autoRollbackConfiguration'] === undefined) return {};
  const autoRollbackConfiguration = jsonObject(request['autoRollbackConfiguration']);
  const events = jsonList(autoRollbackConfiguration['events']).map(jsonText);
  const isEmpty = autoRollbackConfiguration['enabled'] === true && events.length === 0;
  if (!isEmpty && events.every((event) => EVENTS.includes(event))) return { autoRollbackConfiguration };
  throw new AwsFailure(
    'InvalidAutoRollbackConfigException',
    'The automatic rollback configuration was specified in an invalid format: if it is enabled, its events are one or ' +
      `several of ${EVENTS.join(', ')}, got ${events.join(', ') || 'none'}.`,
  );
}

function alarms(request: JsonObject): Pick<Order, 'overrideAlarmConfiguration'> {
  if (request['overrideAlarmConfiguration'] === undefined) return {};
  const overrideAlarmConfiguration = jsonObject(request['overrideAlarmConfiguration']);
  const names = jsonList(overrideAlarmConfiguration['alarms']);
  if (names.length > 10)
    throw new AwsFailure('AlarmsLimitExceededException', 'There are at most 10 alarms for a deployment.');
  if (overrideAlarmConfiguration['enabled'] === true && names.length === 0) {
    throw new AwsFailure('InvalidAlarmConfigException', 'The alarm configuration is enabled, and names no alarm.');
  }
  return { overrideAlarmConfiguration };
}

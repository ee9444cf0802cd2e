import type { Operation } from '../../gateway/call';
import type { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import {
  jsonList,
  jsonObject,
  jsonParameters,
  jsonReply,
  jsonText,
  type Json,
  type JsonObject,
} from '../../protocols/json';
import { isOver, type Deployment } from './deployment';
import { orderIn } from './deployment-order';
import type { Engine } from './engine/engine';
import { activeDeployment } from './history';
import { page } from './page';
import { registered, used } from './revisions';
import { shownDeployment } from './shown';
import { findApplication, findGroup, required, type State } from './state';

const STATUSES = ['Created', 'Queued', 'InProgress', 'Baking', 'Succeeded', 'Failed', 'Stopped', 'Ready'];

/** Deployments (API reference: CreateDeployment, GetDeployment, ListDeployments, StopDeployment, ...). */
export function deployments(store: Store<State>, engine: Engine): Record<string, Operation> {
  return {
    CreateDeployment: (call) => {
      const state = store.of(call);
      const order = orderIn(jsonParameters(call), state);
      const active = activeDeployment(state, order.group);
      const name = jsonText(order.group['deploymentGroupName']);
      if (active) {
        const message = `The Deployment Group '${name}' already has an active Deployment '${active.id}'`;
        throw new AwsFailure('DeploymentLimitExceededException', message);
      }
      used(registered(order.application, order.revision), name);
      return jsonReply({ deploymentId: engine.begin(call, order).id });
    },
    GetDeployment: (call) => {
      const found = findDeployment(store.of(call), required(jsonParameters(call), 'deploymentId'));
      return jsonReply({ deploymentInfo: shownDeployment(found) });
    },
    BatchGetDeployments: (call) => {
      const ids = jsonList(jsonParameters(call)['deploymentIds']).map(jsonText);
      if (ids.length === 0) throw new AwsFailure('DeploymentIdRequiredException', 'DeploymentId is required.');
      if (ids.length > 25) throw new AwsFailure('BatchLimitExceededException', 'At most 25 deployments at a time.');
      const found = ids.flatMap((id) => store.of(call).deployments.get(id) ?? []);
      return jsonReply({ deploymentsInfo: found.map(shownDeployment) });
    },
    ListDeployments: (call) => {
      const request = jsonParameters(call);
      const { items, nextToken } = page(listed(store.of(call), request), request);
      return jsonReply({ deployments: items.map(({ id }) => id), ...nextToken });
    },
    StopDeployment: (call) => {
      const request = jsonParameters(call);
      const found = findDeployment(store.of(call), required(request, 'deploymentId'));
      if (isOver(found)) {
        const message = `The deployment ${found.id} is already completed with the status ${found.status}.`;
        throw new AwsFailure('DeploymentAlreadyCompletedException', message);
      }
      const rollBack = request['autoRollbackEnabled'];
      engine.stop(found, typeof rollBack === 'boolean' ? rollBack : undefined);
      const statusMessage = 'No more commands will be scheduled for execution in the deployment instances';
      return jsonReply({ status: 'Pending', statusMessage });
    },
    // Only AWS Lambda and Amazon ECS call it (API reference: PutLifecycleEventHookExecutionStatus).
    PutLifecycleEventHookExecutionStatus: (call) => {
      findDeployment(store.of(call), required(jsonParameters(call), 'deploymentId'));
      const message = 'Hooks of a deployment to EC2 instances are scripts: their status is set by the agent.';
      throw new AwsFailure('UnsupportedActionForDeploymentTypeException', message);
    },
  };
}

export function findDeployment(state: State, id: string): Deployment {
  if (!/^d-[A-Z0-9]{9}$/.test(id)) {
    throw new AwsFailure('InvalidDeploymentIdException', `Specified DeploymentId is not in the valid format: ${id}`);
  }
  const found = state.deployments.get(id);
  if (found) return found;
  throw new AwsFailure('DeploymentDoesNotExistException', `The deployment ${id} could not be found`);
}

/** Newest first. */
function listed(state: State, request: JsonObject): Deployment[] {
  const group = groupIn(state, request);
  const statuses = jsonList(request['includeOnlyStatuses']).map(jsonText);
  const unknown = statuses.find((status) => !STATUSES.includes(status));
  if (unknown !== undefined) {
    throw new AwsFailure('InvalidDeploymentStatusException', `${unknown} is not one of ${STATUSES.join(', ')}`);
  }
  const { start, end } = jsonObject(request['createTimeRange']);
  if (typeof start === 'number' && typeof end === 'number' && start > end) {
    throw new AwsFailure('InvalidTimeRangeException', `The time range begins at ${start}, and ends before, at ${end}.`);
  }
  return [...state.deployments.values()].reverse().filter((each) => {
    return (
      (!group || each.group === group) &&
      (statuses.length === 0 || statuses.includes(each.status)) &&
      each.createTime >= milliseconds(start, 0) &&
      each.createTime <= milliseconds(end, Infinity)
    );
  });
}

/** The group that a request names, with its application; neither is valid alone (API reference: ListDeployments). */
function groupIn(state: State, request: JsonObject): JsonObject | undefined {
  if (!request['applicationName'] && !request['deploymentGroupName']) return undefined;
  const application = findApplication(state, required(request, 'applicationName'));
  return findGroup(application, required(request, 'deploymentGroupName'));
}

const milliseconds = (seconds: Json | undefined, otherwise: number): number =>
  typeof seconds === 'number' ? seconds * 1000 : otherwise;

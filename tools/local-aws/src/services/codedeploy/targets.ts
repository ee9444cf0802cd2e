import type { Call, Operation } from '../../gateway/call';
import type { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import { jsonList, jsonObject, jsonParameters, jsonReply, jsonText, type JsonObject } from '../../protocols/json';
import type { Deployment, Target } from './deployment';
import { findDeployment } from './deployments';
import { page } from './page';
import { shownInstance, shownTarget } from './shown';
import { required, type State } from './state';

const STATUSES = ['Pending', 'InProgress', 'Succeeded', 'Failed', 'Skipped', 'Unknown', 'Ready'];

/**
 * The events on each instance, also under their older name (API reference: GetDeploymentTarget, GetDeploymentInstance).
 */
export function targets(store: Store<State>): Record<string, Operation> {
  const read = (call: Call) => {
    const request = jsonParameters(call);
    return { request, deployment: findDeployment(store.of(call), required(request, 'deploymentId')) };
  };
  return {
    GetDeploymentTarget: (call) => {
      const { request, deployment } = read(call);
      const id = idIn(request, 'targetId', 'DeploymentTargetIdRequiredException');
      return jsonReply({ deploymentTarget: shownTarget(deployment, findTarget(deployment, id, 'DeploymentTarget')) });
    },
    BatchGetDeploymentTargets: (call) => {
      const { request, deployment } = read(call);
      const ids = idsIn(
        request,
        'targetIds',
        'DeploymentTargetIdRequiredException',
        'DeploymentTargetListSizeExceededException',
      );
      const found = ids.map((id) => findTarget(deployment, id, 'DeploymentTarget'));
      return jsonReply({ deploymentTargets: found.map((target) => shownTarget(deployment, target)) });
    },
    ListDeploymentTargets: (call) => {
      const { request, deployment } = read(call);
      const filters = jsonObject(request['targetFilters']);
      const unknown = Object.keys(filters).find((name) => name !== 'TargetStatus' && name !== 'ServerInstanceLabel');
      if (unknown) throw new AwsFailure('InvalidTargetFilterNameException', `${unknown} is not a filter of targets.`);
      const { items, nextToken } = page(begun(deployment, jsonList(filters['TargetStatus']).map(jsonText)), request);
      return jsonReply({ targetIds: items.map(({ instanceId }) => instanceId), ...nextToken });
    },
    GetDeploymentInstance: (call) => {
      const { request, deployment } = read(call);
      const id = idIn(request, 'instanceId', 'InstanceIdRequiredException');
      return jsonReply({ instanceSummary: shownInstance(deployment, findTarget(deployment, id, 'Instance')) });
    },
    BatchGetDeploymentInstances: (call) => {
      const { request, deployment } = read(call);
      const ids = idsIn(request, 'instanceIds', 'InstanceIdRequiredException', 'BatchLimitExceededException');
      const found = ids.map((id) => findTarget(deployment, id, 'Instance'));
      return jsonReply({
        instancesSummary: found.map((target) => shownInstance(deployment, target)),
        errorMessage: '',
      });
    },
    ListDeploymentInstances: (call) => {
      const { request, deployment } = read(call);
      const wanted = begun(deployment, jsonList(request['instanceStatusFilter']).map(jsonText));
      const { items, nextToken } = page(wanted, request);
      return jsonReply({ instancesList: items.map(({ instanceId }) => instanceId), ...nextToken });
    },
  };
}

/** The targets in one of those states; they are known when the deployment has begun. */
function begun(deployment: Deployment, statuses: readonly string[]): Target[] {
  if (deployment.status === 'Created') {
    throw new AwsFailure('DeploymentNotStartedException', `The deployment ${deployment.id} has not started.`);
  }
  const unknown = statuses.find((status) => !STATUSES.includes(status));
  if (unknown !== undefined) {
    throw new AwsFailure('InvalidInstanceStatusException', `${unknown} is not one of ${STATUSES.join(', ')}`);
  }
  return deployment.targets.filter(({ status }) => statuses.length === 0 || statuses.includes(status));
}

/** Instances are named by their id, or by an ARN that ends in it. */
function findTarget(deployment: Deployment, id: string, kind: 'DeploymentTarget' | 'Instance'): Target {
  const instanceId = id.replace(/^arn:.*\//, '');
  const found = deployment.targets.find((target) => target.instanceId === instanceId);
  if (found) return found;
  throw new AwsFailure(
    `${kind}DoesNotExistException`,
    `The instance ${id} is not part of the deployment ${deployment.id}`,
  );
}

function idIn(request: JsonObject, field: string, missing: string): string {
  const id = jsonText(request[field]);
  if (id === '') throw new AwsFailure(missing, `${field} is required.`);
  return id;
}

function idsIn(request: JsonObject, field: string, missing: string, tooMany: string): string[] {
  const ids = jsonList(request[field]).map(jsonText);
  if (ids.length === 0) throw new AwsFailure(missing, `${field} is required.`);
  if (ids.length > 25) throw new AwsFailure(tooMany, `At most 25 of ${field} at a time, got ${ids.length}.`);
  return ids;
}

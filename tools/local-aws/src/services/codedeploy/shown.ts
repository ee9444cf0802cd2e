import { jsonText, type JsonObject } from '../../protocols/json';
import type { Deployment, LifecycleEvent, Target } from './deployment';
import type { S3Revision } from './application';

/** A deployment as GetDeployment returns it (API reference: DeploymentInfo). */
export function shownDeployment(deployment: Deployment): JsonObject {
  const { group, error, rollbackInfo, updates, updateOf, startTime, completeTime } = deployment;
  return {
    applicationName: jsonText(group['applicationName']),
    deploymentGroupName: jsonText(group['deploymentGroupName']),
    deploymentConfigName: deployment.configName,
    deploymentId: deployment.id,
    ...(deployment.previousRevision && { previousRevision: shownRevision(deployment.previousRevision) }),
    revision: shownRevision(deployment.revision),
    status: deployment.status,
    ...(error && { errorInformation: { code: error.code, message: error.message } }),
    createTime: deployment.createTime / 1000,
    ...(startTime && { startTime: startTime / 1000 }),
    ...(completeTime && { completeTime: completeTime / 1000 }),
    deploymentOverview: overview(deployment),
    ...(deployment.description !== undefined && { description: deployment.description }),
    creator: deployment.creator,
    ignoreApplicationStopFailures: deployment.ignoreApplicationStopFailures,
    autoRollbackConfiguration: deployment.autoRollbackConfiguration ?? group['autoRollbackConfiguration'],
    updateOutdatedInstancesOnly: deployment.updateOutdatedInstancesOnly,
    ...(rollbackInfo && { rollbackInfo: { ...rollbackInfo } }),
    deploymentStyle: group['deploymentStyle'],
    instanceTerminationWaitTimeStarted: false,
    loadBalancerInfo: group['loadBalancerInfo'],
    fileExistsBehavior: deployment.fileExistsBehavior,
    deploymentStatusMessages: [],
    computePlatform: 'Server',
    ...((updateOf ?? updates[0]) !== undefined && {
      relatedDeployments: {
        ...(updateOf && { autoUpdateOutdatedInstancesRootDeploymentId: updateOf }),
        autoUpdateOutdatedInstancesDeploymentIds: updates,
      },
    }),
    ...(deployment.overrideAlarmConfiguration && { overrideAlarmConfiguration: deployment.overrideAlarmConfiguration }),
  };
}

/** The number of instances by state (API reference: DeploymentOverview). */
export function overview({ targets }: Deployment): Record<string, number> {
  const counts = { Pending: 0, InProgress: 0, Succeeded: 0, Failed: 0, Skipped: 0, Ready: 0 };
  for (const { status } of targets) counts[status] += 1;
  return counts;
}

export function shownRevision({ bucket, key, version, eTag }: S3Revision): JsonObject {
  const s3Location = { bucket, key, bundleType: 'zip', ...(version && { version }), ...(eTag && { eTag }) };
  return { revisionType: 'S3', s3Location };
}

/** API reference: DeploymentTarget. */
export function shownTarget(deployment: Deployment, target: Target): JsonObject {
  const instanceTarget = {
    deploymentId: deployment.id,
    targetId: target.instanceId,
    targetArn: instanceArn(deployment, target),
    status: target.status,
    lastUpdatedAt: target.lastUpdatedAt / 1000,
    lifecycleEvents: target.events.map(shownEvent),
  };
  return { deploymentTargetType: 'InstanceTarget', instanceTarget };
}

/** API reference: InstanceSummary, the `instanceId` of which is an ARN. */
export function shownInstance(deployment: Deployment, target: Target): JsonObject {
  return {
    deploymentId: deployment.id,
    instanceId: instanceArn(deployment, target),
    status: target.status,
    lastUpdatedAt: target.lastUpdatedAt / 1000,
    lifecycleEvents: target.events.map(shownEvent),
    instanceType: 'Blue',
  };
}

function shownEvent({ name, status, startTime, endTime, diagnostics }: LifecycleEvent): JsonObject {
  return {
    lifecycleEventName: name,
    status,
    ...(startTime && { startTime: startTime / 1000 }),
    ...(endTime && { endTime: endTime / 1000 }),
    ...(diagnostics && { diagnostics: { ...diagnostics, scriptName: diagnostics.scriptName ?? '' } }),
  };
}

function instanceArn({ place }: Deployment, { instanceId }: Target): string {
  return `arn:aws:ec2:${place.region}:${place.account}:instance/${instanceId}`;
}

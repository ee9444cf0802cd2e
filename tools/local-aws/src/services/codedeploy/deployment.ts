import type { AgentEvent, Diagnostics } from '../../agent/agent';
import type { JsonObject } from '../../protocols/json';
import type { Application, S3Revision } from './application';

/** An account and a region. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

export type Creator = 'user' | 'autoscaling' | 'autoscalingTermination' | 'codeDeployRollback' | 'CodeDeployAutoUpdate';
export type DeploymentStatus = 'Created' | 'InProgress' | 'Succeeded' | 'Failed' | 'Stopped';
export type TargetStatus = 'Pending' | 'InProgress' | 'Succeeded' | 'Failed' | 'Skipped';
export type RollbackEvent = 'DEPLOYMENT_FAILURE' | 'DEPLOYMENT_STOP_ON_ALARM' | 'DEPLOYMENT_STOP_ON_REQUEST';

/** All of an instance's events: the agent's and the load balancer's. */
export type EventName = AgentEvent | 'BlockTraffic' | 'AllowTraffic';

/** API reference: LifecycleEvent. Times in milliseconds. */
export interface LifecycleEvent {
  readonly name: EventName;
  status: TargetStatus;
  startTime?: number;
  endTime?: number;
  diagnostics?: Diagnostics;
}

/** The deployment to one instance (API reference: InstanceTarget). Times in milliseconds. */
export interface Target {
  readonly instanceId: string;
  readonly events: readonly LifecycleEvent[];
  status: TargetStatus;
  lastUpdatedAt: number;
  /** Ends the work for this instance only, when it is gone. */
  readonly gone: AbortController;
}

/** A requested deployment. */
export interface Order {
  readonly application: Application;
  /** The group as its application has it: a change applies to the next deployment of the group, a new name at once. */
  readonly group: JsonObject;
  readonly revision: S3Revision;
  readonly creator: Creator;
  readonly configName: string;
  readonly description?: string;
  readonly ignoreApplicationStopFailures: boolean;
  readonly updateOutdatedInstancesOnly: boolean;
  readonly fileExistsBehavior: 'DISALLOW' | 'OVERWRITE' | 'RETAIN';
  /** The configuration of this deployment. @default - the configuration of the group */
  readonly autoRollbackConfiguration?: JsonObject;
  /** The configuration of this deployment. @default - the configuration of the group */
  readonly overrideAlarmConfiguration?: JsonObject;
  /** @default - the instances in service of the deployment group's auto scaling groups */
  readonly instances?: readonly string[];
}

export interface ErrorInformation {
  readonly code: string;
  readonly message: string;
}

/** A deployment with its current state (API reference: DeploymentInfo). Times in milliseconds. */
export interface Deployment extends Order {
  readonly id: string;
  readonly place: Place;
  readonly createTime: number;
  /** The last successful revision at the creation of this deployment. */
  readonly previousRevision?: S3Revision;
  status: DeploymentStatus;
  startTime?: number;
  completeTime?: number;
  error?: ErrorInformation;
  rollbackInfo?: { rollbackDeploymentId?: string; rollbackTriggeringDeploymentId?: string; rollbackMessage: string };
  /** The ids of the deployments that update the instances that were launched during this deployment. */
  readonly updates: string[];
  /** The id of the earlier deployment, if this deployment updates the instances that were launched during it. */
  updateOf?: string;
  /** The targets in the order in which they are deployed. */
  targets: Target[];
  /** Ends the deployment at once. The reason of the abort is a `Stop`. */
  readonly stop: AbortController;
}

/** The reason of a stop that did not come from the deployment itself. */
export interface Stop {
  readonly status: 'Stopped' | 'Failed';
  readonly error: ErrorInformation;
  /** The kind of end, if `autoRollbackConfiguration` can name it. */
  readonly event?: RollbackEvent;
  /** The rollback setting of the stop request. @default - the setting of the configuration */
  readonly rollBack?: boolean;
}

export function isOver({ status }: Deployment): boolean {
  return status === 'Succeeded' || status === 'Failed' || status === 'Stopped';
}

/** True if other deployments have to wait for it: they do not for a launch or termination of an instance. */
export function isExclusive({ creator }: Pick<Deployment, 'creator'>): boolean {
  return creator !== 'autoscaling' && creator !== 'autoscalingTermination';
}

export function sameRevision(a: S3Revision | undefined, b: S3Revision | undefined): boolean {
  return a?.bucket === b?.bucket && a?.key === b?.key && a?.version === b?.version && a?.eTag === b?.eTag;
}

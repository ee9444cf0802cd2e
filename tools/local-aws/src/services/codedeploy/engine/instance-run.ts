import type { AgentDeployment, AgentEvent, Diagnostics } from '../../../agent/agent';
import { jsonText } from '../../../protocols/json';
import type { Deployment, LifecycleEvent, Target } from '../deployment';
import { ignorable } from './events';
import type { Region } from './region';
import { targetGroupsOf } from './traffic';

/**
 * Deploys to one instance, one event after the other. A failure is in the target, and is never thrown.
 * @param download fetches the revision as that instance
 */
export async function runInstance(region: Region, deployment: Deployment, target: Target): Promise<void> {
  const signal = AbortSignal.any([deployment.stop.signal, target.gone.signal]);
  const told = agentDeployment(region, deployment, target);
  set(target, 'InProgress');
  try {
    await region.machines.run(target.instanceId, signal, async (agent) => {
      for (const event of target.events) {
        if (signal.aborted) return;
        const diagnostics = await carryOut(region, deployment, target, event, signal, () =>
          agent.run(event.name as AgentEvent, told, signal).then((result) => result.diagnostics),
        );
        if (!diagnostics) return;
        finish(event, diagnostics);
        target.lastUpdatedAt = Date.now();
        const ignored = deployment.ignoreApplicationStopFailures && ignorable.includes(event.name);
        if (event.status === 'Failed' && !ignored) return;
      }
      await agent.succeeded(told);
      set(target, 'Succeeded');
    });
  } catch (error) {
    if (!signal.aborted) {
      // There is no agent, or it failed against its contract.
      const next = target.events.find(({ status }) => status === 'Pending' || status === 'InProgress');
      if (next) finish(next, { errorCode: 'UnknownError', message: said(error), logTail: '' });
      region.log(`${deployment.id} on ${target.instanceId}: ${said(error)}`);
    }
  }
  if (target.status === 'Succeeded') return;
  const hasBegun = target.events.some(({ status }) => status !== 'Pending');
  set(target, hasBegun || !signal.aborted ? 'Failed' : 'Skipped');
  for (const event of target.events) if (event.status === 'Pending') event.status = 'Skipped';
}

/** The result of an event, undefined if the deployment was ended before it began. */
async function carryOut(
  region: Region,
  { group, creator }: Deployment,
  { instanceId }: Target,
  event: LifecycleEvent,
  signal: AbortSignal,
  script: () => Promise<Diagnostics>,
): Promise<Diagnostics | undefined> {
  const begin = () => {
    event.status = 'InProgress';
    event.startTime = Date.now();
  };
  try {
    if (event.name === 'BlockTraffic' || event.name === 'AllowTraffic') {
      begin();
      // An instance that is terminated has already left the load balancer.
      if (creator === 'autoscalingTermination') return succeeded;
      await region.traffic.carryOut(event.name, targetGroupsOf(group), instanceId, signal);
      return succeeded;
    }
    return await region.hooks.run(async () => {
      begin();
      return script();
    }, signal);
  } catch (error) {
    if (signal.aborted && event.status === 'Pending') return undefined;
    const message = signal.aborted ? 'The deployment to this instance was ended.' : said(error);
    return { errorCode: 'UnknownError', message, logTail: '' };
  }
}

const succeeded: Diagnostics = { errorCode: 'Success', message: 'Succeeded', logTail: '' };

function finish(event: LifecycleEvent, diagnostics: Diagnostics): void {
  event.endTime = Date.now();
  event.diagnostics = diagnostics;
  event.status = diagnostics.errorCode === 'Success' ? 'Succeeded' : 'Failed';
}

function set(target: Target, status: Target['status']): void {
  target.status = status;
  target.lastUpdatedAt = Date.now();
}

function agentDeployment(region: Region, deployment: Deployment, { instanceId }: Target): AgentDeployment {
  const { id, group, revision, fileExistsBehavior } = deployment;
  return {
    id,
    applicationName: jsonText(group['applicationName']),
    groupName: jsonText(group['deploymentGroupName']),
    groupId: jsonText(group['deploymentGroupId']),
    fileExistsBehavior,
    bundle: revision,
    download: async () => (await region.aws()).revision(revision, instanceId),
  };
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

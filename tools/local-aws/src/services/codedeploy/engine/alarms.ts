import { setTimeout as pause } from 'node:timers/promises';
import { jsonList, jsonObject, jsonText, type JsonObject } from '../../../protocols/json';
import type { Deployment, Stop } from '../deployment';
import type { Region } from './region';

const POLL_MS = 1000;

/** Stops a deployment as soon as one of its alarms is in ALARM; ends with the deployment. */
export async function watchAlarms(region: Region, deployment: Deployment, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    const stop = await alarmed(region, deployment);
    if (stop) return deployment.stop.abort(stop);
    await pause(POLL_MS, undefined, { signal: over }).catch(() => undefined);
  }
}

/**
 * The reason why a deployment must stop, if one of its alarms is active (CodeDeploy user guide, "Monitoring with
 * alarms").
 */
export async function alarmed(region: Region, deployment: Deployment): Promise<Stop | undefined> {
  const configuration = alarmsOf(deployment);
  const names = jsonList(configuration['alarms']).map((alarm) => jsonText(jsonObject(alarm)['name']));
  if (configuration['enabled'] !== true || names.length === 0) return undefined;
  try {
    const active = await (await region.aws()).alarming(names);
    if (active.length === 0) return undefined;
    const message =
      'One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected ' +
      `deployments have been stopped. Activated alarms: ${active.map((name) => `<${name}>`).join(' ')}`;
    return { status: 'Stopped', error: { code: 'ALARM_ACTIVE', message }, event: 'DEPLOYMENT_STOP_ON_ALARM' };
  } catch (error) {
    if (configuration['ignorePollAlarmFailure'] === true) return undefined;
    const message = `The state of the alarms ${names.join(', ')} could not be read from CloudWatch: ${String(error)}`;
    return { status: 'Stopped', error: { code: 'INTERNAL_ERROR', message }, event: 'DEPLOYMENT_STOP_ON_ALARM' };
  }
}

/**
 * The deployments of new instances are stopped by the alarms of their group as well: the CodeDeploy user guide states
 * "If you understand why the deployment failed (for example, CloudWatch alarms were occurring)" about a launch hook
 * that failed ("Troubleshoot Amazon EC2 Auto Scaling issues"). No alarm stops a rollback, or a deployment for an
 * instance that terminates.
 */
function alarmsOf({ creator, group, overrideAlarmConfiguration }: Deployment): JsonObject {
  if (creator === 'codeDeployRollback' || creator === 'autoscalingTermination') return {};
  return overrideAlarmConfiguration ?? jsonObject(group['alarmConfiguration']);
}

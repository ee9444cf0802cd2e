import { jsonText, type JsonObject } from '../../../protocols/json';
import type { Application, S3Revision } from '../application';
import { isOver, type Creator, type Deployment, type Order } from '../deployment';
import { deploymentsTo, lastGood } from '../history';
import type { FleetInstance } from './aws';
import { membersIn, scalingGroupsOf } from './fleet';
import type { Region } from './region';
import { targetGroupsOf } from './traffic';

/**
 * An instance that fails is replaced by another, on which the same can fail: on AWS forever, at the pace of booting
 * machines. Here nothing boots, so there is a limit.
 */
const FAILED_LAUNCHES = 3;

/**
 * Compares the present instances with the known ones, after a call that can have changed them. When it is done, new
 * ones have no traffic any more; their deployments follow afterwards.
 */
export async function compare(region: Region): Promise<void> {
  if (!region.isKnown) return;
  const instances = await (await region.aws()).instances();
  const orders = groupsOf(region).flatMap(([application, group]) => [
    ...appeared(region, application, group, instances),
    ...vanished(region, application, group, instances),
  ]);
  const launches = orders.filter(({ creator }) => creator === 'autoscaling');
  const present = new Set(instances.map(({ id }) => id));
  const traffic = await Promise.allSettled([
    ...launches.map(({ group, instances: ids }) => region.traffic.keepOut(targetGroupsOf(group), ids?.[0] ?? '')),
    region.traffic.reassert(present),
  ]);
  // The deployments themselves report it again, if the load balancer does not answer.
  for (const each of traffic) if (each.status === 'rejected') region.log(`failed: no traffic: ${String(each.reason)}`);
  const begun = orders.map((order) => region.begin(order));
  for (const id of region.machines.ids) {
    if (present.has(id)) continue;
    region.removeAfter(
      id,
      begun.filter(({ instances }) => instances?.includes(id)),
    );
  }
}

function groupsOf({ state }: Region): [Application, JsonObject][] {
  return [...state.applications.values()].flatMap((application) =>
    [...application.groups.values()].map((group): [Application, JsonObject] => [application, group]),
  );
}

/** New instances get the last successful revision, if there is one. */
function appeared(region: Region, application: Application, group: JsonObject, instances: readonly FleetInstance[]) {
  if (deploymentsTo(region.state, group).length === 0) return [];
  const fleet = region.fleetOf(group);
  const fresh = membersIn(instances, group).filter(({ id, inService }) => inService && !fleet.seen.has(id));
  for (const { id } of fresh) fleet.seen.add(id);
  const launched = fresh.filter((instance) => fleet.scalingGroups.has(instance.group));
  for (const name of scalingGroupsOf(group)) fleet.scalingGroups.add(name);
  const good = lastGood(region.state, group);
  if (!good) return [];
  return launched.map(({ id }) => orderOf(application, group, 'autoscaling', id, good.revision, good));
}

/** The deployments on an instance that is gone end; its application is stopped, if the group is configured so. */
function vanished(region: Region, application: Application, group: JsonObject, instances: readonly FleetInstance[]) {
  const deployments = deploymentsTo(region.state, group);
  if (deployments.length === 0) return [];
  const fleet = region.fleetOf(group);
  const present = new Set(membersIn(instances, group).map(({ id }) => id));
  return [...fleet.seen]
    .filter((id) => !present.has(id))
    .flatMap((id) => {
      const running = deployments.filter((each) => !isOver(each) && each.creator !== 'autoscalingTermination');
      const targets = running.flatMap((each) => each.targets.filter(({ instanceId }) => instanceId === id));
      for (const { gone } of targets) gone.abort();
      const revision = fleet.installed(id);
      fleet.forget(id);
      if (group['terminationHookEnabled'] !== true || !revision) return [];
      return [orderOf(application, group, 'autoscalingTermination', id, revision)];
    });
}

function orderOf(
  application: Application,
  group: JsonObject,
  creator: Creator,
  instanceId: string,
  revision: S3Revision,
  like?: Deployment,
): Order {
  return {
    application,
    group,
    revision,
    creator,
    instances: [instanceId],
    configName: jsonText(group['deploymentConfigName']),
    ignoreApplicationStopFailures: false,
    updateOutdatedInstancesOnly: false,
    fileExistsBehavior: like?.fileExistsBehavior ?? 'DISALLOW',
  };
}

/**
 * An instance the launch of which does not succeed ends its hook with ABANDON: it is terminated (CodeDeploy user guide,
 * "How Amazon EC2 Auto Scaling works with CodeDeploy"). The same applies if an alarm has stopped it.
 */
export function hasLaunched(region: Region, { id, status, group, targets, instances }: Deployment): void {
  const fleet = region.fleetOf(group);
  if (status === 'Succeeded') fleet.failedLaunches = 0;
  // A deployment that is stopped before it has begun has no targets yet.
  const [target] = targets;
  const instanceId = target?.instanceId ?? instances?.[0];
  if ((status !== 'Failed' && status !== 'Stopped') || !instanceId || target?.gone.signal.aborted) return;
  fleet.failedLaunches += 1;
  if (fleet.failedLaunches > FAILED_LAUNCHES) {
    region.log(`${id}: ${instanceId} stays, though it failed: ${FAILED_LAUNCHES} launches in a row have failed`);
    return;
  }
  void region
    .aws()
    .then((aws) => aws.terminate(instanceId))
    .catch((error: unknown) => region.log(`${id}: ${instanceId} could not be terminated: ${String(error)}`));
}

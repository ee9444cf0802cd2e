import { jsonObject } from '../../../protocols/json';
import {
  isExclusive,
  sameRevision,
  type Deployment,
  type ErrorInformation,
  type Stop,
  type Target,
} from '../deployment';
import { alarmed, watchAlarms } from './alarms';
import { canBegin, hasSucceeded, isSpent, mayBegin, minimumHealthy, type Progress } from './batches';
import { newTarget } from './events';
import { membersIn, scalingGroupsOf } from './fleet';
import { runInstance } from './instance-run';
import type { Region } from './region';

/** The end of a deployment, and its kind, if `autoRollbackConfiguration` can name it. */
export type Ending = Pick<Stop, 'event' | 'rollBack'> & {
  readonly error?: ErrorInformation;
  readonly status: Stop['status'] | 'Succeeded';
};

/** Carries out a deployment to its end. Every failure is in the ending. */
export async function runDeployment(region: Region, deployment: Deployment): Promise<Ending> {
  const over = new AbortController();
  try {
    const refused = await alarmed(region, deployment);
    if (refused) deployment.stop.abort(refused);
    if (!deployment.stop.signal.aborted) {
      const { targets, others } = await membersOf(region, deployment);
      const minimum = minimumOf(region, deployment, targets.length + others);
      deployment.targets = targets;
      deployment.status = 'InProgress';
      deployment.startTime = Date.now();
      region.notify(deployment, 'DeploymentStart');
      void watchAlarms(region, deployment, over.signal);
      await inBatches(region, deployment, minimum, others);
      if (!deployment.stop.signal.aborted) return outcome(progressOf(deployment, minimum, others));
    }
    return deployment.stop.signal.reason as Stop;
  } catch (error) {
    if (error instanceof CannotBegin) return { status: 'Failed', error, event: 'DEPLOYMENT_FAILURE' };
    region.log(`${deployment.id}: ${error instanceof Error ? error.stack : String(error)}`);
    return { status: 'Failed', error: { code: 'INTERNAL_ERROR', message: String(error) }, event: 'DEPLOYMENT_FAILURE' };
  } finally {
    over.abort();
  }
}

/** A deployment that fails before it changes anything. */
class CannotBegin extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Finds the instances of a deployment, and the number of other instances of the group. */
async function membersOf(region: Region, deployment: Deployment): Promise<{ targets: Target[]; others: number }> {
  const { group, revision, instances } = deployment;
  // An instance that was launched or is gone is not in service.
  if (!isExclusive(deployment)) return { targets: (instances ?? []).map((id) => newTarget(deployment, id)), others: 0 };
  const fleet = region.fleetOf(group);
  const members = membersIn(await (await region.aws()).instances(), group);
  for (const { id } of members) fleet.seen.add(id);
  for (const name of scalingGroupsOf(group)) fleet.scalingGroups.add(name);
  // An instance that is being launched gets the last successful revision, and then this one.
  const launching = region.launching(group);
  const present = members.filter(({ id, inService }) => inService && !launching.has(id)).map(({ id }) => id);
  const wanted = present.filter((id) => {
    if (instances) return instances.includes(id);
    return !deployment.updateOutdatedInstancesOnly || !sameRevision(fleet.installed(id), revision);
  });
  if (wanted.length === 0) {
    throw new CannotBegin(
      'NO_INSTANCES',
      'The deployment failed because no instances were found for your deployment group. Check your deployment group ' +
        'settings to make sure the tags for your Amazon EC2 instances or Auto Scaling groups correctly identify the ' +
        'instances you want to deploy to, and then try again.',
    );
  }
  const targets = fleet.inOrder(wanted, deployment.previousRevision).map((id) => newTarget(deployment, id));
  return { targets, others: present.length - wanted.length };
}

function minimumOf(region: Region, deployment: Deployment, total: number): number {
  if (!isExclusive(deployment)) return 0;
  const config = region.state.configs.get(deployment.configName);
  const minimum = minimumHealthy(jsonObject(config?.['minimumHealthyHosts']), total);
  if (canBegin(total, minimum)) return minimum;
  throw new CannotBegin(
    'HEALTH_CONSTRAINTS_INVALID',
    'The deployment can’t start because the minimum number of healthy instances, as defined by your deployment ' +
      'configuration, are not available. You can reduce the required number of healthy instances by updating your ' +
      'deployment configuration or increase the number of instances in this deployment group.',
  );
}

/** Begins with an instance whenever one more can be missing, until all are done or too many have failed. */
async function inBatches(region: Region, deployment: Deployment, minimum: number, others: number): Promise<void> {
  const running = new Set<Promise<void>>();
  for (;;) {
    const progress = progressOf(deployment, minimum, others);
    const pending = deployment.targets.filter(({ status }) => status === 'Pending');
    if (deployment.stop.signal.aborted || isSpent(progress)) pending.forEach(skip);
    else {
      for (const target of pending.slice(0, mayBegin(progress))) {
        const run = one(region, deployment, target).finally(() => running.delete(run));
        running.add(run);
      }
    }
    if (running.size === 0) return;
    await Promise.race(running);
  }
}

async function one(region: Region, deployment: Deployment, target: Target): Promise<void> {
  region.notify(deployment, 'InstanceStart', target);
  await runInstance(region, deployment, target);
  region.fleetOf(deployment.group).note(deployment, target);
  region.notify(deployment, target.status === 'Succeeded' ? 'InstanceSuccess' : 'InstanceFailure', target);
}

function skip(target: Target): void {
  target.status = 'Skipped';
  target.lastUpdatedAt = Date.now();
  for (const event of target.events) event.status = 'Skipped';
}

function progressOf({ targets }: Deployment, minimum: number, others: number): Progress {
  const count = (wanted: Target['status']) => targets.filter(({ status }) => status === wanted).length;
  return {
    total: targets.length + others,
    minimum,
    pending: count('Pending'),
    inProgress: count('InProgress'),
    succeeded: count('Succeeded'),
    failed: count('Failed') + count('Skipped'),
  };
}

function outcome(progress: Progress): Ending {
  if (hasSucceeded(progress)) return { status: 'Succeeded' };
  const message =
    'The overall deployment failed because too many individual instances failed deployment, too few healthy instances ' +
    'are available for deployment, or some instances in your deployment group are experiencing problems.';
  return { status: 'Failed', error: { code: 'HEALTH_CONSTRAINTS', message }, event: 'DEPLOYMENT_FAILURE' };
}

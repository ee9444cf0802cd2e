import type { JsonObject } from '../../../protocols/json';
import { isExclusive, isOver, type Deployment, type Order, type Place, type Stop, type Target } from '../deployment';
import { deploymentsTo, lastGood } from '../history';
import type { State } from '../state';
import type { Aws } from './aws';
import { runDeployment, type Ending } from './deployment-run';
import { Fleet, type PackedFleet } from './fleet';
import type { Limit } from './limit';
import { Machines } from './machines';
import { newDeployment } from './new-deployment';
import { notificationsOf, type Trigger } from './notifications';
import { bringUpToDate } from './outdated';
import type { Region } from './region';
import { rollBack } from './rollback';
import { hasLaunched } from './scaling';
import type { Surroundings } from './surroundings';
import { Traffic } from './traffic';

/** A region as a snapshot holds it. */
export interface PackedRegion {
  readonly place: Place;
  readonly fleets: ReadonlyMap<JsonObject, PackedFleet>;
  readonly machines: readonly string[];
  readonly blocked: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Runs the deployments of one account and region. */
export class RegionEngine implements Region {
  readonly machines: Machines;
  readonly traffic: Traffic;
  /** By deployment group, from its first deployment on. */
  private readonly fleets = new Map<JsonObject, Fleet>();
  private readonly runs = new Map<Deployment, Promise<void>>();
  private readonly removing = new Set<string>();
  private asked: Promise<Aws> | undefined;
  private told: Promise<void> = Promise.resolve();
  private hasEnded = false;

  constructor(
    readonly place: Place,
    readonly state: State,
    private readonly surroundings: Surroundings,
    readonly hooks: Limit,
  ) {
    this.traffic = new Traffic(() => this.aws());
    this.machines = new Machines(async (instanceId) => {
      const userData = await (await this.aws()).userData(instanceId);
      return surroundings.agent(place, instanceId, userData);
    });
  }

  log(line: string): void {
    this.surroundings.log(line);
  }

  aws(): Promise<Aws> {
    this.asked ??= this.surroundings.aws(this.place);
    // A service that cannot be reached now can perhaps be reached the next time.
    this.asked.catch(() => (this.asked = undefined));
    return this.asked;
  }

  get isKnown(): boolean {
    return this.fleets.size > 0 || this.machines.ids.length > 0;
  }

  fleetOf(group: JsonObject): Fleet {
    const fleet = this.fleets.get(group) ?? new Fleet();
    this.fleets.set(group, fleet);
    return fleet;
  }

  launching(group: JsonObject): ReadonlySet<string> {
    const launches = deploymentsTo(this.state, group).filter((each) => each.creator === 'autoscaling' && !isOver(each));
    return new Set(launches.flatMap(({ instances }) => instances ?? []));
  }

  begin(order: Order): Deployment {
    const deployment = newDeployment(this.place, order, lastGood(this.state, order.group)?.revision);
    this.state.deployments.set(deployment.id, deployment);
    this.fleetOf(order.group);
    this.log(`${deployment.id}: ${order.creator} deploys ${order.revision.key}`);
    const run = runDeployment(this, deployment)
      .then((ending) => this.conclude(deployment, ending))
      .finally(() => this.runs.delete(deployment));
    this.runs.set(deployment, run);
    return deployment;
  }

  /** Waits for the end of a deployment. */
  async over(deployment: Deployment): Promise<void> {
    await this.runs.get(deployment);
  }

  removeAfter(instanceId: string, deployments: readonly Deployment[]): void {
    const what = `the removal of ${instanceId}`;
    this.removing.add(what);
    void Promise.all(deployments.map((deployment) => this.over(deployment)))
      .then(() => this.machines.remove(instanceId))
      .catch((error: unknown) => this.log(`failed: ${instanceId} was not removed: ${String(error)}`))
      .finally(() => this.removing.delete(what));
  }

  /** Forgets a group that is deleted, with all its deployments; those in progress end. */
  forget(group: JsonObject): void {
    const error = { code: 'DEPLOYMENT_GROUP_MISSING', message: 'The deployment group was missing.' };
    for (const deployment of deploymentsTo(this.state, group)) {
      if (!isOver(deployment)) deployment.stop.abort({ status: 'Failed', error } satisfies Stop);
      this.state.deployments.delete(deployment.id);
    }
    this.fleets.delete(group);
  }

  notify(deployment: Deployment, event: Trigger, target?: Target): void {
    for (const { topicArn, subject, message } of notificationsOf(deployment, event, target)) {
      this.told = this.told
        .then(async () => (await this.aws()).publish(topicArn, subject, message))
        .catch((error: unknown) => this.log(`${deployment.id}: ${event} did not reach ${topicArn}: ${String(error)}`));
    }
  }

  /** The work in progress: deployments that have not ended, and instances that are being removed. */
  get busyWith(): string[] {
    return [...[...this.runs.keys()].map(({ id }) => `deployment ${id}`), ...this.removing];
  }

  pack(): PackedRegion {
    const fleets = new Map([...this.fleets].map(([group, fleet]) => [group, fleet.pack()]));
    return { place: this.place, fleets, machines: this.machines.ids, blocked: this.traffic.blocked };
  }

  /** Takes the result of `pack`, after the state has been restored. */
  restore({ fleets, machines, blocked }: PackedRegion): void {
    for (const [group, fleet] of fleets) this.fleets.set(group, new Fleet(fleet));
    for (const instanceId of machines) this.machines.add(instanceId);
    for (const [instanceId, arns] of blocked) this.traffic.blocked.set(instanceId, new Set(arns));
  }

  /** Ends all deployments without a replacement, and removes the instances. */
  async end(): Promise<void> {
    this.hasEnded = true;
    const error = { code: 'INTERNAL_ERROR', message: 'The embedded AWS has ended.' };
    for (const deployment of this.runs.keys()) deployment.stop.abort({ status: 'Stopped', error } satisfies Stop);
    await this.machines.end();
  }

  private conclude(deployment: Deployment, ending: Ending): void {
    deployment.status = ending.status;
    deployment.completeTime = Date.now();
    if (ending.error) deployment.error = { code: ending.error.code, message: ending.error.message };
    this.log(`${deployment.id}: ${ending.status} ${ending.error?.code ?? ''}`);
    if (this.hasEnded || !this.state.deployments.has(deployment.id)) return;
    this.notify(deployment, EVENTS[ending.status]);
    rollBack(this, deployment, ending);
    if (deployment.creator === 'autoscaling') hasLaunched(this, deployment);
    if (ending.status === 'Succeeded' || !isExclusive(deployment)) bringUpToDate(this, deployment.group);
  }
}

const EVENTS = { Succeeded: 'DeploymentSuccess', Failed: 'DeploymentFailure', Stopped: 'DeploymentStop' } as const;

import { setTimeout as pause } from 'node:timers/promises';
import type { EventName } from '../deployment';
import { jsonList, jsonObject, jsonText, type JsonObject } from '../../../protocols/json';
import type { Aws } from './aws';

const POLL_MS = 100;
/** moto changes states at once. On AWS a lifecycle event has an hour. */
const LIMIT_MS = 60_000;

/**
 * The target groups that instances leave and join in a deployment to this group, by name; none without traffic control.
 */
export function targetGroupsOf(group: JsonObject): string[] {
  if (jsonObject(group['deploymentStyle'])['deploymentOption'] !== 'WITH_TRAFFIC_CONTROL') return [];
  const listed = jsonList(jsonObject(group['loadBalancerInfo'])['targetGroupInfoList']);
  return listed.map((target) => jsonText(jsonObject(target)['name']));
}

/** Deregisters instances from their target groups and registers them again. */
export class Traffic {
  /** Instances that must not have traffic, with the ARNs of the target groups from which they are kept out. */
  readonly blocked = new Map<string, Set<string>>();

  constructor(private readonly aws: () => Promise<Aws>) {}

  /**
   * Carries out BlockTraffic or AllowTraffic, and waits for its effect. Fails if the load balancer does not answer in
   * time.
   */
  async carryOut(event: EventName, targetGroups: readonly string[], instanceId: string, signal: AbortSignal) {
    const aws = await this.aws();
    const arns = await Promise.all(targetGroups.map((name) => aws.targetGroup(name)));
    if (event === 'BlockTraffic') await this.block(arns, instanceId);
    else await this.allow(arns, instanceId);
    const wanted = event === 'BlockTraffic' ? 'unused' : 'healthy';
    await Promise.all(arns.map((arn) => this.until(wanted, arn, instanceId, signal)));
  }

  /** Keeps an instance out until AllowTraffic, without waiting for its connections. */
  async keepOut(targetGroups: readonly string[], instanceId: string): Promise<void> {
    const aws = await this.aws();
    await this.block(await Promise.all(targetGroups.map((name) => aws.targetGroup(name))), instanceId);
  }

  /**
   * Deregisters the instances that must not have traffic. This is necessary because moto registers all instances of a
   * group whenever its size changes.
   * @param present the existing instances; the records of all other instances are removed
   */
  async reassert(present: ReadonlySet<string>): Promise<void> {
    for (const instanceId of this.blocked.keys()) if (!present.has(instanceId)) this.blocked.delete(instanceId);
    await Promise.all([...this.blocked].map(([instanceId, arns]) => this.block([...arns], instanceId)));
  }

  private async block(arns: readonly string[], instanceId: string): Promise<void> {
    const aws = await this.aws();
    const present = this.blocked.get(instanceId) ?? new Set();
    this.blocked.set(instanceId, present);
    for (const arn of arns) {
      present.add(arn);
      // Elastic Load Balancing refuses to deregister a target that is not registered.
      if ((await aws.targetState(arn, instanceId)) !== 'unused') await aws.deregister(arn, instanceId);
    }
  }

  private async allow(arns: readonly string[], instanceId: string): Promise<void> {
    const aws = await this.aws();
    this.blocked.delete(instanceId);
    for (const arn of arns) await aws.register(arn, instanceId);
  }

  private async until(wanted: string, arn: string, instanceId: string, signal: AbortSignal): Promise<void> {
    const aws = await this.aws();
    const limit = Date.now() + LIMIT_MS;
    for (;;) {
      const state = await aws.targetState(arn, instanceId);
      if (state === wanted) return;
      signal.throwIfAborted();
      if (Date.now() > limit) {
        throw new Error(
          `${instanceId} should be ${wanted} in ${arn}, and is ${state} after ${LIMIT_MS / 1000} s. ` +
            `See \`aws elbv2 describe-target-health\`.`,
        );
      }
      await pause(POLL_MS);
    }
  }
}

import { jsonList, jsonObject, jsonText, type JsonObject } from '../../../protocols/json';
import { sameRevision, type Deployment, type Target } from '../deployment';
import type { S3Revision } from '../application';
import type { FleetInstance } from './aws';

/** A fleet as a snapshot holds it. */
export interface PackedFleet {
  readonly seen: ReadonlySet<string>;
  readonly scalingGroups: ReadonlySet<string>;
  readonly failedLaunches: number;
  readonly last: ReadonlyMap<string, { readonly revision: S3Revision; readonly healthy: boolean }>;
}

/** What is known of the instances of a deployment group. */
export class Fleet {
  /** Those that are no surprise: they were there at a deployment, or have been launched since. */
  readonly seen: Set<string>;
  /** The auto scaling groups whose new instances are launches; of one that is added, the present instances are none. */
  readonly scalingGroups: Set<string>;
  /** Launches in a row that failed. */
  failedLaunches: number;
  private readonly last: Map<string, { readonly revision: S3Revision; readonly healthy: boolean }>;

  /** @param packed what `pack` gave. @default - a fleet of which nothing is known */
  constructor(packed?: PackedFleet) {
    this.seen = new Set(packed?.seen);
    this.scalingGroups = new Set(packed?.scalingGroups);
    this.failedLaunches = packed?.failedLaunches ?? 0;
    this.last = new Map(packed?.last);
  }

  pack(): PackedFleet {
    const { seen, scalingGroups, failedLaunches, last } = this;
    return { seen, scalingGroups, failedLaunches, last };
  }

  /** What is on an instance. @default - undefined: nothing that was deployed there with success */
  installed(instanceId: string): S3Revision | undefined {
    const last = this.last.get(instanceId);
    return last?.healthy ? last.revision : undefined;
  }

  /** Notes how the deployment to an instance ended. */
  note({ revision, creator }: Deployment, { instanceId, status }: Target): void {
    if (creator === 'autoscalingTermination' || (status !== 'Succeeded' && status !== 'Failed')) return;
    this.last.set(instanceId, { revision, healthy: status === 'Succeeded' });
  }

  forget(instanceId: string): void {
    this.seen.delete(instanceId);
    this.last.delete(instanceId);
  }

  /**
   * The order in which instances get a revision: first those that are unhealthy, then those with an old one, at last those
   * that have the group's (CodeDeploy user guide, "Instance health").
   */
  inOrder(instanceIds: readonly string[], current: S3Revision | undefined): string[] {
    const rank = (instanceId: string) => {
      const installed = this.installed(instanceId);
      if (!installed) return 0;
      return sameRevision(installed, current) ? 2 : 1;
    };
    return [...instanceIds].sort((a, b) => rank(a) - rank(b));
  }
}

/** The names of a deployment group's auto scaling groups. */
export function scalingGroupsOf(group: JsonObject): string[] {
  return jsonList(group['autoScalingGroups']).map((each) => jsonText(jsonObject(each)['name']));
}

/** The instances of a deployment group's auto scaling groups. */
export function membersIn(instances: readonly FleetInstance[], group: JsonObject): FleetInstance[] {
  const names = scalingGroupsOf(group);
  return instances.filter((instance) => names.includes(instance.group));
}

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

/** The records about the instances of a deployment group. */
export class Fleet {
  /** The known instances: they existed at a deployment, or have been launched since. */
  readonly seen: Set<string>;
  /** The auto scaling groups of which new instances are launches; the present instances of an added group are not. */
  readonly scalingGroups: Set<string>;
  /** The number of failed launches in a row. */
  failedLaunches: number;
  private readonly last: Map<string, { readonly revision: S3Revision; readonly healthy: boolean }>;

  /** @param packed the result of `pack`. @default - a fleet without records */
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

  /** The revision on an instance. @default - undefined: none was deployed there successfully */
  installed(instanceId: string): S3Revision | undefined {
    const last = this.last.get(instanceId);
    return last?.healthy ? last.revision : undefined;
  }

  /** Records the end of the deployment to an instance. */
  note({ revision, creator }: Deployment, { instanceId, status }: Target): void {
    if (creator === 'autoscalingTermination' || (status !== 'Succeeded' && status !== 'Failed')) return;
    this.last.set(instanceId, { revision, healthy: status === 'Succeeded' });
  }

  forget(instanceId: string): void {
    this.seen.delete(instanceId);
    this.last.delete(instanceId);
  }

  /**
   * The order in which instances get a revision: first unhealthy instances, then instances with an old revision, then
   * instances with the revision of the group (CodeDeploy user guide, "Instance health").
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

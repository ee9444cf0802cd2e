import { EmrInstanceFleet } from '@cdktf/provider-aws/lib/emr-instance-fleet';
import { EmrManagedScalingPolicy } from '@cdktf/provider-aws/lib/emr-managed-scaling-policy';
import type { Environment } from '@malinshopper/environments';
import type { Construct } from 'constructs';

export type Hadoop = Extract<Environment['hadoop'], { mode: 'cluster' }>;
type InstanceTypes = Hadoop['primary']['instanceTypes'];

/** In GiB, for each node: HDFS is on the core nodes' disks only. */
const diskGiB = { primary: 64, core: 128, task: 64 };

/** Every type counts as one unit: the fleets are sized by the number of nodes, not by their size. */
const types = (instanceTypes: InstanceTypes, size: number) =>
  instanceTypes.map((instanceType) => ({
    instanceType,
    weightedCapacity: 1,
    ebsConfig: [{ type: 'gp3', size, volumesPerInstance: 1 }],
  }));

/** The two fleets that a cluster cannot lose, both on demand. */
export function fixedFleets({ primary, core }: Hadoop) {
  const launchSpecifications = { onDemandSpecification: [{ allocationStrategy: 'lowest-price' }] };
  return {
    masterInstanceFleet: {
      name: 'primary',
      targetOnDemandCapacity: 1,
      instanceTypeConfigs: types(primary.instanceTypes, diskGiB.primary),
      launchSpecifications,
    },
    coreInstanceFleet: {
      name: 'core',
      targetOnDemandCapacity: core.units,
      instanceTypeConfigs: types(core.instanceTypes, diskGiB.core),
      launchSpecifications,
    },
  };
}

/**
 * The fleet that scales with the work, on spot. It begins with one node, the minimum of EMR; after that managed scaling
 * sets its size, and a plan must not revert it.
 */
export function taskFleet(scope: Construct, clusterId: string, { task }: Hadoop): void {
  if (task.maxUnits === 0) return;
  new EmrInstanceFleet(scope, 'task', {
    clusterId,
    name: 'task',
    targetSpotCapacity: 1,
    instanceTypeConfigs: types(task.instanceTypes, diskGiB.task),
    launchSpecifications: {
      spotSpecification: [
        {
          allocationStrategy: 'price-capacity-optimized',
          // The other value would terminate the whole cluster for lack of a spot instance.
          timeoutAction: 'SWITCH_TO_ON_DEMAND',
          timeoutDurationMinutes: 15,
        },
      ],
    },
    lifecycle: { ignoreChanges: ['target_spot_capacity', 'target_on_demand_capacity'] },
  });
}

/**
 * Managed scaling, for the task fleet only: the number of core nodes is constant. They hold HDFS, and the provider
 * would replace the cluster to change their number.
 */
export function managedScaling(scope: Construct, clusterId: string, { core, task }: Hadoop): void {
  new EmrManagedScalingPolicy(scope, 'scaling', {
    clusterId,
    computeLimits: [
      {
        unitType: 'InstanceFleetUnits',
        minimumCapacityUnits: core.units,
        maximumCapacityUnits: core.units + task.maxUnits,
        maximumCoreCapacityUnits: core.units,
        maximumOndemandCapacityUnits: core.units,
      },
    ],
  });
}

/**
 * The attributes of a task fleet that cannot change without a new cluster: EMR adds one task fleet to a cluster, and
 * never removes it.
 */
export function fixedOfTaskFleet({ task }: Hadoop): Record<string, string> {
  return { types: task.maxUnits === 0 ? '' : task.instanceTypes.join(' ') };
}

import {
  DescribeClusterCommand,
  GetManagedScalingPolicyCommand,
  ListClustersCommand,
  ListInstanceFleetsCommand,
  type Cluster,
} from '@aws-sdk/client-emr';
import { workerRoles, workersOf, type Environment } from '@malinshopper/environments';
import { expectThat, type Check } from './check';
import type { Clients } from '../clients';

/** The environment's clusters that have not ended. */
export async function clustersOf(
  { emr }: Pick<Clients, 'emr'>,
  { name }: Pick<Environment, 'name'>,
): Promise<Cluster[]> {
  const { Clusters = [] } = await emr.send(
    new ListClustersCommand({ ClusterStates: ['STARTING', 'BOOTSTRAPPING', 'RUNNING', 'WAITING', 'TERMINATING'] }),
  );
  const described = await Promise.all(
    Clusters.map(async ({ Id }) => (await emr.send(new DescribeClusterCommand({ ClusterId: Id }))).Cluster!),
  );
  return described.filter(({ Tags }) => Tags?.some(({ Key, Value }) => Key === 'Environment' && Value === name));
}

/** The place of the Hadoop jobs: the workers, or a cluster of the environment's size. */
export const hadoopCheck: Check = {
  subject: 'Hadoop',
  async look(clients, environment) {
    const { hadoop } = environment;
    const clusters = await clustersOf(clients, environment);
    const wanted = hadoop.mode === 'cluster' ? 1 : 0;
    expectThat(clusters.length === wanted, `there are ${clusters.length} EMR clusters, not ${wanted}`);
    if (hadoop.mode === 'workers') return `on ${workerRoles.join(', ')} themselves`;

    const { Id: ClusterId, Status, ReleaseLabel } = clusters[0]!;
    expectThat(Status?.State === 'WAITING', `the cluster ${ClusterId} is ${Status?.State}`);
    const { InstanceFleets = [] } = await clients.emr.send(new ListInstanceFleetsCommand({ ClusterId }));
    const core = InstanceFleets.find(({ InstanceFleetType }) => InstanceFleetType === 'CORE');
    expectThat(
      core?.ProvisionedOnDemandCapacity === hadoop.core.units,
      `the cluster ${ClusterId} has ${core?.ProvisionedOnDemandCapacity} core nodes, not ${hadoop.core.units}`,
    );
    const { ManagedScalingPolicy } = await clients.emr.send(new GetManagedScalingPolicyCommand({ ClusterId }));
    const most = hadoop.core.units + hadoop.task.maxUnits;
    const limit = ManagedScalingPolicy?.ComputeLimits?.MaximumCapacityUnits;
    expectThat(limit === most, `the cluster ${ClusterId} grows to ${limit} nodes, not to ${most}`);
    const still = workersOf(environment);
    const rest = still.length > 0 ? `; ${still.join(', ')} still on their own` : '';
    return `${ReleaseLabel} cluster ${ClusterId} for ${hadoop.replaces.join(', ')}, up to ${most} nodes${rest}`;
  },
};

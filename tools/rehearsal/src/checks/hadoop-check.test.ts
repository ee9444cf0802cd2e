import {
  DescribeClusterCommand,
  GetManagedScalingPolicyCommand,
  ListClustersCommand,
  ListInstanceFleetsCommand,
  type Cluster,
} from '@aws-sdk/client-emr';
import { environment, variantOf } from '@malinshopper/environments';
import type { Clients } from '../clients';
import { hadoopCheck } from './hadoop-check';

const testing = environment('testing');
const onCluster = variantOf(testing, {
  hadoop: {
    mode: 'cluster',
    replaces: ['fetcher', 'updater-1'],
    primary: { instanceTypes: ['m7g.xlarge'] },
    core: { instanceTypes: ['m7g.xlarge'], units: 2 },
    task: { instanceTypes: ['m6g.xlarge', 'm7g.xlarge', 'r6g.xlarge'], maxUnits: 4 },
  },
});

const Tags = [{ Key: 'Environment', Value: 'testing' }];
/** EMR with one cluster of the environment, and one of another. */
const emrWith = ({
  cluster = {},
  core = 2,
  most = 6,
}: {
  cluster?: Partial<Cluster>;
  core?: number;
  most?: number;
}) => {
  const all: Cluster[] = [
    { Id: 'j-1', Status: { State: 'WAITING' }, ReleaseLabel: 'emr-7', Tags, ...cluster },
    { Id: 'j-2', Status: { State: 'WAITING' }, Tags: [{ Key: 'Environment', Value: 'staging' }] },
  ];
  const send = async (command: object) => {
    if (command instanceof ListClustersCommand) return { Clusters: all };
    if (command instanceof DescribeClusterCommand)
      return { Cluster: all.find(({ Id }) => Id === command.input.ClusterId) };
    if (command instanceof ListInstanceFleetsCommand)
      return { InstanceFleets: [{ InstanceFleetType: 'CORE', ProvisionedOnDemandCapacity: core }] };
    if (command instanceof GetManagedScalingPolicyCommand)
      return { ManagedScalingPolicy: { ComputeLimits: { MaximumCapacityUnits: most } } };
    throw new Error(`not expected: ${command.constructor.name}`);
  };
  return { emr: { send } } as unknown as Clients;
};

describe('the check of where Hadoop runs', () => {
  it('reports the cluster, and the workers that are not on it', async () => {
    await expect(hadoopCheck.look(emrWith({}), onCluster)).resolves.toBe(
      'emr-7 cluster j-1 for fetcher, updater-1, up to 6 nodes; updater-2 still on their own',
    );
  });

  it('finds a cluster that should not exist any more', async () => {
    await expect(hadoopCheck.look(emrWith({}), testing)).rejects.toThrow('there are 1 EMR clusters, not 0');
    const gone = emrWith({ cluster: { Tags: [] } });
    await expect(hadoopCheck.look(gone, testing)).resolves.toBe('on fetcher, updater-1, updater-2 themselves');
  });

  it.each([
    [{ cluster: { Tags: [] } }, 'there are 0 EMR clusters, not 1'],
    [{ cluster: { Status: { State: 'TERMINATING' as const } } }, 'the cluster j-1 is TERMINATING'],
    [{ core: 1 }, 'the cluster j-1 has 1 core nodes, not 2'],
    [{ most: 2 }, 'the cluster j-1 grows to 2 nodes, not to 6'],
  ])('fails when EMR returns %j', async (told, message) => {
    await expect(hadoopCheck.look(emrWith(told), onCluster)).rejects.toThrow(message);
  });
});

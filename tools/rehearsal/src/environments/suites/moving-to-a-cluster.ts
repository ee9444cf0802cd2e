import { networkOf, variantOf, type Environment, type EnvironmentConfig } from '@malinshopper/environments';
import { ListStepsCommand } from '@aws-sdk/client-emr';
import { releaseToWorkers } from '@malinshopper/release/testing/variant';
import { appGraph, deployEnvironment, plan, plannedChanges, synthesize, type Planned } from '@malinshopper/terraform';
import { checks } from '../../checks/checks';
import type { Clients } from '../../clients';
import { clustersOf } from '../../checks/hadoop-check';
import { outcomes, pushed } from '../releasing';

/** The edit of an environment's file that moves its Hadoop jobs to a cluster: all but updater-2's, which stay. */
export const onACluster = {
  hadoop: {
    mode: 'cluster',
    replaces: ['fetcher', 'updater-1'],
    primary: { instanceTypes: ['m7g.xlarge'] },
    core: { instanceTypes: ['r7g.xlarge'], units: 2 },
    task: { instanceTypes: ['m6g.xlarge', 'm7g.xlarge', 'r6g.xlarge'], maxUnits: 6 },
  },
} as const satisfies Partial<EnvironmentConfig>;

/**
 * The tests of the move, for a deployed environment. It is on the cluster afterwards.
 * @param clients called when the tests run, because there are none before
 */
export function movingToACluster(environment: Environment, clients: () => Clients): void {
  const moved = variantOf(environment, onACluster);
  const options = { changes: onACluster };

  it('changes nothing outside compute and delivery, and removes only the parts of the moved workers', async () => {
    const graph = await appGraph();
    const roots = graph.map(({ root }) => root);
    const [now, next] = await Promise.all([
      synthesize(environment.ref, roots),
      synthesize(environment.ref, roots, options),
    ]);
    const changed = graph.filter(({ name }) => now.get(name)!.json !== next.get(name)!.json);
    expect(changed.map(({ name }) => name).sort()).toEqual(['compute', 'delivery']);

    const all: Planned[] = [];
    for (const { root } of changed) all.push(...(await plannedChanges(root, environment, options)));
    const gone = all.filter(({ action }) => ['delete', 'replace'].includes(action)).map(({ address }) => address);
    expect(gone.filter((address) => !/\.(fetcher|updater-1)[_-]/.test(address))).toEqual([]);
    expect(gone.filter((address) => /log_group/.test(address))).toEqual([]);
    const cluster = all.filter(({ address }) => address.startsWith('aws_emr_cluster.'));
    expect(cluster.map(({ action }) => action)).toEqual(['create']);
  });

  it('is deployed, and has nothing left to do', async () => {
    const { apps } = await deployEnvironment(environment.ref, options);
    expect(apps.flatMap(({ error }) => error ?? [])).toEqual([]);
    for (const app of ['apps/compute', 'apps/delivery']) {
      await expect(plan(app, environment, options)).resolves.toBe(0);
    }
  });

  it.each(checks)('is as AWS should report it: $subject', async ({ look }) => {
    await expect(look(clients(), moved)).resolves.toEqual(expect.any(String));
  });

  it('has an encrypted cluster in its private subnets, without a key for logging in', async () => {
    const [cluster] = await clustersOf(clients(), environment);
    expect(cluster).toMatchObject({ SecurityConfiguration: `${environment.name}-hadoop`, TerminationProtected: false });
    const { Ec2KeyName, RequestedEc2SubnetIds } = cluster!.Ec2InstanceAttributes!;
    expect([Ec2KeyName, RequestedEc2SubnetIds?.length]).toEqual([undefined, networkOf(environment).zones.length]);
  });

  it('gets a release of its jobs as a step, beside the worker that has stayed on its instance', async () => {
    const revision = await pushed('examples/hadoop-job', environment);
    jest.spyOn(console, 'log').mockImplementation();
    await releaseToWorkers(environment, onACluster, revision);
    const [cluster] = await clustersOf(clients(), environment);
    const { Steps = [] } = await clients().emr.send(new ListStepsCommand({ ClusterId: cluster!.Id }));
    expect(Steps.map(({ Status, Name }) => [Status?.State, Name])).toEqual([
      ['COMPLETED', expect.stringMatching(/deploy to (updater-2, cluster|cluster, updater-2)/)],
    ]);
    expect(Steps[0]!.Config?.Args).toContainEqual(expect.stringContaining(`/releases/${revision}`));
    expect(Object.values(await outcomes(clients(), environment, 'updater-2'))).toEqual(['Succeeded']);
  });
}

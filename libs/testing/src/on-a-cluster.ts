import { environment, variantOf, workerRoles, type Environment, type WorkerRole } from '@malinshopper/environments';

/** An environment with the Hadoop jobs of these roles on a cluster; the rest is as in its file. */
export function onACluster(ref: string, replaces: readonly WorkerRole[] = workerRoles, maxUnits = 6): Environment {
  return variantOf(environment(ref), {
    hadoop: {
      mode: 'cluster',
      replaces,
      primary: { instanceTypes: ['m7g.xlarge', 'm6g.xlarge'] },
      core: { instanceTypes: ['r7g.xlarge'], units: 2 },
      task: { instanceTypes: ['m6g.xlarge', 'm7g.xlarge', 'r6g.xlarge'], maxUnits },
    },
  });
}

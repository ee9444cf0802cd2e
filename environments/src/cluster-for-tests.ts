import type { EnvironmentConfig } from './schema';

const types = ['m7g.xlarge', 'm6g.xlarge', 'r7g.xlarge'] as const;

/**
 * The configuration of a Hadoop cluster for tests. The jobs of fetcher and updater-2 move to the cluster; updater-1
 * stays a worker.
 */
export const cluster = {
  mode: 'cluster',
  replaces: ['fetcher', 'updater-2'],
  primary: { instanceTypes: ['m7g.xlarge'] },
  core: { instanceTypes: ['m7g.xlarge'], units: 2 },
  task: { instanceTypes: types, maxUnits: 10 },
} as const satisfies EnvironmentConfig['hadoop'];

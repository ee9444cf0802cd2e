import type { EnvironmentConfig } from './schema';

const types = ['m7g.xlarge', 'm6g.xlarge', 'r7g.xlarge'] as const;

/** Hadoop on a cluster, for tests: the fetcher and updater-2 move, updater-1 stays. */
export const cluster = {
  mode: 'cluster',
  replaces: ['fetcher', 'updater-2'],
  primary: { instanceTypes: ['m7g.xlarge'] },
  core: { instanceTypes: ['m7g.xlarge'], units: 2 },
  task: { instanceTypes: types, maxUnits: 10 },
} as const satisfies EnvironmentConfig['hadoop'];

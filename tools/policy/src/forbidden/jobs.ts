import type { AppName } from '@malinshopper/environments';

/** The roles and users of each app, by the ends of their names: boundaries distinguish jobs by these. */
export const jobs: Readonly<Record<AppName, readonly string[]>> = {
  account: ['role/account/account-trail'],
  network: ['role/network/testing-flow-log'],
  data: ['backup', 'database-monitoring', 'database-users'].map((job) => `role/data/testing-${job}`),
  compute: ['cluster-node', 'cluster-service', 'web'].map((job) => `role/compute/testing-${job}`),
  delivery: ['role/delivery/testing-deployer', 'role/delivery/testing-release', 'user/delivery/testing-continuousphp'],
};

import type { Service } from '../../gateway/call';
import { blockPublicAccess } from './block-public-access';
import { clusters } from './clusters';
import { fleets } from './fleets';
import { policies } from './policies';
import { securityConfigurations } from './security-configurations';
import { settings } from './settings';
import { emrStore } from './state';
import { steps } from './steps';

/**
 * EMR on EC2 (JSON 1.1), with instance fleets. All of it is ours: moto knows instance groups only, and no managed scaling.
 * A cluster has no instances here: what it would run is told by its fleets' numbers.
 */
export function emr(): Service {
  const store = emrStore();
  return {
    name: 'elasticmapreduce',
    whole: true,
    operations: {
      ...clusters(store),
      ...settings(store),
      ...fleets(store),
      ...steps(store),
      ...policies(store),
      ...securityConfigurations(store),
      ...blockPublicAccess(),
    },
  };
}

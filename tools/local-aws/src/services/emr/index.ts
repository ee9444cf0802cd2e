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
 * EMR on EC2 (JSON 1.1), with instance fleets. The gateway implements all of it: moto knows instance groups only, and
 * no managed scaling. A cluster has no instances here: the numbers of its fleets show what it would run.
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

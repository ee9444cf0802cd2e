import type { Rule } from '../rule';
import { endpointRules } from './endpoints';
import { exposureRules } from './exposure';
import { flowLogRules } from './flow-logs';
import { internetRules } from './internet';
import { listenerRules } from './listeners';
import { loadBalancers } from '../elb/load-balancers';
import { routeRules } from './routes';
import { securityGroupRules } from './security-groups';
import { subnetRules } from './subnets';
import { targetGroupRules } from './target-groups';
import { vpcRules } from './vpc';
import { wayRules } from './ways';

export const networkRules: readonly Rule[] = [
  ...vpcRules,
  ...subnetRules,
  ...routeRules,
  ...endpointRules,
  ...flowLogRules,
  ...securityGroupRules,
  ...internetRules,
  ...wayRules,
  ...loadBalancers,
  ...listenerRules,
  ...targetGroupRules,
  ...exposureRules,
];

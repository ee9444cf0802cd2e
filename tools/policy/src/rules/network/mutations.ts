import type { Mutation } from '../../testing/mutation';
import { endpointMutations } from './endpoints.mutations';
import { exposureMutations } from './exposure.mutations';
import { flowLogMutations } from './flow-logs.mutations';
import { internetMutations } from './internet.mutations';
import { listenerMutations } from './listeners.mutations';
import { routeMutations } from './routes.mutations';
import { securityGroupMutations } from './security-groups.mutations';
import { subnetMutations } from './subnets.mutations';
import { targetGroupMutations } from './target-groups.mutations';
import { vpcMutations } from './vpc.mutations';
import { wayMutations } from './ways.mutations';

export const networkMutations: readonly Mutation[] = [
  ...vpcMutations,
  ...subnetMutations,
  ...routeMutations,
  ...endpointMutations,
  ...flowLogMutations,
  ...securityGroupMutations,
  ...internetMutations,
  ...wayMutations,
  ...listenerMutations,
  ...targetGroupMutations,
  ...exposureMutations,
];

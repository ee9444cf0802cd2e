import type { Call } from '@malinshopper/aws-facts';
import { identityCalls } from './identities';
import { keyCalls } from './keys';
import { stateCalls } from './states';
import { crossTeamCalls } from './cross-team-calls';
import { watchCalls } from './audit-protection';
import type { Who } from './who';

/** The calls that a role must not be able to make, whatever workflow runs with it. */
export function forbiddenCalls(who: Who): Call[] {
  return [
    ...stateCalls(who),
    ...identityCalls(who),
    ...keyCalls(who),
    ...watchCalls(who),
    ...crossTeamCalls[who.team](who),
  ];
}

export { guardedCalls } from './guarded';
export { jobs } from './jobs';
export { refusedToReviews, reviewKeyArn } from './reviews';
export { stateBucketRows, type StateBucketRow } from './state-bucket';
export { watchCalls } from './audit-protection';
export { call, called, inNoRegion, neighbourOf, type Who } from './who';
export { guardedByAction, widenedWorkloads } from './widened';
export { forbiddenToWorkloads, type WorkloadCall } from './workloads';

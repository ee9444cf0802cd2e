export { onACluster } from './on-a-cluster';
export { isAllowed, principalOf, type Call, type Caller, type Statement } from './simulator';
export { differenceFrom, type Reviewed } from './review/difference';
export { changedLines } from './review/lines';
export { reviewedStacks } from './review/reviewed-stacks';
export { Synthesized, synthesized, type SynthesizedResource } from './synthesized';

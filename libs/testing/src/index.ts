export { onACluster } from './on-a-cluster';
export { feeds, mailer, withRole } from './with-role';
export { isAllowed, principalOf, type Call, type Caller, type Statement } from './simulator';
export { differenceFrom, type Reviewed } from './review/difference';
export { changedLines } from './review/lines';
export { reviewedStacks } from './review/reviewed-stacks';
export { Synthesized, synthesized, type SynthesizedResource } from './synthesized';

export { onACluster } from './on-a-cluster';
export { feeds, mailer, withRole } from './with-role';
export { isAllowed, principalOf, type Call, type Caller, type Statement } from './simulator';
export { Synthesized, synthesized, type SynthesizedResource } from './synthesized';

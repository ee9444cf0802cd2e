export { onACluster } from './on-a-cluster';
export { Synthesized, synthesized, type SynthesizedResource } from './synthesized';

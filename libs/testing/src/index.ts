export { Synthesized, synthesized, type SynthesizedResource } from './synthesized';

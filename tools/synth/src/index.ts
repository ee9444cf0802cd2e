export { repositoryRoot, typescript, workRoot } from './repository';
export { locate, synthesize, type SynthOptions } from './synthesize';

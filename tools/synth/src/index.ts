export { repositoryRoot, synthProgram, typescript, workRoot } from './repository';
export { locate, synthesize, type SynthOptions } from './synthesize';

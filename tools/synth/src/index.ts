export { appRoots, repositoryRoot, typescript, workRoot } from './repository';
export { locate, synthesize, synthesizeEach, type SynthOptions } from './synthesize';

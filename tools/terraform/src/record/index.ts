/** The functions for states and records that need no Terraform: this module is loaded in half the time of the whole package. */
export { claim } from '../claim';
export { stateOwner, type Configuration, type StateLocation } from '../configuration';
export { borrowers, readersOf, type Borrower } from '../state/borrowers';
export { capture } from '../subprocess';
export { readStacks, synthesize, synthesizeEach, type Synthesized } from '../synth';
export { openSession, type Session } from '../aws-target/session';
export { chosenTarget } from '../aws-target/target';
export { changedSince, type Decision } from './changed-since';
export { git, type Commit } from './commit';
export { commitText, type DeploymentRecord } from './deployment-record';
export type { Difference, Renamed } from './difference';
export { isResource, partsOf, type Parts } from './parts';
export { Records } from './records';
export { sourcesChange, sourcesOf, type Change, type Sources } from './sources';
export { recorded } from './recorded';

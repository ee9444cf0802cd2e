export { artefacts, checkout, configureAwsCredentials, nothing, type Action, type ActionCall } from './actions';
export { filled, isMet } from './expressions';
export { actionlintFaults, parserFaults, type Written } from './faults';
export { workflowIn, type Job, type Step, type Workflow } from './definition';
export type { EndedJob, GitHub } from './github';
export { startGitHub, type StandIn } from './github-stand-in';
export { runWorkflow, type RunOptions } from './workflow';

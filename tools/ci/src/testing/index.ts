export { checkout, configureAwsCredentials, nothing, type Action, type ActionCall } from './actions';
export { isMet } from './expressions';
export { actionlintFaults, parserFaults, type Written } from './faults';
export { workflowIn, type Job, type Step, type Workflow } from './definition';
export type { EndedJob, GitHub } from './github';
export { runWorkflow, type RunOptions } from './workflow';

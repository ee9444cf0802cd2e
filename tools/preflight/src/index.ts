export { checkNames, type CheckName, type Line, type Outcome } from './line';
export { preflight, type PreflightOptions } from './preflight';

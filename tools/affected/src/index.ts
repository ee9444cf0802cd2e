export { affected, type AffectedOptions } from './affected';
export type { Affected, Proposal, Row, State } from './row';
export { terminal } from './show/table';

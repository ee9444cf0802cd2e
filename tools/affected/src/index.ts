export { affected, type AffectedOptions } from './affected';
export { checkout } from './commit/checkout';
export { baseOf } from './commit/commits';
export type { Affected, Proposal, Row, State } from './row';
export { terminal } from './show/table';

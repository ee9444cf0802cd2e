import type { PlanOf } from './change';

/** What a plan is refused for: its address and attribute, what is lost, and what to do. */
export type Refused = readonly [plan: PlanOf, ...says: readonly string[]];

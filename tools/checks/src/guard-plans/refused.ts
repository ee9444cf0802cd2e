import type { PlanOf } from './change';

/** A plan, and the texts in its refusal: its address and attribute, the loss, and the recommendation. */
export type Refused = readonly [plan: PlanOf, ...says: readonly string[]];

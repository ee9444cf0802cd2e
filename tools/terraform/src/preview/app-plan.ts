import { possibleChanges, type Possible } from './certainty';
import { countsOf, type PlanCounts } from './counts';
import type { PlannedApp } from './planned-app';
import type { Preview } from './preview';

/** How the plan of an app went. */
export interface AppPlan {
  readonly planned: PlannedApp;
  /** What would be deployed, as cdktf wrote it. */
  readonly json: string;
  /** Undefined where it was not planned, or that failed. */
  readonly details?: {
    readonly counts: PlanCounts;
    readonly possible: readonly Possible[];
    /** What each placeholder stands for: `network: vpcId`. */
    readonly placeholders: ReadonlyMap<string, string>;
    /** Terraform's own words, with the placeholders. */
    readonly text: string;
  };
}

/** What is said of a plan. @param text Terraform's own words */
export function detailsOf(plan: unknown, text: string, preview: Preview | undefined): NonNullable<AppPlan['details']> {
  const placeholders = preview?.placeholders ?? new Map<string, string>();
  const addresses = [...placeholders.keys()];
  const possible = preview ? possibleChanges(plan, addresses, preview.stack) : [];
  return { counts: countsOf(plan, addresses), possible, placeholders, text };
}

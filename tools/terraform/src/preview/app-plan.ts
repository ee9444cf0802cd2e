import { possibleChanges } from './certainty';
import { countsOf, type PlanCounts } from './counts';
import type { PlannedApp, Possible } from '@malinshopper/review';
import type { DeploymentRecord } from '../record/deployment-record';
import type { Preview } from './preview';

/** The result of planning an app. */
export interface AppPlan {
  readonly planned: PlannedApp;
  /** The configuration to deploy, as cdktf wrote it. */
  readonly json: string;
  /** The record of its last deploy or destroy. Undefined if there is none, or it could not be read. */
  readonly record?: Pick<DeploymentRecord, 'commit' | 'at'> | undefined;
  /** Undefined if the app was not planned, or if its plan failed. */
  readonly details?: {
    readonly counts: PlanCounts;
    /** Each with the outputs that it depends on, in words: `network: vpcId`. */
    readonly possible: readonly Possible[];
    /** The meaning of each placeholder: `network: vpcId`. */
    readonly placeholders: ReadonlyMap<string, string>;
    /** Terraform's own words, with the placeholders. */
    readonly text: string;
  };
}

/** The details of a plan. @param text Terraform's own words */
export function detailsOf(plan: unknown, text: string, preview: Preview | undefined): NonNullable<AppPlan['details']> {
  const placeholders = preview?.placeholders ?? new Map<string, string>();
  const addresses = [...placeholders.keys()];
  const inWords = (one: Possible) => ({
    ...one,
    onlyIf: one.onlyIf.map((address) => placeholders.get(address) ?? address),
  });
  const possible = preview ? possibleChanges(plan, addresses, preview.stack).map(inWords) : [];
  return { counts: countsOf(plan, addresses), possible, placeholders, text };
}

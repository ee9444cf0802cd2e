import type { Resource, World } from '@malinshopper/synthesized';
import type { Mutation } from '../testing/mutation';

/**
 * The severity of a finding: `critical` for exposure to the internet or loss of data, down to `low` for poor
 * maintainability.
 */
export type Severity = 'critical' | 'high' | 'medium' | 'low';

/** One demand on every resource of some types. */
export interface Rule<Id extends string = string> {
  /**
   * The id of the rule in the first of these standards that has it: checkov, AWS FSBP (`FSBP.RDS.8`), cdk-nag. A rule
   * that no standard has gets an id of this repository (`MAL_NET_1`).
   */
  readonly id: Id;
  /** Other ids that this rule implements: FSBP, cdk-nag, rows of the list of requirements (`N9`). @default none */
  readonly covers?: readonly string[];
  /** The demand, as a sentence: "Every bucket refuses plain HTTP". */
  readonly title: string;
  readonly severity: Severity;
  /** In one line: the consequence of a violation. */
  readonly why: string;
  /** In one line: the correction. */
  readonly fix: string;
  /**
   * The documentation of the fact behind it: `RDS user guide, "Managing capacity automatically"`. @default - the pages
   * of the ids
   */
  readonly source?: string;
  /** The objects that it judges: resources, or other parts of a stack, by the kinds of blocks. @default resources */
  readonly of?: 'resources' | 'parts';
  /** The resource types, or the kinds of blocks, that it judges. Empty: all of them. */
  readonly types: readonly string[];
  /** True if it applies to a resource of these types. @default all */
  about?(resource: Resource, world: World): boolean;
  /** Returns the fault of a resource with the received value, or undefined if the resource has no fault. */
  check(resource: Resource, world: World): string | undefined;
  /** Changes for its tests: each violates the rule in one environment, and the rule has to report it. */
  readonly breaks: readonly Omit<Mutation, 'rule'>[];
}

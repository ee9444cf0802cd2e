import type { Resource, World } from '@malinshopper/synthesized';
import type { Mutation } from '../testing/mutation';

/** How bad it is: `critical` opens something to the world or loses data; `low` is hard to look after. */
export type Severity = 'critical' | 'high' | 'medium' | 'low';

/** One thing that has to hold for every resource of some types. */
export interface Rule<Id extends string = string> {
  /** The id of the checkov rule, else of AWS FSBP (`FSBP.RDS.8`), else of cdk-nag, else our own (`MAL_NET_1`). */
  readonly id: Id;
  /** Other ids that this rule is the check of: FSBP, cdk-nag, rows of the list of requirements (`N9`). @default none */
  readonly covers?: readonly string[];
  /** What has to hold, as a sentence: "Every bucket refuses plain HTTP". */
  readonly title: string;
  readonly severity: Severity;
  /** In one line: what goes wrong otherwise. */
  readonly why: string;
  /** In one line: what to write instead. */
  readonly fix: string;
  /** Where the fact behind it is documented: `RDS user guide, "Managing capacity automatically"`. @default - where the ids lead */
  readonly source?: string;
  /** What it judges: resources, or what stands in a stack beside them, by the kinds of blocks. @default resources */
  readonly of?: 'resources' | 'parts';
  /** The resource types, or the kinds of blocks, that it judges. All, if none is named. */
  readonly types: readonly string[];
  /** Which resources of these types it is about. @default all */
  about?(resource: Resource, world: World): boolean;
  /** What is wrong with a resource, with what was found. Undefined if nothing is. */
  check(resource: Resource, world: World): string | undefined;
  /** How it is tried: each makes an environment worse in a way that this rule has to notice. */
  readonly breaks: readonly Omit<Mutation, 'rule'>[];
}

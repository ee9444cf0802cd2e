import type { Direction } from './effects/direction';
import type { JudgedPlan, PlannedChange } from './plan';

/** Decides if an action on a resource is permitted: a text contains the reason of a refusal, or the condition. */
export type Judge = (change: PlannedChange, plan: JudgedPlan) => true | string;

/** The losses that production refuses for a type, and the permitted changes of each attribute. */
export interface Row {
  /** Its purpose, and the loss by its deletion: "holds data that is lost with it". */
  readonly does: string;
  /**
   * Attributes by their paths (`versioning_configuration.status`). Any other attribute is refused until it has a row.
   */
  readonly attributes: Readonly<Record<string, Direction>>;
  /** `true`, or a function, if it may be deleted. @default - never */
  readonly mayGo?: true | Judge;
  /**
   * Decides if it may be replaced. `judged`: if every attribute changes in its permitted direction.
   * @default - never
   */
  readonly mayBeReplaced?: true | 'judged' | Judge;
  /** Its successor has to be created before it is deleted: others use it meanwhile. @default false */
  readonly madeFirst?: true;
  /**
   * It changes a setting of another resource, which may already exist: a new one is judged as a change from nothing.
   * The attributes named here refer to that resource. @default - a new one removes nothing
   */
  readonly sets?: readonly string[];
  /** In the program, each owner has exactly one: a first one completes an interrupted deploy. @default false */
  readonly oneEach?: true;
  /** Judges a new one by more than its attributes. */
  readonly new?: Judge;
  /** It is deleted with its owner: the attribute that refers to the owner, and the type of the owner. */
  readonly partOf?: readonly [attribute: string, type: string];
  /**
   * True if a review lists the deletion of such a resource first, like the deletion of a resource that Terraform
   * protects. @default false
   */
  readonly atStake?: true;
  /** Terraform itself has to refuse to destroy it, too: `prevent_destroy` (rule MAL_GUARD_1). @default false */
  readonly keptByTerraform?: true;
}

export type Rows = Readonly<Record<string, Row>>;

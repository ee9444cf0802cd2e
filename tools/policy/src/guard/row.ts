import type { Direction } from './effects/direction';
import type { JudgedPlan, PlannedChange } from './plan';

/** Whether something may be done to a resource: a text says why not, or what is to be done first. */
export type Judge = (change: PlannedChange, plan: JudgedPlan) => true | string;

/** What production does not lose of a type, and which way each attribute of it may change. */
export interface Row {
  /** What it does, and what ends with it: "holds data that is lost with it". */
  readonly does: string;
  /** Attributes by their paths (`versioning_configuration.status`). One that is not here is refused until it is. */
  readonly attributes: Readonly<Record<string, Direction>>;
  /** Whether it may be deleted. @default - never */
  readonly mayGo?: true | Judge;
  /**
   * Whether it may be replaced. `judged`: if each attribute goes the way that it may go.
   * @default - never
   */
  readonly mayBeReplaced?: true | 'judged' | Judge;
  /** Its successor has to be made before it goes: others use it meanwhile. @default false */
  readonly madeFirst?: true;
  /**
   * It sets something of another resource, which may stand: what is made new is judged as a change from nothing; the attributes named here hold
   * what it belongs to. @default - a new one takes nothing away
   */
  readonly sets?: readonly string[];
  /** Each of what it belongs to has one in the program: the first one is what a deploy that was cut off has left out. @default false */
  readonly oneEach?: true;
  /** Judges a new one by more than its attributes. */
  readonly new?: Judge;
  /** It goes with what it belongs to: the attribute that names that, and its type. */
  readonly partOf?: readonly [attribute: string, type: string];
  /** A review begins with it where it goes, as with what Terraform keeps. @default false */
  readonly atStake?: true;
  /** Terraform itself has to refuse to destroy it, too: `prevent_destroy` (rule MAL_GUARD_1). @default false */
  readonly keptByTerraform?: true;
}

export type Rows = Readonly<Record<string, Row>>;

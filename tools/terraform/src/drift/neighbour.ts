/**
 * A part of a resource that other resources of Terraform set: the provider also shows it as an attribute of the resource, even if no code sets it
 * there.
 */
export interface Neighbour {
  /** The type of the resources that set it. */
  readonly type: string;
  /** The attribute of such a resource that names the one it belongs to. */
  readonly link: string;
  /** The parts of the attribute. @default - one resource sets it as a whole */
  readonly parts?: (value: unknown, values: Values) => readonly Part[];
  /** Returns the text of the part that such a resource sets. */
  readonly declared?: (values: Values) => readonly string[];
}

/** A part of an attribute, set by a resource of its own. */
export interface Part {
  /** A text that identifies it: equal for equal parts. */
  readonly words: string;
  /** The command of the AWS CLI that removes it. */
  readonly removal: string;
}

export type Values = Readonly<Record<string, unknown>>;

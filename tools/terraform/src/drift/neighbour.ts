/** A part of a resource that other resources of Terraform set: the provider shows it with the resource, too, where no code sets it. */
export interface Neighbour {
  /** The type of the resources that set it. */
  readonly type: string;
  /** The attribute of such a resource that names the one it belongs to. */
  readonly link: string;
  /** The parts of the attribute. @default - one resource sets it as a whole */
  readonly parts?: (value: unknown, values: Values) => readonly Part[];
  /** What such a resource sets, in the words of its part. */
  readonly declared?: (values: Values) => readonly string[];
}

/** A part of an attribute that a resource of its own sets. */
export interface Part {
  /** What it is, the same for the same thing. */
  readonly words: string;
  /** The command of the AWS CLI that takes it away. */
  readonly removal: string;
}

export type Values = Readonly<Record<string, unknown>>;

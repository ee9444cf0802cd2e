/** What AWS takes as the name of a resource of one type, and where Terraform says it. */
export interface NameFact {
  /** The argument of the resource that holds the name, or the beginning of it: `name_prefix`. @default name */
  readonly attribute?: string;
  /** How many characters may stand in that argument. */
  readonly longest: number;
  /** The characters, and their order. @default any */
  readonly looks?: RegExp;
  /** Whether AWS keeps the name in lower case, or takes no other. @default false */
  readonly lowerCase?: boolean;
  /** Whether the name only has to be unique inside another resource, as that of a policy among those of its role. @default false */
  readonly inside?: boolean;
}

/** What the provider appends to a `name_prefix`: 18 digits of the time, 8 of a counter (terraform-plugin-sdk, `UniqueIDSuffixLength`). */
export const appendedToPrefix = 26;

/** A type of which our stacks say the beginning of the name only, since a replacement has to be made before the old one goes. */
export function prefixed(longest: number, rest: Omit<NameFact, 'attribute' | 'longest'> = {}): NameFact {
  return { attribute: 'name_prefix', longest: longest - appendedToPrefix, ...rest };
}

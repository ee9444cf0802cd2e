/** The rules of AWS for the name of a resource type, and the argument of Terraform for it. */
export interface NameFact {
  /** The argument of the resource that contains the name, or its prefix: `name_prefix`. @default name */
  readonly attribute?: string;
  /** The maximum number of characters in that argument. */
  readonly longest: number;
  /** The characters, and their order. @default any */
  readonly looks?: RegExp;
  /** True if AWS keeps the name in lower case, or accepts no other. @default false */
  readonly lowerCase?: boolean;
  /**
   * True if the name only has to be unique within another resource, such as a policy's within its role. @default false
   */
  readonly inside?: boolean;
}

/**
 * The length of the provider's suffix of a `name_prefix`: 18 digits of the time, 8 of a counter (terraform-plugin-sdk,
 * `UniqueIDSuffixLength`).
 */
export const appendedToPrefix = 26;

/**
 * A type for which the stacks set the prefix of the name only, because a replacement must be created before the old one
 * is deleted.
 */
export function prefixed(longest: number, rest: Omit<NameFact, 'attribute' | 'longest'> = {}): NameFact {
  return { attribute: 'name_prefix', longest: longest - appendedToPrefix, ...rest };
}

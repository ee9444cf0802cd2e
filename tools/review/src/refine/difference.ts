import type { Value } from '../value/value';

/** The reason why a deploy would differ from the review. */
export type Kind =
  /** A state that the app reads, its own state, its code, or a version. */
  | 'upstream'
  | 'state'
  | 'code'
  | 'lock file'
  | 'version'
  /** One of the two plans is missing or incomplete. */
  | 'not reviewed'
  | 'not planned'
  /** A resource or output that would change, but not in the review; or the reverse. */
  | 'appeared'
  | 'vanished'
  | 'action'
  | 'value'
  | 'check';

/** One difference in which a new plan goes beyond the reviewed one. */
export interface Difference {
  readonly kind: Kind;
  readonly environment: string;
  readonly app: string;
  /** In words, without values. */
  readonly what: string;
  /** Of a resource, or `output <name>`. */
  readonly address?: string;
  readonly path?: readonly (string | number)[];
  readonly reviewed?: Value;
  readonly fresh?: Value;
}

/** A difference without its app. */
export type Found = Omit<Difference, 'environment' | 'app'>;

import type { Value } from '../value/value';

/** Why what would be deployed is not what was reviewed. */
export type Kind =
  /** A state that the app reads, its own state, what it is made of, or with what. */
  | 'upstream'
  | 'state'
  | 'code'
  | 'lock file'
  | 'version'
  /** One of the two was not planned, or only in part. */
  | 'not reviewed'
  | 'not planned'
  /** A resource or output that would change, and not so in the review; or the other way round. */
  | 'appeared'
  | 'vanished'
  | 'action'
  | 'value'
  | 'check';

/** One thing in which a new plan goes beyond the reviewed one. */
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

/** What is said of a difference apart from where it is. */
export type Found = Omit<Difference, 'environment' | 'app'>;

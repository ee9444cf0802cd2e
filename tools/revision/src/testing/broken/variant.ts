/** A revision that is broken in one way. */
export interface Variant {
  /** The kind of the fault: variants are counted by it. */
  readonly kind: string;
  /** The name of this one, for the test's output. */
  readonly name: string;
  /** A text that has to be in one of the problems, so that it names the fault. */
  readonly culprit: string | RegExp;
  /** The bytes, or a folder's preparation; then it is packed. */
  readonly broken: Buffer | ((folder: string) => Promise<void>);
}

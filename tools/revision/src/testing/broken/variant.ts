/** A revision that is broken in one way. */
export interface Variant {
  /** What sort of fault it is: they are counted by it. */
  readonly kind: string;
  /** Which one, for the test's output. */
  readonly name: string;
  /** What has to be in one of the problems, so that it names what is wrong. */
  readonly culprit: string | RegExp;
  /** The bytes, or a folder's preparation; then it is packed. */
  readonly broken: Buffer | ((folder: string) => Promise<void>);
}

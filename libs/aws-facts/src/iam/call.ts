/** A call to AWS, in the words of IAM. */
export interface Call {
  /** What it would mean, to read in a test's name. */
  readonly what: string;
  readonly action: string;
  /** An ARN, or `*` where AWS knows no resources. */
  readonly resource: string;
  /** The condition keys that the call brings along, besides who makes it. @default - the account's region */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** The account of the resource. @default - the caller's own */
  readonly accountId?: string;
}

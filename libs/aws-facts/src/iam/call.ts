/** A call to AWS, in the terms of IAM. */
export interface Call {
  /** The meaning of the call, for the name of a test. */
  readonly what: string;
  readonly action: string;
  /** An ARN, or `*` if AWS supports no resource for the action. */
  readonly resource: string;
  /** The condition keys of the call, besides those of the caller. @default - the account's region */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** The account of the resource. @default - the caller's own */
  readonly accountId?: string;
}

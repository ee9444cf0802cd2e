/** What a plan does not say of its configuration. */
export interface UnplannedParts {
  readonly locals?: Readonly<Record<string, unknown>> | undefined;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
  /** The addresses of the placeholders of which the value is another than before for certain. @default - none */
  readonly anew?: ReadonlySet<string> | undefined;
}

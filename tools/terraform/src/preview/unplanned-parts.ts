/** Parts of a configuration that are missing in its plan. */
export interface UnplannedParts {
  readonly locals?: Readonly<Record<string, unknown>> | undefined;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
  /** The addresses of the placeholders with values that change for certain. @default - none */
  readonly changing?: ReadonlySet<string> | undefined;
}

/** A nested block of a resource. */
// Its shape is Terraform's, one for each type: a rule names the attributes that it checks.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Block = Readonly<Record<string, any>>;

/** The nested blocks with a name: in JSON, Terraform accepts one as an object and several as a list. */
export function blocks(value: unknown): readonly Block[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]) as Block[];
}

/** Returns the first block under a name, or an empty block if there is no block. */
export function block(value: unknown): Block {
  return blocks(value)[0] ?? {};
}

/** Returns whether a value means true: Terraform accepts `"true"` for a boolean. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

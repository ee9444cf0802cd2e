/** A nested block of a resource. */
// Its shape is Terraform's, one for each type: a rule names the attributes that it checks.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Block = Readonly<Record<string, any>>;

/** The nested blocks with a name: in JSON, Terraform accepts one as an object and several as a list. */
export function blocks(value: unknown): readonly Block[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]) as Block[];
}

/** The first block under a name, empty if there is none. */
export function block(value: unknown): Block {
  return blocks(value)[0] ?? {};
}

/** Returns whether a value means true: Terraform accepts `"true"` for a boolean. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

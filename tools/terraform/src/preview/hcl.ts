/** A text as Terraform's template syntax writes it, so that nothing in it is evaluated (HCL's hclwrite, `escapeQuotedStringLit`). */
export const literalTemplate = (text: string): string => text.replaceAll('${', '$${').replaceAll('%{', '%%{');

/** A text in quotes, inside of an expression. HCL knows the escapes of JSON but `\b` and `\f` (HCL syntax specification, "Template Expressions"). */
export const quoted = (text: string): string =>
  literalTemplate(
    JSON.stringify(text).replaceAll(
      /(?<!\\)((?:\\\\)*)\\([bf])/g,
      (_all, before: string, letter: string) => `${before}\\u00${letter === 'b' ? '08' : '0c'}`,
    ),
  );

/** A value as an expression that stands for itself. */
export function literalExpression(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(literalExpression).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  return `{${Object.entries(value)
    .map(([name, inner]) => `${quoted(name)} = ${literalExpression(inner)}`)
    .join(', ')}}`;
}

/**
 * A quoted text in an expression: nothing in it is evaluated (HCL's hclwrite, `escapeQuotedStringLit`). HCL has the escapes of JSON except `\\b` and
 * `\\f` (HCL syntax specification, "Template Expressions").
 */
export function quoted(text: string): string {
  const escaped = JSON.stringify(text).replaceAll(
    /\\./g,
    (one) => ({ '\\b': '\\u0008', '\\f': '\\u000c' })[one] ?? one,
  );
  return escaped.replaceAll(/[$%](?=\{)/g, (sign) => sign + sign);
}

/** The literal expression of a value. */
export function literalExpression(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(literalExpression).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  return `{${Object.entries(value)
    .map(([name, inner]) => `${quoted(name)} = ${literalExpression(inner)}`)
    .join(', ')}}`;
}

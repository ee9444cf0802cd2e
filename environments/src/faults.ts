import { z } from 'zod';

/** Each fault that a schema finds in a value, with the place, the rule and what was received. */
export function faultsIn(schema: z.ZodType, value: unknown): string[] {
  const { success, error } = schema.safeParse(value, { reportInput: true });
  if (success) return [];
  return z
    .prettifyError(error)
    .split(/\n(?=✖)/)
    .map((fault, index) => fault + received(error.issues[index]));
}

const received = (issue: z.core.$ZodIssue | undefined) =>
  issue?.input === undefined || issue.message.includes('received') ? '' : ` (received ${JSON.stringify(issue.input)})`;

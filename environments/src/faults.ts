import { z } from 'zod';

/** The faults that a schema finds in a value, each with the place, the rule and the received value. */
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

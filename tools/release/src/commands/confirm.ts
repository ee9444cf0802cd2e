import { createInterface } from 'node:readline/promises';
import type { Environment } from '@malinshopper/environments';

/**
 * In production a person confirms first, on the terminal or with --yes; other environments need no confirmation.
 * @throws Error if the answer is no, or if there is no terminal to ask on
 */
export async function confirm(
  { kind, name }: Environment,
  question: string,
  yes = false,
  input: NodeJS.ReadStream = process.stdin,
  output: NodeJS.WritableStream = process.stderr,
): Promise<void> {
  if (kind !== 'production' || yes) return;
  if (!input.isTTY) {
    throw new Error(`${question} There is no terminal to ask on: nothing was begun. Add --yes to do that to ${name}.`);
  }
  const dialogue = createInterface({ input, output });
  try {
    const answer = await dialogue.question(`${question} (yes/no) `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new Error(`The answer was not yes: nothing was begun in ${name}.`);
  } finally {
    dialogue.close();
  }
}

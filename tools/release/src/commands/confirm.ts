import { createInterface } from 'node:readline/promises';
import type { Environment } from '@malinshopper/environments';

/**
 * Asks for a confirmation in production, on the terminal or by --yes. Other environments need no confirmation.
 * @throws Error if the answer is no, or if there is no terminal for the question
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
    throw new Error(
      `${question} A confirmation needs a terminal. Nothing was begun. Add --yes to confirm for ${name} without a terminal.`,
    );
  }
  const dialogue = createInterface({ input, output });
  try {
    const answer = await dialogue.question(`${question} (yes/no) `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new Error(`The answer was not yes: nothing was begun in ${name}.`);
  } finally {
    dialogue.close();
  }
}

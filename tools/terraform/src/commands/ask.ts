import { createInterface } from 'node:readline/promises';

/** Asks a person for a yes. Without a terminal no person can answer: that is a no. */
export async function ask(question: string, input = process.stdin, output = process.stderr): Promise<boolean> {
  if (!input.isTTY) return false;
  const dialogue = createInterface({ input, output });
  try {
    return /^y(es)?$/i.test((await dialogue.question(`${question} (yes/no) `)).trim());
  } finally {
    dialogue.close();
  }
}

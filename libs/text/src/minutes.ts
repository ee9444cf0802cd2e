import { InvalidArgumentError } from 'commander';

/**
 * Parses a number of minutes on the command line.
 * @throws if it is not a whole number
 */
export function minutes(word: string): number {
  if (/^\d+$/.test(word)) return Number(word);
  throw new InvalidArgumentError(
    `The value must be a whole number of minutes, such as 30, and is ${JSON.stringify(word)}.`,
  );
}

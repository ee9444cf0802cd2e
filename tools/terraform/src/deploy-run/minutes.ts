import { InvalidArgumentError } from 'commander';

/**
 * A number of minutes on the command line.
 * @throws if it is not a whole one
 */
export function minutes(word: string): number {
  if (/^\d+$/.test(word)) return Number(word);
  throw new InvalidArgumentError(`It is a whole number of minutes, such as 30, got ${JSON.stringify(word)}.`);
}

import { InvalidArgumentError } from 'commander';

/** @throws InvalidArgumentError for what is no moment of ISO 8601 with its zone */
export function moment(word: string): Date {
  const at = new Date(word);
  if (/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(word) && !Number.isNaN(at.getTime())) return at;
  throw new InvalidArgumentError(
    `It is a moment with its zone, such as 2026-11-30T02:00:00Z, got ${JSON.stringify(word)}.`,
  );
}

import { commandHere } from '@malinshopper/terraform';

/**
 * A command of this tool as a person types it: it can be copied into a shell. Capitals stand for values that only the
 * person knows.
 */
export function command(...words: string[]): string {
  return `\`${commandHere('npm', 'run', 'release', '--', ...words)}\``;
}

/** `a`, `a and b`, `a, b and c`; of many only the first three. */
export function together(things: readonly string[], most = 3): string {
  const shown = things.length > most + 1 ? [...things.slice(0, most), `${things.length - most} more`] : things;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

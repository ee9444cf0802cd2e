/**
 * The known name that was probably meant: the one with the fewest changed letters, if less than half of them changed.
 * Upper and lower case count as the same.
 */
export function nearest(received: string, known: readonly string[]): string | undefined {
  const ranked = known
    .filter((name) => Math.abs(name.length - received.length) <= name.length / 2)
    .map((name) => ({ name, changes: changes(received.toLowerCase(), name.toLowerCase()) }))
    .sort((one, other) => one.changes - other.changes);
  const best = ranked[0];
  return best && best.changes < best.name.length / 2 ? best.name : undefined;
}

/** Levenshtein's distance. */
function changes(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const replaced = previous[column - 1]! + (one[row - 1] === other[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[column]! + 1, current[column - 1]! + 1));
    }
    previous = current;
  }
  return previous[other.length]!;
}

import { isResource, type Parts } from './parts';

/** A resource that has another address than before, and is otherwise the same. */
export interface Renamed {
  readonly from: string;
  readonly to: string;
}

/** The difference between two syntheses of a stack: the addresses of their parts. */
export interface Difference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  /** Removed parts with their probable new addresses, of the same type: they would be destroyed and made again. */
  readonly renamed: readonly Renamed[];
}

/**
 * Compares two syntheses.
 * @param moved the moves that the second one declares (`moved` blocks), from the old address to the new one
 */
export function differenceOf(before: Parts, now: Parts, moved: readonly Renamed[] = []): Difference {
  const to = new Map(moved.map((move) => [move.from, move.to]));
  const known = new Map(Object.entries(before).map(([address, part]) => [to.get(address) ?? address, part]));
  const added = Object.keys(now).filter((address) => !known.has(address));
  const removed = [...known.keys()].filter((address) => now[address] === undefined);
  const changed = Object.keys(now).filter(
    (address) => known.has(address) && known.get(address)!.whole !== now[address]!.whole,
  );
  const was = Object.fromEntries(known);
  return {
    added,
    removed,
    changed,
    renamed: renamedAmong(was, now, removed.filter(isResource), added.filter(isResource)),
  };
}

/** Pairs each removed resource with an added one of the same type and shape; among several of one shape, that with the most similar name. */
function renamedAmong(before: Parts, now: Parts, removed: readonly string[], added: readonly string[]): Renamed[] {
  const free = new Set(added);
  return removed.flatMap((from) => {
    const alike = [...free].filter((to) => typeOf(to) === typeOf(from) && now[to]!.shape === before[from]!.shape);
    const to = alike.sort((a, b) => similarity(from, b) - similarity(from, a))[0];
    if (to === undefined) return [];
    free.delete(to);
    return [{ from, to }];
  });
}

const typeOf = (address: string) => address.slice(0, address.indexOf('.'));

/** The number of words that two names have in common; cdktf ends each name in a digest of its path, which is left out. */
function similarity(a: string, b: string): number {
  const words = (address: string) =>
    address
      .slice(address.indexOf('.') + 1)
      .split(/[_-]/)
      .filter((word) => !/^[0-9A-F]{8}$/.test(word));
  const others = new Set(words(b));
  return words(a).filter((word) => others.has(word)).length;
}

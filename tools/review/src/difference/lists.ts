import { isSet } from '../value/sets';
import { canonical, membersOf, type Value } from '../value/value';

/** The difference of two lists. */
export interface ListDifference {
  readonly removed: readonly Value[];
  readonly added: readonly Value[];
  /** Changed elements: they have the same name, or another identifying attribute in common. */
  readonly changed: readonly { readonly name: string; readonly was: Value; readonly is: Value }[];
  /** True if the elements are the same, in a list where their order counts. */
  readonly reordered: boolean;
}

/** Attributes that identify an element in its list. */
const names = [
  'name',
  'key',
  'id',
  'Sid',
  'sid',
  'device_name',
  'origin_id',
  'rule_id',
  'priority',
  'path_pattern',
  'availability_zone',
  'domain_name',
  'description',
];

/** The elements that were added and removed, whatever their index is: a new element at the beginning is one new element. */
export function listDifference(
  type: string,
  path: readonly string[],
  was: readonly Value[],
  is: readonly Value[],
): ListDifference {
  const [removed, added] = [without(was, is), without(is, was)];
  const name = names.find((one) => tellsApart(one, removed) && tellsApart(one, added));
  const changed =
    name === undefined
      ? []
      : removed.flatMap((one) => {
          const match = added.find((other) => canonical(of(one, name)) === canonical(of(other, name)));
          return match === undefined ? [] : [{ name: `${name}=${String(of(one, name))}`, was: one, is: match }];
        });
  const rest = (all: readonly Value[], side: 'was' | 'is') =>
    all.filter((one) => !changed.some((pair) => pair[side] === one));
  const reordered = removed.length === 0 && added.length === 0 && !isSet(type, path);
  return { removed: rest(removed, 'was'), added: rest(added, 'is'), changed, reordered };
}

const of = (value: Value, name: string): Value | undefined => membersOf(value)?.[name];

function tellsApart(name: string, elements: readonly Value[]): boolean {
  const all = elements.map((one) => of(one, name));
  return (
    all.every((one) => ['string', 'number'].includes(typeof one) && one !== '') && new Set(all).size === all.length
  );
}

/** The elements of one list that the other one does not have; duplicates count. */
function without(all: readonly Value[], others: readonly Value[]): Value[] {
  const left = new Map<string, number>();
  for (const one of others) left.set(canonical(one), (left.get(canonical(one)) ?? 0) + 1);
  return all.filter((one) => {
    const count = left.get(canonical(one)) ?? 0;
    left.set(canonical(one), count - 1);
    return count <= 0;
  });
}
